"""A long text in windows that a model can read at once, cut between words."""

from __future__ import annotations

from collections.abc import Iterator

WINDOW = 1_200
"""Code points: well under 512 subwords in most languages; what is more is cut again."""


def windows(text: str, size: int = WINDOW) -> Iterator[tuple[int, str]]:
    """``(offset, part)`` that follow each other without a gap; a part ends after a line, a sentence or a word where there is one."""
    start = 0
    while start < len(text):
        end = start + size
        if end < len(text):
            end = _cut(text, start, end)
        yield start, text[start:end]
        start = end


def halves(offset: int, part: str) -> Iterator[tuple[int, str]]:
    """A part that was too long, as two."""
    for start, piece in windows(part, max(1, (len(part) + 1) // 2)):
        yield offset + start, piece


def _cut(text: str, start: int, end: int) -> int:
    for sign in ("\n", ". ", " "):
        at = text.rfind(sign, start + (end - start) // 2, end)
        if at > start:
            return at + len(sign)
    return end
