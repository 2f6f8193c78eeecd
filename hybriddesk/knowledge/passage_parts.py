"""A passage as what can be quoted of it: its sentences and its table rows, each with the heading or the question it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hybriddesk.knowledge.sentences import sentences

LONGEST, FEWEST = 500, 4
"""Characters of a part that is quoted, and the words of a sentence from which it says anything; fewer are a heading."""
_HEADING_LINE, _HEADING_WORDS = 60, 6
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*)")
_BULLET = re.compile(r"(?:[-*•–]|\d{1,2}[.)])[ \t]+")
_CELL = re.compile(r"([^:\n]{1,40}):[ \t]+(\S.*)")


@dataclass(frozen=True, slots=True)
class Part:
    """``above``: the heading or question it stands under, '' where there is none; ``first``: nothing else stands between."""

    text: str = field(repr=False)
    above: str = field(default="", repr=False)
    first: bool = False


def parts(passage: str) -> Iterator[Part]:
    """In order. Questions and headings are no parts: they say what the next ones are about. Nor is what is cut off at the beginning."""
    above, first, cut_off = "", False, passage.lstrip()[:1].islower()
    for paragraph in _PARAGRAPH.split(passage):
        if above.endswith("?") and not first:
            above = ""  # a question was answered in the paragraph before
        for text in _pieces(paragraph):
            if text.endswith(("?", ":")) or _is_heading(text):
                above, first = text.lstrip("# "), True
            elif len(text) <= LONGEST and not cut_off:
                yield Part(text, above, first)
                first = False
            cut_off = False


def _is_heading(text: str) -> bool:
    """A marked one, or a few words without a figure; a row of a table is none."""
    few = len(text.split()) < FEWEST and not any(c.isdigit() for c in text) and not _CELL.match(text)
    return bool(_HEADING.match(text)) or few


def _pieces(paragraph: str) -> Iterator[str]:
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    cells = [_CELL.fullmatch(line) for line in lines]
    if len(lines) > 1 and all(cells):
        yield from _row(lines, [cell.group(2) for cell in cells if cell])
    else:
        yield from _prose(lines)


def _row(lines: list[str], values: list[str]) -> Iterator[str]:
    """A row of questions and answers gives both; any other is one part, with the names of its columns."""
    if any(value.endswith("?") for value in values):
        yield from sorted(values, key=lambda value: not value.endswith("?"))
    else:
        yield "\n".join(lines)


def _prose(lines: list[str]) -> Iterator[str]:
    """Heading lines at the beginning, then sentences, without the marks of a list."""
    while lines and (_HEADING.fullmatch(lines[0]) or (len(lines) > 1 and _short_line(*lines[:2]))):
        yield f"# {lines.pop(0).lstrip('# ')}"
    for sentence in sentences("\n".join(lines)):
        mark = _BULLET.match(sentence)
        yield sentence[mark.end() :] if mark else sentence


def _short_line(line: str, following: str) -> bool:
    """A line without an end before one that begins anew."""
    return len(line) <= _HEADING_LINE and line[-1].isalnum() and following[:1].isupper() and not _BULLET.match(line) and len(line.split()) <= _HEADING_WORDS
