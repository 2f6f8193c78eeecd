"""Decisions on review entries and their undoing. Nothing is overwritten: an undone decision stays, marked, in the history."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import NewDecision, Review
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Connection, Database
from hybriddesk.vault.diagnoses import forget_diagnosis
from hybriddesk.vault.queue import OPEN, review
from hybriddesk.vault.source import Row, Source

CLAIM_MS = 5 * 60 * 1000
"""How long an entry stays claimed after the last touch."""

HELD_BY_ANOTHER = "taken_by IS NOT NULL AND taken_by <> :person AND taken_ms > :stale"

_STATE = {"approve": "approved", "edit": "edited", "return": "returned", "escalate": "escalated"}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of an entry's log. ``act``: filed, approve, edit, return, escalate, or ``undo`` at the time a decision was taken back;
    ``undone`` marks a decision that does not stand any more."""

    at_ms: int
    act: str
    person: str
    note: str
    edit_words: float | None
    seconds: float | None
    undone: bool


def claim(person: str, now: int) -> dict[str, object]:
    """The named parameters of ``HELD_BY_ANOTHER`` and of taking."""
    return {"person": person, "now": now, "stale": now - CLAIM_MS}


def refusal(source: Source, wanted: str) -> Refused:
    """Why an open entry could not be had. Raises ``Refused('review.unknown')`` itself if there is none."""
    now = review(source, wanted)
    if now.decided_ms is not None:
        return Refused("review.moved_on", state=now.state)
    return Refused("review.taken", person=now.taken_by or "")


def decide(db: Database, audit: Audit, new: NewDecision, person: str) -> Review:
    """Carries a decision out and returns the entry as it then stands.

    ``approve`` keeps the draft word for word, ``edit`` the person's text, ``return`` and ``escalate`` none; an escalated entry stays
    open. Raises ``Refused``: ``review.unknown``, ``review.moved_on``, ``review.taken``, ``review.not_as_is`` (approve with another
    text than the draft), ``review.no_text`` (edit without a text).
    """
    decide_as(db, audit, new, person, new_id())
    return review(db, new.review)


def decide_as(db: Database, audit: Audit, new: NewDecision, person: str, made: str) -> None:
    """As ``decide``; ``made`` is the id the decision gets. A refusal has written nothing."""
    with db.write("reviews", "decisions", "audit", ids=[new.review]) as connection:
        before = review(db, new.review)
        final = _final(new, before)
        now = db.clock()
        changed = connection.execute(
            f"UPDATE reviews SET state = :state, final = :final, note = :note, edit_words = :words, edit_chars = :chars, seconds = :seconds,"
            " working = CASE :state WHEN 'edited' THEN :final ELSE working END, decided_ms = :decided, changed_ms = :now,"
            f" taken_by = NULL, taken_ms = NULL WHERE id = :id AND {OPEN} AND NOT ({HELD_BY_ANOTHER})",
            claim(person, now) | {
                "id": new.review, "state": _STATE[new.action], "final": final, "note": new.note, "words": new.edit_words,
                "chars": new.edit_chars, "seconds": new.seconds, "decided": None if new.action == "escalate" else now,
            },
        )
        if not changed.rowcount:
            raise refusal(db, new.review)
        connection.execute(
            "INSERT INTO decisions(id, review, action, from_state, edit_words, edit_chars, seconds, decided_ms, person, note, final)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (made, new.review, new.action, before.state, new.edit_words, new.edit_chars, new.seconds, now, person, new.note, final),
        )
        audit.add(f"review.{new.action}", new.review)


def _final(new: NewDecision, before: Review) -> str | None:
    if new.action == "approve":
        if new.final is not None and new.final != before.draft:
            raise Refused("review.not_as_is")
        return before.draft
    if new.action == "edit" and new.final is None:
        raise Refused("review.no_text")
    return new.final if new.action == "edit" else None


_STANDING = "SELECT id, review, action, from_state FROM decisions WHERE undone_ms IS NULL"


def reopen(db: Database, audit: Audit, wanted: str, person: str) -> Review:
    """Opens a decided entry again for this person; the text that stood becomes the working text.

    Raises ``Refused``: ``review.unknown``, ``review.not_decided``.
    """
    with db.write("reviews", "decisions", "finals", "audit", ids=[wanted]) as connection:
        if review(db, wanted).decided_ms is None:
            raise Refused("review.not_decided")
        last = last_of(connection, wanted)
        take_back(db, (*last[:3], "in_review"), person)
        audit.add("review.reopen", wanted, action=last[2])
    return review(db, wanted)


def last_of(connection: Connection, wanted: str) -> Row:
    """The newest decision about an entry that was not taken back."""
    row: Row = connection.execute(f"{_STANDING} AND review = ? ORDER BY decided_ms DESC, rowid DESC LIMIT 1", (wanted,)).fetchone()
    return row


def last_decided(source: Source, person: str, wanted: str = "") -> int:
    """When this person made the last decision that stands, or the last about ``wanted``; 0 for never."""
    sql = "SELECT coalesce(max(decided_ms), 0) FROM decisions WHERE person = ? AND undone_ms IS NULL"
    return int(source.query(f"{sql} AND review = ?" if wanted else sql, (person, wanted) if wanted else (person,))[0][0])


def take_back(db: Database, decision: Row, person: str) -> None:
    """Gives an entry the state its last decision came from. ``decision``: id, review, action, from_state."""
    id_, wanted, _, state = decision
    values = claim(person, db.clock()) | {"id": wanted, "state": state, "held": state == "in_review"}
    with db.write("reviews", "decisions", "finals", ids=[wanted]) as connection:
        connection.execute("UPDATE decisions SET undone_ms = ? WHERE id = ?", (values["now"], id_))
        connection.execute("DELETE FROM finals WHERE review = ?", (wanted,))
        forget_diagnosis(db, wanted)
        changed = connection.execute(
            "UPDATE reviews SET state = :state, final = NULL, decided_ms = NULL, edit_words = NULL, edit_chars = NULL, seconds = NULL,"
            " taken_by = iif(:held, :person, NULL), taken_ms = iif(:held, :now, NULL), changed_ms = :now,"
            " note = coalesce((SELECT note FROM decisions WHERE review = reviews.id AND undone_ms IS NULL"
            f" ORDER BY decided_ms DESC, rowid DESC LIMIT 1), '') WHERE id = :id AND NOT ({HELD_BY_ANOTHER})",
            values,
        )
        if not changed.rowcount:
            raise refusal(db, wanted)


def history(source: Source, wanted: str) -> tuple[HistoryRow, ...]:
    """What happened to one entry, oldest first. Raises ``Refused('review.unknown')``."""
    lines = [HistoryRow(review(source, wanted).created_ms, "filed", "", "", None, None, undone=False)]
    rows = source.query(
        "SELECT decided_ms, action, person, note, edit_words, seconds, undone_ms FROM decisions WHERE review = ? ORDER BY decided_ms, rowid",
        (wanted,),
    )
    for at_ms, act, person, note, edit_words, seconds, undone_ms in rows:
        lines.append(HistoryRow(at_ms, act, person, note, edit_words, seconds, undone_ms is not None))
        if undone_ms is not None:
            lines.append(HistoryRow(undone_ms, "undo", person, "", None, None, undone=False))
    return tuple(sorted(lines, key=lambda line: line.at_ms))
