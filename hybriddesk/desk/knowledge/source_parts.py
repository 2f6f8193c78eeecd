"""A source's text in parts that a window can lay out at once, each beginning where a passage does. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from sys import maxsize

PART = 16_000
"""Characters of a part: more than a few screens, and laid out well within a frame, slice by slice."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """``bounds`` are code points of the text, one pair a part and each where the one before ends; ``spans`` the passages, in order, which may overlap."""

    bounds: tuple[Span, ...]
    spans: tuple[Span, ...]

    def part_of(self, passage: int) -> int:
        """The part that a passage begins in."""
        return _last(self.bounds, self.spans[passage][0])

    def inside(self, part: int) -> range:
        """The passages that begin in a part."""
        start, end = self.bounds[part]
        return range(bisect_left(self.spans, (start,)), bisect_left(self.spans, (end,)))

    def passage_at(self, place: int) -> int:
        """The last passage that begins at or before ``place``; 0 if there is none."""
        return _last(self.spans, place)


def _last(spans: Sequence[Span], place: int) -> int:
    return max(0, bisect_right(spans, (place, maxsize)) - 1)


def parts_of(text: str, spans: Sequence[Span]) -> Parts:
    """Passages are kept together; a text that is in no passage, or a passage longer than a part, is cut at a line's end where there is one."""
    starts = sorted({0, *(span[0] for span in spans)})
    bounds: list[Span] = []
    begin = 0
    while begin < len(text) or not bounds:
        end = _end(text, begin, starts)
        bounds.append((begin, end))
        begin = end
    return Parts(tuple(bounds), tuple(spans))


def _end(text: str, begin: int, starts: Sequence[int]) -> int:
    if len(text) - begin <= PART:
        return len(text)
    best = starts[bisect_right(starts, begin + PART) - 1]
    if best > begin:
        return best
    line = text.rfind("\n", begin + PART // 2, begin + PART)
    return line + 1 if line >= 0 else begin + PART
