"""Long texts, read a piece at a time: one run of a pattern over a whole answer of 20,000 tokens holds the interpreter, and a window
with it, for up to 20 ms. Texts of one piece are read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PIECE = 8_192
"""Characters. The slowest pattern of this room reads so many in under 2 ms."""
_ENDS = ("\n\n", "\n", " ")


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Stretches (start, end) that make up the text; they end after a paragraph, a line or a word, in the later half of ``PIECE``."""
    begin = 0
    while len(text) - begin > PIECE:
        end = next(filter(None, (_after(text, mark, begin) for mark in _ENDS)), begin + PIECE)
        yield begin, end
        begin = end
    yield begin, len(text)


def matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` finds, but for a match across the end of a piece."""
    for begin, end in pieces(text):
        yield from pattern.finditer(text, begin, end)


def words(pattern: re.Pattern[str], text: str) -> list[str]:
    """What ``pattern.findall`` finds, but for a match across the end of a piece."""
    return [word for begin, end in pieces(text) for word in pattern.findall(text, begin, end)]


def _after(text: str, mark: str, begin: int) -> int | None:
    at = text.rfind(mark, begin + PIECE // 2, begin + PIECE)
    return at + len(mark) if at >= 0 else None
