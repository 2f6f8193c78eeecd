"""One decision over many drafts: what it would touch, and carrying it out. Each draft keeps a decision of its own in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.decisions import HELD_BY_ANOTHER, claim, decide_as
from hybriddesk.vault.queue import OPEN
from hybriddesk.vault.source import Source, as_json

MOST = 500
"""Drafts in one act. More of them at once is no decision of a person any more."""


@dataclass(frozen=True, slots=True)
class Together:
    """What a selection holds. ``ids``: open, free, and as the draft stands; ``typed``: those that hold words of a person, which
    approving as is would pass over; ``empty``: drafts with no text; ``gone``: decided, deleted, or in another person's hands.
    ``lowest``: the smallest confidence among ``ids``, None for none. ``reasons``: first reasons of ``ids`` with their number, the
    most frequent first; an entry without one counts under ``""``."""

    ids: tuple[str, ...]
    typed: tuple[str, ...]
    empty: tuple[str, ...]
    gone: int
    lowest: float | None
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``done`` were decided; ``left`` were not, because somebody was faster. ``batch`` is what Undo takes back."""

    batch: str
    done: tuple[str, ...]
    left: tuple[str, ...]


def look_over(source: Source, ids: Sequence[str], person: str, now: int) -> Together:
    """Sorts a selection by what can be done with it, in the order given. Unknown ids count as gone."""
    rows = source.query(
        "SELECT r.id, r.confidence, r.reason_code, r.working IS NOT NULL AND r.working <> r.draft, trim(r.draft, ' ' || char(9, 10, 13)) = ''"
        # The plus keeps SQLite from walking the index of all open entries once for each id: 6 s for 300 of 100,000.
        f" FROM json_each(:ids) wanted CROSS JOIN reviews r ON r.id = wanted.value WHERE +r.{OPEN} AND NOT ({HELD_BY_ANOTHER}) ORDER BY wanted.key",
        claim(person, now) | {"ids": as_json(list(dict.fromkeys(ids)))},
    )
    plain = [row for row in rows if not row[3] and not row[4]]
    counts: dict[str, int] = {}
    for row in plain:
        counts[row[2]] = counts.get(row[2], 0) + 1
    return Together(
        ids=tuple(row[0] for row in plain), typed=tuple(row[0] for row in rows if row[3]),
        empty=tuple(row[0] for row in rows if row[4] and not row[3]), gone=len(set(ids)) - len(rows),
        lowest=min((row[1] for row in plain), default=None),
        reasons=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def decide(db: Database, audit: Audit, made: Sequence[NewDecision], person: str, batch: str) -> Outcome:
    """Carries these decisions out in one transaction, all marked with ``batch``. One that is refused leaves the others standing."""
    done, left = list[str](), list[str]()
    with db.write("batches") as connection:
        for new in made:
            decision = new_id()
            try:
                decide_as(db, audit, new, person, decision)
            except Refused:
                left.append(new.review)
                continue
            connection.execute("INSERT INTO batches VALUES(?, ?)", (decision, batch))
            done.append(new.review)
    return Outcome(batch, tuple(done), tuple(left))
