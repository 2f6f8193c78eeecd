"""What is painted over a text, and how: colour with a second sign each (strike-through, underline, frame of words)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Look(Enum):
    """How a marked stretch looks. The theme gives the colours."""

    REMOVED = auto()
    ADDED = auto()
    TOKEN = auto()
    FOUND = auto()
    REASON = auto()
    LABEL = auto()


_ON_TOP = {Look.TOKEN, Look.REASON}


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points ``[start, end)`` of one text and their look."""

    start: int
    end: int
    look: Look


class Marks:
    """Marks of one text, ready to be asked for the few that are in sight."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        # Later looks lie on top, so a token inside an added stretch stays violet.
        self._marks = sorted((mark for mark in marks if mark.end > mark.start), key=lambda mark: (mark.start, mark.end))
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)

    def within(self, first: int, last: int) -> tuple[Mark, ...]:
        """The marks that touch ``[first, last]``, tokens last."""
        low = bisect_left(self._starts, first - self._longest)
        high = bisect_right(self._starts, last)
        seen = (mark for mark in self._marks[low:high] if mark.end >= first)
        return tuple(sorted(seen, key=lambda mark: mark.look in _ON_TOP))

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)
