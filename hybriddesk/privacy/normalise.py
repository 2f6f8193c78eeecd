"""What a reader sees, with the way back: disguises are folded away and every offset maps to the text as it was written.

Dropped: zero-width, bidi and soft-hyphen characters, enclosing marks. Folded: NFKC per character, any script's digits, dashes, odd
spaces, typographic quotes, base + combining mark, and letters of another alphabet inside a Latin word (homoglyphs).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import cached_property, lru_cache

from hybriddesk.privacy.twins import untwinned

_SIGNS = dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032\uff07", "'") | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"') | dict.fromkeys("\u2028\u2029\x85", "\n")
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_ROUND_DOTS = dict.fromkeys("\u3002\uff61\u2024\ufe52", ".")
_DIGIT = re.compile("[0-9]")
_MARK = "\u0300"
"""Stands for any combining mark in the table of a text's characters."""


@lru_cache(maxsize=65536)
def fold(char: str) -> str:
    """One character as the detectors read it; empty for an invisible one."""
    sign = _SIGNS.get(char) or _ROUND_DOTS.get(char)
    if sign:
        return sign
    category = unicodedata.category(char)
    if category in {"Cf", "Me"} or char in _UNSEEN or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    if category in {"Nd", "No"}:
        return str(unicodedata.digit(char, "")) or unicodedata.normalize("NFKC", char)
    if category == "Pd" or char in "\u2212\u2043":
        return "-"
    if category == "Zs":
        return " "
    folded = unicodedata.normalize("NFKC", char)
    return char if folded.startswith(" ") else folded


class View:
    """A text as the detectors read it; ``to_source`` maps a span of ``text`` back to ``source``."""

    __slots__ = ("__dict__", "_pieces", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: _Pieces | None = None
        if source.isascii():
            self.text = source
        else:
            self.text, self._pieces = _folded(source)

    @classmethod
    def of_text(cls, text: str) -> View:
        """A view of what is folded already, such as a part of another view's text."""
        view = cls("")
        view.source = view.text = text
        return view

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``source`` for a non-empty span of ``text``; hidden characters inside go along."""
        if self._pieces is None:
            return start, end
        return self._pieces.start(start), self._pieces.end(end - 1)

    @cached_property
    def lower(self) -> str:
        """``text`` in lower case, of the same length."""
        low = self.text.lower()
        return low if len(low) == len(self.text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def has_digits(self) -> bool:
        """Whether an ASCII digit stands in ``text``: the cheapest gate of all."""
        return _DIGIT.search(self.text) is not None

    @cached_property
    def bytes(self) -> bytes:
        """``text`` at one byte a character for RE2: Latin-1 as it is, beyond it only the class of a character is kept."""
        return shadow(self.text)


class _Pieces:
    """Where stretches of the folded text came from: each begins at ``_to`` and stands for source from ``_from``, one to one or,
    with a ``_width``, as a whole for that many characters."""

    __slots__ = ("_from", "_to", "_width")

    def __init__(self) -> None:
        self._to, self._from, self._width = array("L"), array("L"), array("L")

    def add(self, to: int, source: int, width: int = 0) -> None:
        self._to.append(to)
        self._from.append(source)
        self._width.append(width)

    def start(self, at: int) -> int:
        number = bisect_right(self._to, at) - 1
        return self._from[number] if self._width[number] else self._from[number] + at - self._to[number]

    def end(self, at: int) -> int:
        number = bisect_right(self._to, at) - 1
        return self._from[number] + (self._width[number] or at - self._to[number] + 1)


def _folded(source: str) -> tuple[str, _Pieces | None]:
    """The text as it is read, and its pieces unless every character kept its place."""
    table = {char: _MARK if _is_mark(char) else fold(char) for char in set(source) if not char.isascii()}
    moving = "".join(char for char, read in table.items() if len(read) != 1 or read == _MARK)
    still = str.maketrans({char: read for char, read in table.items() if char not in moving and read != char})
    if not moving:
        return untwinned(source.translate(still), marked=False), None
    marks = "".join(char for char, read in table.items() if read == _MARK)
    parts: list[str] = []
    pieces, done, length = _Pieces(), 0, 0
    for match in _moving(moving, marks).finditer(source):
        begin, end = match.span()
        if done < begin:
            pieces.add(length, done)
            parts.append(source[done:begin].translate(still))
            length += begin - done
        read = _composed("".join(fold(char) for char in match[0] if char not in marks), [char for char in match[0] if char in marks])
        if read:
            pieces.add(length, begin, end - begin)
            parts.append(read)
            length += len(read)
        done = end
    pieces.add(length, done)
    parts.append(source[done:].translate(still))
    return untwinned("".join(parts), marked=bool(marks)), pieces


def _is_mark(char: str) -> bool:
    """Whether it belongs to the character before: combining marks, keycaps and their like, variation selectors."""
    return bool(unicodedata.combining(char)) or (unicodedata.category(char) in {"Me", "Mn"} and not fold(char))


def _moving(moving: str, marks: str) -> re.Pattern[str]:
    """A base with its marks, or one character that becomes none or several."""
    one = f"[{re.escape(moving)}]"
    return re.compile(f"[^{re.escape(marks)}][{re.escape(marks)}]{{1,64}}|{one}" if marks else one, re.DOTALL)


def _composed(base: str, marks: list[str]) -> str:
    """A letter with its marks as one character; a mark that composes with nothing is a stroke through an ASCII letter and falls away."""
    for mark in marks:
        if not fold(mark):
            continue
        composed = unicodedata.normalize("NFC", base + mark)
        if len(composed) == len(base) or not base.isascii():
            base = composed
    return base


class _Shadow(dict[int, int]):
    """Code point -> Latin-1 code point of the same class: upper, lower, other letter, anything else."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        stand_in = 0xDE if char.isupper() else 0xFE if char.islower() else 0xAA if char.isalnum() else 0xA4
        self[code] = stand_in
        return stand_in


_TOKEN = 0xA66E
"""The letter by which the residual check stands for a token: to the patterns it is a letter as the end of a token is one."""
_SHADOW = _Shadow({**{code: code for code in range(256)}, _TOKEN: ord("z")})


def shadow(text: str) -> bytes:
    """``text`` at one byte a character, see ``View.bytes``."""
    return text.encode("latin-1") if text.isascii() else text.translate(_SHADOW).encode("latin-1")
