"""Entries lent to another desk for a second look: what goes there, what is taken in there, and what comes back."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, fields

from hybriddesk.records.work import Action
from hybriddesk.vault.database import Connection, Database
from hybriddesk.vault.second_looks import BLINDED
from hybriddesk.vault.source import Source

MOST = 1_000
"""Entries in one file."""


@dataclass(frozen=True, slots=True)
class Lent:
    """An entry as a second reviewer may see it, with the values hidden in it: nothing of what the first decided, but that decision's id.

    ``placeholders``: (token, kind, value) of each. ``passages``: what its run was given from the person's sources and what was held back, as
    the columns of that table, and ``run`` where there are any.
    """

    id: str
    conversation: str
    workflow: str
    prompt_version: str
    provider: str
    model: str
    risk: float
    confidence: float
    reason_code: str
    reasons_json: str
    hidden_count: int
    title: str = field(repr=False)
    snippet: str = field(repr=False)
    request: str = field(repr=False)
    draft: str = field(repr=False)
    draft_scrubbed: str = field(repr=False)
    first: str = ""
    placeholders: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    run: str = ""
    passages: tuple[tuple[int, str, str, int, int, int, float, str, int, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SecondAnswer:
    """What the person who was asked decided about a lent entry, and the draft they had before them."""

    review: str
    first: str
    person: str
    action: Action
    final: str | None = field(repr=False)
    note: str = field(repr=False)
    edit_words: float | None
    edit_chars: float | None
    seconds: float
    decided_ms: int
    draft: str = field(repr=False)


_BESIDE = frozenset(("first", "placeholders", "run", "passages"))
_KEPT = tuple(one.name for one in fields(Lent) if one.name not in _BESIDE)
_COLUMNS = ", ".join(_KEPT)
_PASSAGE = "place, source, name, version, start, end, score, code, cut, text"


def to_lend(source: Source, person: str) -> tuple[Lent, ...]:
    """What waits for this person's second look, the longest first."""
    rows = source.query(
        f"SELECT {', '.join(f'r.{name}' for name in _KEPT)}, s.first, r.run FROM reviews r JOIN second_looks s ON s.review = r.id"
        f" WHERE r.id IN ({BLINDED}) ORDER BY s.drawn_ms, r.n LIMIT {MOST}", {"person": person},
    )
    hidden = "SELECT token, kind, value FROM placeholders WHERE conversation = ? ORDER BY position"
    given = f"SELECT {_PASSAGE} FROM passages WHERE run = ? ORDER BY place"
    lent = []
    for *row, run in rows:
        passages = tuple(source.query(given, (run,)))
        lent.append(Lent(*(*row, tuple(source.query(hidden, (row[1],))), run if passages else "", passages)))
    return tuple(lent)


def take_in(db: Database, lent: Lent, asked: str) -> bool:
    """Files a lent entry for review here; False if it, or its conversation, is here already."""
    now = db.clock()
    with db.write("reviews", "conversations", "placeholders", "lent", ids=[lent.id]) as connection:
        if db.query("SELECT 1 FROM reviews WHERE id = ? UNION SELECT 1 FROM conversations WHERE id = ?", (lent.id, lent.conversation)):
            return False
        connection.execute(
            "INSERT INTO conversations(id, title, kind, created_ms, updated_ms) VALUES(?, ?, 'item', ?, ?)",
            (lent.conversation, lent.title, now, now),
        )
        connection.executemany(
            "INSERT INTO placeholders(conversation, token, kind, value, position) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            ((lent.conversation, *one, position) for position, one in enumerate(lent.placeholders)),
        )
        connection.execute(
            f"INSERT INTO reviews({_COLUMNS}, run, state, needs_person, created_ms, changed_ms)"
            f" VALUES({', '.join('?' * len(_KEPT))}, ?, 'pending', 1, ?, ?)", (*astuple(lent)[: len(_KEPT)], _run(connection, lent, now), now, now),
        )
        connection.execute("INSERT INTO lent VALUES(?, ?, ?, ?)", (lent.id, lent.first, asked, now))
    return True


def _run(connection: Connection, lent: Lent, now: int) -> str:
    """The run that the passages belong to, or ''. It has no end: no figure of this desk counts what another one asked and paid for."""
    if not lent.passages or connection.execute("SELECT 1 FROM runs WHERE id = ?", (lent.run,)).fetchone():
        return ""
    connection.execute(
        "INSERT INTO runs(id, conversation, workflow, prompt_version, provider, model, state, attempts, started_ms) VALUES(?, ?, ?, ?, ?, ?, 'done', 0, ?)",
        (lent.run, lent.conversation, lent.workflow, lent.prompt_version, lent.provider, lent.model, now),
    )
    connection.executemany(f"INSERT INTO passages(run, {_PASSAGE}) VALUES({', '.join('?' * 11)})", ((lent.run, *one) for one in lent.passages))
    return lent.run


def answered(source: Source) -> tuple[SecondAnswer, ...]:
    """What was decided here about lent entries, in the order decided."""
    rows = source.query(
        "SELECT l.review, l.first, l.asked, d.action, d.final, d.note, d.edit_words, d.edit_chars, d.seconds, d.decided_ms, r.draft"
        " FROM lent l JOIN reviews r ON r.id = l.review JOIN decisions d ON d.review = l.review AND d.undone_ms IS NULL"
        " AND d.action <> 'escalate' WHERE r.decided_ms IS NOT NULL ORDER BY d.decided_ms, d.rowid",
    )
    return tuple(SecondAnswer(*row) for row in rows)
