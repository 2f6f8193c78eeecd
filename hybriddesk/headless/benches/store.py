"""The encrypted store beside plain SQLite: the same rows, the same queries, the same durability."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.headless.benches.stores import fill_conversations, fill_turns, fresh_store
from hybriddesk.headless.benches.timing import paired, seconds
from hybriddesk.records.measure import Figure
from hybriddesk.vault.bench_baseline import Plain
from hybriddesk.vault.conversations import conversation_rows, turn_rows
from hybriddesk.vault.database import Database, Reader

CONVERSATIONS, TURNS, PAGE = 200_000, 20, 50
DEPTH, PAGES, COMMITS = 0.9, 200, 300
OPEN_MS = 1.0


def measure(scale: float) -> Iterator[Figure]:
    """Pages at depth, opening a conversation, single commits."""
    with fresh_store() as (db, folder):
        fill_conversations(db, max(int(CONVERSATIONS * scale), 200))
        newest = conversation_rows(db, 1)[0]
        fill_turns(db, newest.id, TURNS)
        plain = Plain(folder / "plain.db")
        reader = db.reader()
        try:
            for table in ("conversations", "turns"):
                plain.copy(db, table)
            yield from _pages(reader, plain, scale)
            yield _opening(reader, plain, newest.id)
            yield _commits(db, plain, newest.id, max(int(COMMITS * scale), 20))
        finally:
            plain.close()


def _pages(reader: Reader, plain: Plain, scale: float) -> Iterator[Figure]:
    count: int = plain.query("SELECT count(*) FROM conversations")[0][0]
    for name, depth in (("first page of 50", 0.0), ("page of 50 at 90 %", DEPTH)):
        skip = int(count * depth)
        at = conversation_rows(reader, skip)[-1] if skip else None
        rounds = max(int(PAGES * scale), 20)
        one, other = paired(lambda at=at: conversation_rows(reader, PAGE, at), lambda at=at: conversation_rows(plain, PAGE, at), rounds)  # type: ignore[misc]
        yield Figure(name, one * 1e3, "ms", other * 1e3, 1.3, "ratio <=")


def _opening(reader: Reader, plain: Plain, conversation: str) -> Figure:
    one, other = paired(lambda: turn_rows(reader, conversation), lambda: turn_rows(plain, conversation), 100)
    return Figure("opening 20 turns", one * 1e3, "ms", other * 1e3, OPEN_MS)


def _commits(db: Database, plain: Plain, conversation: str, count: int) -> Figure:
    def save(store: Database | Plain) -> None:
        for number in range(count):
            with store.write("conversations") as connection:
                connection.execute("UPDATE conversations SET unsent = ? WHERE id = ?", (f"draft {number}", conversation))

    one, other = seconds(lambda: save(db)), seconds(lambda: save(plain))
    return Figure("single commits", count / one, "1/s", count / other, 1 / 1.5, "ratio >=")
