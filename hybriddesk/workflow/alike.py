"""Drafts that are alike: grouping them, and carrying one edit over to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import anyio.to_thread

from hybriddesk.privacy.slots import slots
from hybriddesk.records.work import Review
from hybriddesk.review.carrying import Place, carry, places_of
from hybriddesk.vault import likeness
from hybriddesk.vault.bulk import MOST
from hybriddesk.vault.database import Database
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.reviews import Reviews

PREVIEWED = 100
"""Drafts one edit is carried to at a time: more differences nobody looks at."""

SLICE = 100
"""Entries read, shaped on a worker and placed before other work of the engine gets its turn."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What one edit would make of a draft that is alike. ``text`` is the whole version, as stored; ``missed`` places of the edit
    were not found in it; ``changes`` are its word differences."""

    review: str
    title: str = field(repr=False)
    confidence: float
    text: str = field(repr=False)
    missed: int
    changes: tuple[tuple[str, str], ...] = field(repr=False)


class Alike:
    """Asks ``review`` what is alike, and ``vault`` to keep it."""

    def __init__(self, db: Database, reviews: Reviews, placeholders: Placeholders) -> None:
        self._db, self._reviews, self._placeholders = db, reviews, placeholders
        self._after = 0

    async def group(self) -> int:
        """Places every open entry that is in no group yet, those filed since the last call. How many."""
        from hybriddesk.review.likeness import best, shape  # noqa: PLC0415  numpy is 0.1 s of the start, and few starts group

        placed, last = 0, likeness.last(self._db)
        while rows := likeness.unplaced(self._db, SLICE, after=self._after):
            shaped = await anyio.to_thread.run_sync(_shaped, rows)
            with self._db.write():
                for n, words, found in shaped:
                    near = ((leader, shape(text)) for leader, text in likeness.candidates(self._db, found))
                    likeness.place(self._db, n, best(words, near), found)
            placed, self._after = placed + len(rows), rows[-1][0]
        self._after = max(self._after, last)
        return placed

    async def like(self, review_id: str) -> tuple[str, ...]:
        """Open entries that are alike, the riskiest first, so that one act can hold them with the entry itself."""
        await self.group()
        return likeness.like(self._db, review_id, MOST - 1)

    async def preview(self, review_id: str, text: str) -> tuple[Preview, ...]:
        """The edit that leads from the entry's draft to ``text``, carried over to the like ones where at least one place of it is found.

        Drafts that hold words of a person are left alone. Words that belong to the entry's own customer are carried to nobody else.
        """
        review = self._reviews.get(review_id)
        entries = self._placeholders.known(review.conversation).entries
        changed = await anyio.to_thread.run_sync(places_of, review.draft, text)
        ids = self._reviews.look_over(await self.like(review_id), "").ids
        found = list[Preview]()
        for start in range(0, len(ids), SLICE):
            others = [self._reviews.get(one) for one in ids[start : start + SLICE]]
            found += await anyio.to_thread.run_sync(_previews, changed, others, lambda new: slots(new, entries) == new)
            if len(found) >= PREVIEWED:
                break
        return tuple(found[:PREVIEWED])


def _shaped(rows: Sequence[likeness.Unplaced]) -> list[tuple[int, str, tuple[int, ...]]]:
    from hybriddesk.review.likeness import bands, shape  # noqa: PLC0415  as above

    return [(n, words, bands(words)) for n, text in rows for words in (shape(text),)]


def _previews(changed: tuple[Place, ...], others: Sequence[Review], may: Callable[[str], bool]) -> list[Preview]:
    made = []
    for other in others:
        carried = carry(changed, other.draft, may=may)
        if carried.found and carried.text != other.draft:
            pairs = tuple((place.old, place.new) for place in places_of(other.draft, carried.text))
            made.append(Preview(other.id, other.title, other.confidence, carried.text, carried.missed, pairs))
    return made
