"""What a reader sees, with the way back: disguises are folded away and every offset maps to the text as it was written.

Dropped: zero-width, bidi and soft-hyphen characters. Folded: NFKC per character, any script's digits, dashes, odd spaces,
typographic quotes, base + combining mark, and letters of another alphabet inside a Latin word (homoglyphs).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache

_LATIN_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухԁɡһӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονρικτυχ" + "ıℓ",
    "ABESIJKMHOPCTYXaesijkopcyxdghl" + "ABEZHIKMNOPTYXaovpiktux" + "il",
)
_MIXED_WORD = re.compile(r"[\w@.+\-]{2,256}")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0131\u0261\u04bb]")
_ASCII_ALNUM = re.compile("[A-Za-z0-9@]")
_SIGNS = dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032\uff07", "'") | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"') | dict.fromkeys("\u2028\u2029\x85", "\n")


@lru_cache(maxsize=65536)
def fold(char: str) -> str:
    """One character as the detectors read it; empty for an invisible one."""
    category = unicodedata.category(char)
    if char in _SIGNS:
        return _SIGNS[char]
    if category == "Cf" or char in "\u034f\u115f\u1160\u3164\uffa0" or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Pd" or char in "\u2212\u2043":
        return "-"
    if category == "Zs":
        return " "
    folded = unicodedata.normalize("NFKC", char)
    return char if folded.startswith(" ") else folded


class View:
    """A text as the detectors read it. ``text[i]`` came from ``source[starts[i]:ends[i]]``."""

    __slots__ = ("__dict__", "_ends", "_starts", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts: list[int] | None = None
        self._ends: list[int] | None = None
        self.text = source if source.isascii() else self._folded(source)

    def _folded(self, source: str) -> str:
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for at, char in enumerate(source):
            if not char.isascii() and unicodedata.combining(char) and chars:
                composed = unicodedata.normalize("NFC", chars[-1] + char)
                if len(composed) == 1 or chars[-1].isascii():
                    chars[-1] = composed[0]
                    ends[-1] = at + 1
                    continue
            for piece in char if char.isascii() else fold(char):
                chars.append(piece)
                starts.append(at)
                ends.append(at + 1)
        self._starts, self._ends = starts, ends
        text = "".join(chars)
        return _MIXED_WORD.sub(_untwin, text) if _FOREIGN.search(text) else text

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``source`` for a non-empty span of ``text``; hidden characters inside go along."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    @cached_property
    def lower(self) -> str:
        """``text`` in lower case, of the same length."""
        low = self.text.lower()
        return low if len(low) == len(self.text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def bytes(self) -> bytes:
        """``text`` at one byte a character for RE2: Latin-1 as it is, beyond it only the class of a character is kept."""
        return shadow(self.text)


def _untwin(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(_LATIN_TWINS) if _FOREIGN.search(word) and _ASCII_ALNUM.search(word) else word


class _Shadow(dict[int, int]):
    """Code point -> Latin-1 code point of the same class: upper, lower, other letter, anything else."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        stand_in = 0xDE if char.isupper() else 0xFE if char.islower() else 0xAA if char.isalnum() else 0xA4
        self[code] = stand_in
        return stand_in


_SHADOW = _Shadow({code: code for code in range(256)})


def shadow(text: str) -> bytes:
    """``text`` at one byte a character, see ``View.bytes``."""
    return text.encode("latin-1") if text.isascii() else text.translate(_SHADOW).encode("latin-1")
