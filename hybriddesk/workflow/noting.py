"""Notes about a draft: written by whoever reviews, seen by everybody, except that a second look sees its own alone."""

from __future__ import annotations

from hybriddesk.vault.database import Database
from hybriddesk.vault.notes import About, Note, add_note, bring_back_note, notes_of, remove_note
from hybriddesk.workflow.overlapping import Overlapping


class Noting:
    """Each act returns the notes as they then stand for the person who reviews."""

    def __init__(self, db: Database, overlapping: Overlapping) -> None:
        self._db, self._overlapping = db, overlapping

    def of(self, review_id: str, *, own: bool = False) -> tuple[Note, ...]:
        """The notes about an entry, oldest first; ``own``: only those of the person who reviews."""
        found = notes_of(self._db, review_id)
        return tuple(note for note in found if note.person == self._overlapping.person) if own else found

    async def add(self, review_id: str, text: str, about: About = "", quote: str = "") -> tuple[Note, ...]:
        """Keeps a note. Raises as ``vault.notes.add_note`` does."""
        add_note(self._db, review_id, self._overlapping.person, text, about, quote)
        return self._seen(review_id)

    async def remove(self, note: Note) -> tuple[Note, ...]:
        """Raises ``Refused('review.no_note')``."""
        remove_note(self._db, note.id)
        return self._seen(note.review)

    async def bring_back(self, note: Note) -> tuple[Note, ...]:
        """Undoes a removal. Raises ``Refused('review.no_note')``."""
        bring_back_note(self._db, note.id)
        return self._seen(note.review)

    def _seen(self, review_id: str) -> tuple[Note, ...]:
        return self.of(review_id, own=self._overlapping.waits(review_id))
