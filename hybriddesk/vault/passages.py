"""What each run was given from the person's sources, and what was held back from it."""

from __future__ import annotations

from collections.abc import Mapping

from hybriddesk.records.errors import Fact
from hybriddesk.records.knowledge import Gathered, HeldBack, Passage
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source


def keep_passages(db: Database, run: str, found: Gathered) -> None:
    """Keeps all that was found for a run, in the place of what was kept before; within the caller's transaction if there is one. The run must
    be in the store."""
    rows = [*((passage, "") for passage in found.given), *((held.passage, held.code) for held in found.held)]
    with db.write("passages", ids=[run]) as connection:
        connection.execute("DELETE FROM passages WHERE run = ?", (run,))
        connection.executemany(
            "INSERT INTO passages(run, place, source, name, version, start, end, score, code, cut, text) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (run, place, one.source, one.name, found.index, one.start, one.end, one.score, code, found.cut if not place else 0, one.text)
                for place, (one, code) in enumerate(rows)
            ],
        )


def passages_of(source: Source, run: str) -> Gathered | None:
    """What the run was given and what was held back; None where nothing was found for it."""
    rows = source.query("SELECT source, name, start, end, score, text, code, version, cut FROM passages WHERE run = ? ORDER BY place", (run,))
    if not rows:
        return None
    found = [(Passage(*row[:6]), row[6]) for row in rows]
    return Gathered(
        rows[0][7], tuple(one for one, code in found if not code), tuple(HeldBack(one, code) for one, code in found if code), rows[0][8],
    )


def given_to(source: Source, conversation: str) -> dict[str, int]:
    """How many passages each run of a conversation was given, by run, oldest first; runs that were given none are left out."""
    return dict(source.query(
        "SELECT p.run, count(*) FROM runs r JOIN passages p ON p.run = r.id WHERE r.conversation = ? AND p.code = ''"
        " GROUP BY r.started_ms, p.run ORDER BY r.started_ms", (conversation,),
    ))


def passage_facts(source: Source, context: Mapping[str, Fact]) -> dict[str, Fact]:
    """How many passages each run named in a signal's context was given, how many were held back from it, and by which version of the index;
    nothing of a run for which none were found. ``kept_run`` becomes ``kept_passages`` and so on.
    """
    found: dict[str, Fact] = {}
    for name, run in context.items():
        if name == "run" or name.endswith("_run"):
            rows = source.query("SELECT count(*) FILTER (WHERE code = ''), count(*) FILTER (WHERE code <> ''), max(version) FROM passages WHERE run = ?", (run,))
            given, held, version = rows[0]
            if given or held:
                part = name.removesuffix("run")
                found |= {f"{part}passages": given, f"{part}passages_held": held, f"{part}index": version}
    return found
