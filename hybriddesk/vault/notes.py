"""Notes that people write about an entry, with the passage they speak of. A removed note stays in the store, marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source

About = Literal["", "request", "draft", "version"]
ABOUT: tuple[About, ...] = get_args(About)
LONGEST = 20_000
"""Characters of a note, and of a quote."""


@dataclass(frozen=True, slots=True)
class Note:
    """``about``: which text ``quote`` stands in: the request, the draft or the person's version; both empty for a note without one."""

    id: str
    review: str
    person: str
    created_ms: int
    about: About
    quote: str = field(repr=False)
    text: str = field(repr=False)


_COLUMNS = "id, review, person, created_ms, about, quote, text"


def add_note(db: Database, review: str, person: str, text: str, about: About = "", quote: str = "") -> str:
    """Keeps a note and returns its id. Raises ``Refused``: ``review.empty_note``, ``review.long_note``, ``review.unknown``."""
    if not text.strip() and not quote.strip():
        raise Refused("review.empty_note")
    if max(len(text), len(quote)) > LONGEST:
        raise Refused("review.long_note", most=LONGEST)
    if not db.query("SELECT 1 FROM reviews WHERE id = ?", (review,)):
        raise Refused("review.unknown")
    made = new_id()
    with db.write("notes", ids=[review]) as connection:
        connection.execute(
            f"INSERT INTO notes({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?)",
            (made, review, person, db.clock(), about if quote else "", quote, text),
        )
    return made


def remove_note(db: Database, wanted: str) -> None:
    """Takes a note away from sight. Raises ``Refused('review.no_note')``."""
    _mark(db, wanted, db.clock())


def bring_back_note(db: Database, wanted: str) -> None:
    """Undoes ``remove_note``. Raises ``Refused('review.no_note')``."""
    _mark(db, wanted, None)


def notes_of(source: Source, review: str) -> tuple[Note, ...]:
    """The notes about an entry, oldest first."""
    rows = source.query(f"SELECT {_COLUMNS} FROM notes WHERE review = ? AND removed_ms IS NULL ORDER BY created_ms, n", (review,))
    return tuple(Note(*row) for row in rows)


def _mark(db: Database, wanted: str, removed_ms: int | None) -> None:
    with db.write("notes") as connection:
        marked = connection.execute("UPDATE notes SET removed_ms = ? WHERE id = ?", (removed_ms, wanted))
        if not marked.rowcount:
            raise Refused("review.no_note")
