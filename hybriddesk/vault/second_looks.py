"""Entries that a second reviewer decides about without seeing the first decision. Both are kept; the first stands until it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import Action, NewDecision
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import IdList, Row, Source, id_list, only

Which = Literal["first", "second"]

_FIRST = "JOIN decisions d ON d.id = s.first"
_OPEN = f"FROM second_looks s {_FIRST} WHERE s.decided_ms IS NULL AND d.undone_ms IS NULL AND d.person <> :person"
_DIFFER = f"FROM second_looks s {_FIRST} WHERE s.differs = 1 AND s.settled = '' AND d.undone_ms IS NULL"
BLINDED = f"SELECT s.review {_OPEN}"
"""Entries whose first decision this person (``:person``) must not see yet."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one reviewer decided: ``action`` approve, edit or return; ``final`` the text they let stand, ``note`` their reason."""

    person: str
    action: Action
    final: str | None = field(repr=False)
    note: str = field(repr=False)
    edit_words: float | None
    decided_ms: int


@dataclass(frozen=True, slots=True)
class BothVerdicts:
    """Two decisions about one entry; ``settled`` says which one was taken, empty while nobody has settled."""

    review: str
    first: Verdict
    second: Verdict
    differs: bool
    settled: str
    settled_by: str


class SecondLooks:
    """One second look for an entry at most."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def draw(self, review: str) -> None:
        """The entry's standing decision gets a second look; one that was made already is left alone."""
        with self.db.write("second_looks", ids=[review]) as connection:
            connection.execute(
                "INSERT INTO second_looks(review, first, drawn_ms, changed_ms) SELECT review, id, :now, :now FROM decisions"
                " WHERE review = :review AND undone_ms IS NULL ORDER BY decided_ms DESC, rowid DESC LIMIT 1"
                " ON CONFLICT(review) DO UPDATE SET first = excluded.first, drawn_ms = excluded.drawn_ms,"
                " changed_ms = excluded.changed_ms WHERE decided_ms IS NULL",
                {"review": review, "now": self.db.clock()},
            )

    def waits_for(self, review: str, person: str) -> bool:
        """Whether this person may give the second look, and so must not see the first decision."""
        return bool(self.db.query(f"SELECT 1 {_OPEN} AND s.review = :review", {"person": person, "review": review}))

    def working(self, review: str) -> str | None:
        """The second reviewer's text so far. Raises ``Refused('review.no_second_look')``."""
        text: str | None = only(self.db, "review.no_second_look", "SELECT working FROM second_looks WHERE review = ?", (review,))[0]
        return text

    def autosave(self, review: str, text: str) -> None:
        """Keeps the second reviewer's text; it is there after a crash. Raises ``Refused('review.no_second_look')``."""
        with self.db.write() as connection:  # no window shows it, so none need hear of every keystroke
            saved = connection.execute(
                "UPDATE second_looks SET working = ?, changed_ms = ? WHERE review = ? AND decided_ms IS NULL", (text, self.db.clock(), review),
            )
            if not saved.rowcount:
                raise Refused("review.no_second_look")

    def decide(self, new: NewDecision, person: str, *, differs: bool, at_ms: int | None = None) -> None:
        """Keeps the second decision. Raises ``Refused('review.no_second_look')``: it is not this person's, or was given."""
        with self.db.write("second_looks", ids=[new.review]) as connection:
            kept = connection.execute(
                "UPDATE second_looks SET person = :person, action = :action, edit_words = :words, edit_chars = :chars, seconds = :seconds,"
                " decided_ms = :at, changed_ms = :now, differs = :differs, note = :note, final = :final"
                f" WHERE review = :review AND review IN ({BLINDED})",
                {"review": new.review, "person": person, "action": new.action, "words": new.edit_words, "chars": new.edit_chars,
                 "seconds": new.seconds, "at": at_ms or self.db.clock(), "now": self.db.clock(), "differs": int(differs),
                 "note": new.note, "final": new.final},
            )
            if not kept.rowcount:
                raise Refused("review.no_second_look")

    def latest(self, person: str, review: str = "") -> tuple[str, int] | None:
        """(entry, time) of this person's last second look that nobody settled, or of theirs about ``review``."""
        rows = self.db.query(
            "SELECT review, decided_ms FROM second_looks WHERE person = :person AND decided_ms IS NOT NULL AND settled = ''"
            " AND :review IN ('', review) ORDER BY decided_ms DESC LIMIT 1", {"person": person, "review": review},
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def take_back(self, review: str) -> None:
        """The second look is open again; what was decided is its working text."""
        with self.db.write("second_looks", ids=[review]) as connection:
            connection.execute(
                "UPDATE second_looks SET working = coalesce(final, working), person = '', action = NULL, edit_words = NULL,"
                " edit_chars = NULL, seconds = NULL, decided_ms = NULL, changed_ms = ?, differs = 0, note = '', final = NULL"
                " WHERE review = ? AND settled = ''", (self.db.clock(), review),
            )

    def both(self, review: str) -> BothVerdicts:
        """Raises ``Refused('review.no_second_look')`` unless both have decided."""
        return _both(only(self.db, "review.no_second_look", f"{_BOTH} AND s.review = ?", (review,)))

    def settle(self, review: str, which: Which, person: str) -> None:
        """Marks which decision was taken, and by whom."""
        with self.db.write("second_looks", ids=[review]) as connection:
            now = self.db.clock()
            connection.execute(
                "UPDATE second_looks SET settled = ?, settled_by = ?, settled_ms = ?, changed_ms = ? WHERE review = ?",
                (which, person, now, now, review),
            )

    def pairs(self) -> tuple[tuple[str, str, str, str], ...]:
        """(first person, second person, first action, second action) of all that were looked at twice, oldest first."""
        rows = self.db.query(
            f"SELECT d.person, s.person, d.action, s.action FROM second_looks s {_FIRST} WHERE s.decided_ms IS NOT NULL ORDER BY s.decided_ms",
        )
        return tuple((first, second, one, other) for first, second, one, other in rows)


def second_ids(source: Source, person: str) -> IdList:
    """Entries that wait for this person's second look, the longest first."""
    return id_list(source, f"SELECT s.review AS id {_OPEN} ORDER BY s.drawn_ms, s.review", {"person": person})


def differing_ids(source: Source) -> IdList:
    """Entries about which two reviewers disagree and nobody has settled, oldest first."""
    return id_list(source, f"SELECT s.review AS id {_DIFFER} ORDER BY s.decided_ms, s.review")


def second_counts(source: Source, person: str) -> Mapping[str, int]:
    """``second`` and ``differ``: what the two lists hold for this person."""
    second = source.query(f"SELECT count(*) {_OPEN}", {"person": person})[0][0]
    return {"second": second, "differ": source.query(f"SELECT count(*) {_DIFFER}")[0][0]}


_BOTH = (
    "SELECT s.review, d.person, d.action, d.final, d.note, d.edit_words, d.decided_ms,"
    " s.person, s.action, s.final, s.note, s.edit_words, s.decided_ms, s.differs, s.settled, s.settled_by"
    f" FROM second_looks s {_FIRST} WHERE s.decided_ms IS NOT NULL"
)


def _both(row: Row) -> BothVerdicts:
    return BothVerdicts(row[0], Verdict(*row[1:7]), Verdict(*row[7:13]), bool(row[13]), row[14], row[15])
