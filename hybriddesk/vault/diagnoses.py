"""Why reviewed answers were bad, as the app found it or as a person named it. A diagnosis goes with the decision it is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from hybriddesk.records.diagnoses import Cause, Diagnosis, DiagnosisFact, NamedBy
from hybriddesk.records.errors import Refused
from hybriddesk.vault.assessments import HALF
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import IdList, Row, Source, as_json, id_list

CHANGED = 0.3
"""From more than this share of the words changed on, an edit is looked at: it is bad if it changed facts."""
_COLUMNS = "d.review, d.cause, d.named_by, d.facts_json, d.changed_ms"
_DONE = "r.state IN ('approved','edited','returned')"
_LOOKED_AT = f"(r.state = 'returned' OR coalesce(r.edit_words, 0) > {CHANGED})"
_REPLACED_SINCE = (
    "(d.named_by = 'app' AND r.state = 'returned' AND r.item IS NOT NULL AND EXISTS(SELECT 1 FROM reviews s WHERE s.conversation = r.conversation"
    " AND s.item = r.item AND s.n > r.n AND s.final IS NOT NULL AND s.decided_ms > d.changed_ms))"
)


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the app found. ``asked``: the person's sources were asked for this answer; ``version``: of the rules that looked."""

    diagnosis: Diagnosis
    asked: bool
    version: int = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands about one entry. ``found`` None: a person named a cause where the app had looked for none."""

    review: str
    cause: Cause
    named_by: NamedBy
    found: Found | None
    changed_ms: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which diagnosed entries to list; empty strings are all."""

    since_ms: int
    cause: str = ""
    workflow: str = ""
    prompt_version: str = ""


_FACTS = msgspec.json.Decoder(Found | None)


class Diagnoses:
    """The writing side."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def keep(self, wanted: str, decided_ms: int | None, found: Found) -> bool:
        """Keeps what the app found, unless the decision it is about was taken back or made anew meanwhile: then False.

        A cause that a person named stands, whatever the app finds.
        """
        with self.db.write("diagnoses", ids=[wanted]) as connection:
            if not self.db.query(f"SELECT 1 FROM reviews r WHERE r.id = ? AND r.decided_ms IS ? AND {_DONE}", (wanted, decided_ms)):
                return False
            connection.execute(
                "INSERT INTO diagnoses(review, cause, named_by, facts_json, changed_ms) VALUES(:review, :cause, 'app', :facts, :now)"
                " ON CONFLICT(review) DO UPDATE SET facts_json = excluded.facts_json, changed_ms = excluded.changed_ms,"
                " cause = CASE named_by WHEN 'person' THEN cause ELSE excluded.cause END",
                {"review": wanted, "cause": found.diagnosis.cause, "facts": as_json(found), "now": self.db.clock()},
            )
        return True

    def name(self, wanted: str, cause: Cause) -> None:
        """A person's word for it; it stands until the decision is taken back. Raises ``Refused('diagnosis.not_decided')``."""
        with self.db.write("diagnoses", ids=[wanted]) as connection:
            if not self.db.query(f"SELECT 1 FROM reviews r WHERE r.id = ? AND {_DONE}", (wanted,)):
                raise Refused("diagnosis.not_decided")
            connection.execute(
                "INSERT INTO diagnoses(review, cause, named_by, facts_json, changed_ms) VALUES(?, ?, 'person', 'null', ?)"
                " ON CONFLICT(review) DO UPDATE SET cause = excluded.cause, named_by = 'person', changed_ms = excluded.changed_ms",
                (wanted, cause, self.db.clock()),
            )

    def unname(self, wanted: str) -> None:
        """What the app found stands again, if it found anything; else nothing stands."""
        kept = diagnosis_of(self.db, wanted)
        with self.db.write("diagnoses", ids=[wanted]) as connection:
            if kept is None or kept.found is None:
                connection.execute("DELETE FROM diagnoses WHERE review = ?", (wanted,))
            else:
                connection.execute(
                    "UPDATE diagnoses SET cause = ?, named_by = 'app', changed_ms = ? WHERE review = ?",
                    (kept.found.diagnosis.cause, self.db.clock(), wanted),
                )


def forget_diagnosis(db: Database, wanted: str) -> None:
    """The decision it was about is taken back; within the caller's transaction."""
    if diagnosis_of(db, wanted) is not None:
        with db.write("diagnoses", ids=[wanted]) as connection:
            connection.execute("DELETE FROM diagnoses WHERE review = ?", (wanted,))


def diagnosis_of(source: Source, wanted: str) -> Kept | None:
    """What stands about an entry, None if nothing does."""
    rows = source.query(f"SELECT {_COLUMNS} FROM diagnoses d WHERE d.review = ?", (wanted,))
    return _kept(rows[0]) if rows else None


def to_diagnose(source: Source, since_ms: int, limit: int, skip: Collection[str] = ()) -> tuple[str, ...]:
    """Decided entries to look at, the latest first: sent back or much changed and not looked at, and drafts that were replaced by
    another one which has been approved since."""
    rows = source.query(
        f"SELECT r.id FROM reviews r LEFT JOIN diagnoses d ON d.review = r.id WHERE {_DONE} AND {_LOOKED_AT} AND r.decided_ms >= ?"
        f" AND (d.review IS NULL OR {_REPLACED_SINCE}) AND r.id NOT IN (SELECT value FROM json_each(?))"
        " ORDER BY r.decided_ms DESC, r.n DESC LIMIT ?",
        (since_ms, as_json(list(skip)), limit),
    )
    return tuple(row[0] for row in rows)


def bad(state: str, edit_words: float | None) -> bool:
    """Whether a decision alone says that the answer was bad, as the figures count it."""
    return state == "returned" or (edit_words or 0.0) > HALF


def replaced_by(source: Source, wanted: str) -> str | None:
    """The text that stands in the place of a draft which another one of the same item replaced; None while there is none."""
    rows = source.query(
        "SELECT s.final FROM reviews r JOIN reviews s ON s.conversation = r.conversation AND s.item = r.item AND s.n > r.n"
        " WHERE r.id = ? AND s.final IS NOT NULL AND s.decided_ms IS NOT NULL ORDER BY s.decided_ms DESC, s.n DESC LIMIT 1",
        (wanted,),
    )
    return str(rows[0][0]) if rows else None


def said_about(source: Source, wanted: str) -> tuple[str, ...]:
    """What people said with a thumb down about an entry: the kind of fault and their comment, the latest thumb alone."""
    rows = source.query(
        "SELECT value, reason, comment FROM feedback WHERE review = ? AND name = 'thumb' ORDER BY created_ms DESC, rowid DESC LIMIT 1", (wanted,),
    )
    return tuple(words for words in rows[0][1:] if words) if rows and rows[0][0] == "down" else ()


def decided_ms(source: Source, wanted: str) -> int | None:
    """When an entry was decided; None while it is not, or where it is not there."""
    rows = source.query("SELECT decided_ms FROM reviews WHERE id = ?", (wanted,))
    return rows[0][0] if rows else None


def disliked_turns(source: Source, since_ms: int) -> tuple[str, ...]:
    """Chat answers whose latest thumb is down and was given since, the latest first; those that are in review speak there."""
    rows = source.query(
        "SELECT l.turn FROM (SELECT f.turn, f.value, f.created_ms, row_number() OVER (PARTITION BY f.turn ORDER BY f.created_ms DESC, f.rowid DESC) AS latest"
        " FROM feedback f JOIN turns t ON t.id = f.turn JOIN conversations c ON c.id = t.conversation AND c.kind = 'chat'"
        " WHERE f.name = 'thumb' AND f.review IS NULL AND f.created_ms >= ?) l WHERE l.latest = 1 AND l.value = 'down'"
        " AND NOT EXISTS(SELECT 1 FROM reviews r WHERE r.turn = l.turn) ORDER BY l.created_ms DESC",
        (since_ms,),
    )
    return tuple(row[0] for row in rows)


def sources_since(source: Source, after_ms: int) -> frozenset[str]:
    """Ids of sources that were added after a moment: an answer of that moment could not have had them."""
    return frozenset(row[0] for row in source.query("SELECT id FROM knowledge_sources WHERE added_ms > ?", (after_ms,)))


def diagnosis_facts(source: Source, since_ms: int) -> tuple[DiagnosisFact, ...]:
    """One row for every bad answer that was decided since and looked at, the latest first; sample drafts left out."""
    rows = source.query(
        "SELECT d.review, d.cause, d.named_by, r.workflow, r.prompt_version, r.decided_ms FROM diagnoses d JOIN reviews r ON r.id = d.review"
        f" WHERE r.decided_ms >= ? AND r.sample = 0 AND {_DONE} ORDER BY r.decided_ms DESC, r.n DESC",
        (since_ms,),
    )
    return tuple(DiagnosisFact(*row) for row in rows)


def diagnosed_ids(source: Source, wanted: Wanted) -> IdList:
    """Ids of the entries behind a figure, the latest first; sample drafts left out."""
    return id_list(
        source,
        f"SELECT r.id FROM diagnoses d JOIN reviews r ON r.id = d.review WHERE r.decided_ms >= :since AND r.sample = 0 AND {_DONE}"
        " AND (:cause = '' OR d.cause = :cause) AND (:workflow = '' OR r.workflow = :workflow) AND (:version = '' OR r.prompt_version = :version)"
        " ORDER BY r.decided_ms DESC, r.n DESC",
        {"since": wanted.since_ms, "cause": wanted.cause, "workflow": wanted.workflow, "version": wanted.prompt_version},
    )


def _kept(row: Row) -> Kept:
    review, cause, named_by, facts, changed_ms = row
    return Kept(review, cause, named_by, _FACTS.decode(facts), changed_ms)
