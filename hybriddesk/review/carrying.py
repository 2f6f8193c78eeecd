"""An edit made in one draft, carried over to a draft that is alike: place by place, and only where the place is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from hybriddesk.review.words import diff

CONTEXT = 4
"""Words on each side that may help to find a place."""

_PIECE = re.compile(r"\S+\s*")
_BEFORE = re.compile(r"\s*\S+$")


@dataclass(frozen=True, slots=True)
class Place:
    """One changed place of the edit, with what stands around it."""

    old: str
    new: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Carried:
    """``text`` with the places that were found; ``missed`` could not be found, or not without doubt."""

    text: str
    found: int
    missed: int


def places_of(draft: str, final: str) -> tuple[Place, ...]:
    """The changed places that lead from ``draft`` to ``final``, in order."""
    found = []
    for same, run in groupby(diff(draft, final), key=lambda edit: edit.kind == "equal"):
        edits = tuple(run)
        if not same and not all(edit.quiet for edit in edits):  # white space beside a change moves with it
            start, end = edits[0].draft_start, edits[-1].draft_end
            new = final[edits[0].final_start : edits[-1].final_end]
            found.append(Place(draft[start:end], new, draft[:start], draft[end:]))
    return tuple(found)


def carry(places: tuple[Place, ...], other: str, *, may: Callable[[str], bool] = bool) -> Carried:
    """``other`` with each place changed as it was changed there. ``may(new)`` refuses words that belong to one customer alone;
    it is asked about added words only."""
    found = [(at, place) for place in places if (at := _where(place, other)) is not None and (not place.new or may(place.new))]
    spans = sorted(((at, at + len(place.old), place.new) for at, place in found), key=lambda span: span[:2])
    text, done, kept = list[str](), 0, 0
    for start, end, new in spans:
        if start < done:  # two places that ran together in this text: the first one stands
            continue
        text += (other[done:start], new)
        done, kept = end, kept + 1
    return Carried("".join([*text, other[done:]]), kept, len(places) - kept)


def _where(place: Place, other: str) -> int | None:
    """Where the place stands in ``other``: the longest context that occurs there decides, and it must occur once."""
    for words in range(CONTEXT, -1, -1):
        before, after = _tail(place.before, words), _head(place.after, words)
        for left, right in ((before, after), (before, ""), ("", after)):
            wanted = left + place.old + right
            if wanted.strip() and (place.old.strip() or words) and other.count(wanted) == 1:
                return other.index(wanted) + len(left)
    return None


def _head(text: str, words: int) -> str:
    end = 0
    for match in _PIECE.finditer(text):
        if words == 0:
            break
        end, words = match.end(), words - 1
    return text[:end].rstrip() if end else ""


def _tail(text: str, words: int) -> str:
    start = len(text.rstrip()) if words else len(text)
    for _ in range(words):
        match = _BEFORE.search(text, 0, start)
        if match is None:
            break
        start = match.start()
    return text[start:].lstrip()
