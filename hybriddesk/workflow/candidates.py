"""Two drafts of one request: both are shown, a person keeps one, and which one is kept with its context."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.errors import Fact
from hybriddesk.records.way import MapEntry
from hybriddesk.records.work import DONE_STATES, NewDecision, Review, Signal
from hybriddesk.vault.database import Database
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.queue import review_of
from hybriddesk.vault.reviews import Reviews

REPLACED = "another draft"
"""The note of an entry that was sent back because a person asked for another draft."""
PREFERRED = "earlier draft preferred"

Keep = Literal["earlier", "later"]


@dataclass(frozen=True, slots=True)
class Pair:
    """The entry that was replaced and the one that replaced it, with the values hidden in both."""

    earlier: Review
    later: Review
    entries: tuple[MapEntry, ...] = field(repr=False)


class Candidates:
    """Nothing is lost either way: the draft that was not kept stands under Done as sent back."""

    def __init__(self, db: Database, reviews: Reviews, placeholders: Placeholders, feedback: Feedback) -> None:
        self._db, self._reviews = db, reviews
        self._placeholders, self._feedback = placeholders, feedback

    async def pair(self, review_id: str) -> Pair | None:
        """The entry with the one it replaced; None if it replaced none or is decided."""
        later = self._reviews.get(review_id)
        ids = review_of(self._db, later.conversation)
        before = [self._reviews.get(one) for one in ids[: ids.index(review_id)]]
        replaced = [one for one in before if one.item == later.item and one.state == "returned" and one.note == REPLACED]
        if not replaced or later.state in DONE_STATES:
            return None
        return Pair(replaced[-1], later, self._placeholders.known(later.conversation).entries)

    async def choose(self, pair: Pair, keep: Keep, person: str, seconds: float) -> Review:
        """Keeps one and returns it, open. The earlier one is opened again for the person, and the later one sent back.

        Raises ``Refused``: ``review.moved_on``, ``review.taken``, ``review.not_decided``: somebody was faster; both stay as they are.
        """
        kept, other = (pair.earlier, pair.later) if keep == "earlier" else (pair.later, pair.earlier)
        with self._db.write():
            if keep == "earlier":
                self._reviews.decide(NewDecision(other.id, "return", None, PREFERRED, None, None, seconds), person)
                self._reviews.reopen(kept.id, person)
            self._feedback.add(Signal(kept.conversation, kept.turn, kept.id, "preferred", keep), _context(kept, other))
        return self._reviews.get(kept.id)


def _context(kept: Review, other: Review) -> dict[str, Fact]:
    """What was compared, without a word of either."""
    named = {"kept": kept, "other": other}
    return {
        f"{name}_{part}": value for name, one in named.items() for part, value in (
            ("review", one.id), ("run", one.run), ("prompt_version", one.prompt_version), ("provider", one.provider),
            ("model", one.model), ("confidence", one.confidence), ("characters", len(one.draft)),
        )
    }
