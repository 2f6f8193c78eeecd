"""The words and numbers of a text, read the same way wherever two texts are compared."""

from __future__ import annotations

import re

MOST = 50_000
"""Characters of a text that comparisons look at: a judgement does not get better after that, only slower."""

_WORD = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]|\w+(?:['’\-]\w+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def words(text: str) -> list[str]:
    """Words without regard to case; a Chinese or Japanese sign counts as a word."""
    return [word.casefold() for word in _WORD.findall(text[:MOST])]


def numbers(text: str) -> list[float]:
    """Numbers in order; ``1,234`` is a thousand and ``1,5`` one and a half. What is no number (a version, a date) is left out."""
    found = (_value(number) for number in _NUMBER.findall(text[:MOST]))
    return [value for value in found if value is not None]


def _value(number: str) -> float | None:
    plain = number.replace(",", "") if _THOUSANDS.fullmatch(number) else number.replace(",", ".")
    return None if plain.count(".") > 1 else float(plain)
