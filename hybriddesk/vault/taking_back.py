"""Undo: a person's decisions are taken back one act at a time, the latest first, also after other people decided in between."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.records.errors import Refused
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.decisions import HELD_BY_ANOTHER, claim, last_of, take_back
from hybriddesk.vault.queue import review
from hybriddesk.vault.source import Row

_MINE = (
    "SELECT d.id, d.review, d.action, d.from_state, coalesce(b.batch, '') FROM decisions d LEFT JOIN batches b ON b.decision = d.id"
    " WHERE d.undone_ms IS NULL AND d.person = ?1"
)
_STANDS = (
    " AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.review = d.review AND later.undone_ms IS NULL"
    " AND (later.decided_ms, later.rowid) > (d.decided_ms, d.rowid))"
)
_LATEST = " ORDER BY d.decided_ms DESC, d.rowid DESC"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """``ids`` are open again, in the order they were decided; ``left`` stay as they are, because somebody works on them or decided
    after it; ``overtaken`` says that a later decision of this person was passed over, since another's stands in its place."""

    ids: tuple[str, ...]
    left: int = 0
    overtaken: bool = False


def undo(db: Database, audit: Audit, person: str, wanted: str = "") -> TakenBack:
    """Takes this person's last act back, or their last one about the entry ``wanted``: one decision, or all that were made with it.

    A decision in whose place another person's stands is passed over: that one stands, and the act before it is next. Raises
    ``Refused``: ``review.nothing_to_undo``, ``review.moved_on`` (``wanted`` was decided again after it), ``review.taken`` (someone
    works on what was escalated).
    """
    with db.write():
        about = " AND d.review = ?2" if wanted else ""
        latest = db.query(f"{_MINE}{about}{_LATEST} LIMIT 1", (person, wanted) if wanted else (person,))
        if not latest:
            raise Refused("review.nothing_to_undo")
        if wanted and last_of(db.connection, wanted)[0] != latest[0][0]:
            raise Refused("review.moved_on", state=review(db, wanted).state)
        found = latest if wanted else db.query(f"{_MINE}{_STANDS}{_LATEST} LIMIT 1", (person,))
        if not found:
            raise Refused("review.moved_on", state=review(db, latest[0][1]).state)
        overtaken = found[0][0] != latest[0][0]
        id_, about_review, action, state, batch = found[0]
        if batch:
            back = undo_batch(db, audit, person, batch)
            return TakenBack(back.ids, back.left, overtaken)
        take_back(db, (id_, about_review, action, state), person)
        audit.add("review.undo", about_review, action=action)
    return TakenBack((about_review,), overtaken=overtaken)


def undo_batch(db: Database, audit: Audit, person: str, batch: str) -> TakenBack:
    """Takes back what one act decided over many drafts. Raises ``Refused('review.nothing_to_undo')`` if none of it can be."""
    with db.write():
        whole = f"{_MINE} AND b.batch = ?2"
        standing = db.query(f"{whole}{_STANDS} ORDER BY d.decided_ms, d.rowid", (person, batch))
        free = [row for row in standing if not _held(db, row[1], person)]
        if not free:
            raise Refused("review.nothing_to_undo")
        left = len(db.query(whole, (person, batch))) - len(free)
        for row in free:
            take_back(db, _freed(row), person)
            audit.add("review.undo", row[1], action=row[2])
    return TakenBack(tuple(row[1] for row in free), left)


def _freed(row: Row) -> Row:
    """Nobody works on forty drafts at once: they go back to the queue, not to the person's hands."""
    return (*row[:3], "pending" if row[3] == "in_review" else row[3])


def _held(db: Database, wanted: str, person: str) -> bool:
    held = f"SELECT 1 FROM reviews WHERE id = :id AND {HELD_BY_ANOTHER}"
    return bool(db.query(held, claim(person, db.clock()) | {"id": wanted}))
