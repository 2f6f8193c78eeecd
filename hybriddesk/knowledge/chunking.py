"""A text in pieces for an index: along headings, paragraphs, list items and sentences; a long run of words between words.

Pure, and as long as the text: each character is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hybriddesk.knowledge.sentences import spans

SIZE, OVERLAP = 900, 120
"""Characters of a piece, and of what two neighbours share where a paragraph is cut."""
SMALLEST, LARGEST = 200, 4000
"""Sizes a person may choose; the overlap may be up to half of the size."""

_PARAGRAPH = re.compile(r"\S(?:[^\n]++|\n(?![^\S\n]*+\n))*+")
"""Possessive: remembering every character of a long line to come back to would take a hundred bytes for each."""
_HEADING = re.compile(r"#{1,6}[ \t]+\S[^\n]{0,200}")
_WORD = re.compile(r"\S+")
_FULL_ENOUGH = 0.5
"""Share of its size from which a piece ends before a paragraph that does not fit as a whole, or before a heading."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Code points ``[start, end)`` of the text. ``heading`` is the one above, where the piece does not begin with it."""

    start: int
    end: int
    heading: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not cut further. ``first``: a paragraph begins with it."""

    start: int
    end: int
    first: bool
    heading: bool = False


def cuts(text: str, size: int = SIZE, overlap: int = OVERLAP) -> Iterator[Cut]:
    """The pieces in order. Every character that is no white space is in one; none is longer than ``size``, which cuts only words
    that are longer than that themselves. Raises ``ValueError`` for a size below 1 or an overlap above half of it."""
    if size < 1 or not 0 <= overlap <= size // 2:
        raise ValueError("a size of at least 1, an overlap of at most half of it")
    heading: tuple[int, int] | None = None
    above: tuple[int, int] | None = None
    held: list[_Unit] = []
    for whole in _paragraphs(text):
        begin = held[0].start if held else whole.start
        if held and (whole.end - begin > size or whole.heading) and held[-1].end - begin >= size * _FULL_ENOUGH:
            yield Cut(begin, held[-1].end, above)
            held = []
        for unit in _units(text, whole, size):
            if held and unit.end - held[0].start > size:
                yield Cut(held[0].start, held[-1].end, above)
                held = _shared(held, unit, size, overlap)
                above = heading
            if not held:
                above = None if unit.heading else heading
            if unit.heading:
                heading = (unit.start, unit.end)
            held.append(unit)
    if held:
        yield Cut(held[0].start, held[-1].end, above)


def _paragraphs(text: str) -> Iterator[_Unit]:
    """Runs of lines between blank lines; a heading is one of its own."""
    for found in _PARAGRAPH.finditer(text):
        start, end = found.span()
        while (heading := _HEADING.match(text, start, end)) is not None:
            yield _Unit(*_trimmed(text, *heading.span()), first=True, heading=True)
            rest = _WORD.search(text, heading.end(), end)
            start = rest.start() if rest else end
        if start < end:
            yield _Unit(*_trimmed(text, start, end), first=True)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _units(text: str, whole: _Unit, size: int) -> Iterator[_Unit]:
    """The paragraph if it fits, else its sentences, else runs of words."""
    if whole.end - whole.start <= size:
        yield whole
        return
    first = True
    for start, end in spans(text[whole.start : whole.end]):
        for begin, stop in _fitting(text, whole.start + start, whole.start + end, size):
            yield _Unit(begin, stop, first)
            first = False


def _fitting(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    if end - start <= size:
        yield start, end
        return
    begin = stop = start
    step = max(1, size // 4)
    for word in _WORD.finditer(text, start, end):
        if word.end() - begin > step and stop > begin:
            yield begin, stop
            begin = word.start()
        while word.end() - begin > size:
            yield begin, begin + size
            begin += size
        stop = word.end()
    if stop > begin:
        yield begin, stop


def _shared(held: list[_Unit], following: _Unit, size: int, overlap: int) -> list[_Unit]:
    """The end of a piece that the next one begins with: of the same paragraph only, and only as much as leaves room."""
    if following.first:
        return []
    at = len(held)
    while at > 1 and not held[at - 1].first and held[-1].end - held[at - 1].start <= overlap and following.end - held[at - 1].start <= size:
        at -= 1
    return held[at:]
