"""Where values that are already known stand in a text: one pass over its words, whatever the number of values.

A number is found in any grouping. Used twice and on purpose the same: by the scrubber, to hide a value everywhere once it was found, and by the residual check
over the outgoing bytes. Whole words only; names that are also ordinary words count only with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9](?:[ \-./()]{0,2}[0-9]){6,}")
_NUMBER = re.compile(r"\+?\(?[0-9][0-9 \-./()]{5,40}\Z")
_FEWEST_DIGITS = 7
_NAME_KINDS = frozenset({"PERSON", "LOCATION", "ORG"})
_SHORTEST = 3
_NONE: dict[tuple[int, int], dict[str, Any]] = {}
Tag = TypeVar("Tag")


@dataclass(frozen=True, slots=True)
class _Known(Generic[Tag]):
    needs_capital: bool
    tag: Tag = field(repr=False)


def folded(value: str) -> str:
    """The form by which two spellings are one value: view text, one space for any gap, lower case."""
    return " ".join(_lower(value).split())


def _lower(value: str) -> str:
    return value.lower() if value.isascii() else View(value).lower


class Index(Generic[Tag]):
    """Values by their first word."""

    def __init__(self) -> None:
        self._by_word: dict[str, dict[tuple[int, int], dict[str, _Known[Tag]]]] = {}
        """First word -> characters before it and length of the value -> value: as many look-ups a word as there are lengths."""
        self._wordless: dict[str, Tag] = {}
        self._all: set[str] = set()
        self._numbers: dict[str, Tag] = {}

    def add(self, value: str, kind: str, tag: Tag) -> bool:
        """Look for ``value`` from now on; whether it is new. The first tag given to a value stays."""
        text = _lower(value)
        if text in self._all or not text.strip() or (kind in _NAME_KINDS and len(text) == 1 and text.isascii()):
            return False
        self._all.add(text)
        digits = _digits(text) if _NUMBER.match(text) else ""
        if len(digits) >= _FEWEST_DIGITS:
            self._numbers.setdefault(digits, tag)
        first = _WORD.search(text)
        if first:
            capital = kind in _NAME_KINDS and needs_capital(text)
            shapes = self._by_word.setdefault(first[0], {})
            shapes.setdefault((first.start(), len(text)), {})[text] = _Known(capital, tag)
        else:
            self._wordless[text] = tag
        return True

    def add_all(self, rows: Iterable[tuple[str, str, Tag]]) -> int:
        """``add`` for each ``(value, kind, tag)``; how many were new."""
        return sum([self.add(*row) for row in rows])

    def find(self, view: View) -> Iterator[tuple[int, int, Tag]]:
        """Every occurrence, in ``View.text`` offsets; overlaps are the caller's to settle."""
        low = view.lower
        if self._by_word:
            for word in _WORD.finditer(low):
                for (lead, length), rows in self._by_word.get(word[0], _NONE).items():
                    start = word.start() - lead
                    row = rows.get(low[start : start + length]) if start >= 0 else None
                    if row and _whole(low, start, start + length) and not (row.needs_capital and not view.text[word.start()].isupper()):
                        yield start, start + length, row.tag
        if self._numbers:
            for run in _DIGITS.finditer(low):
                number = _digits(run[0])
                if number in self._numbers and _whole(low, *run.span()):
                    yield *run.span(), self._numbers[number]
        for text, tag in self._wordless.items():
            at = low.find(text)
            while at >= 0:
                yield at, at + len(text), tag
                at = low.find(text, at + len(text))


def _digits(text: str) -> str:
    return "".join(char for char in text if "0" <= char <= "9")


def needs_capital(folded_name: str) -> bool:
    """Whether the name is an ordinary word too, so that only its capitalised form is the name."""
    return folded_name.isalpha() and (len(folded_name) < _SHORTEST or folded_name in lexicon().words)


def with_s(name: str) -> tuple[str, ...]:
    """The family in the plural, ``the Haverkamps``, and the genitive of German: the last word of a name with an s, unless that is an everyday word."""
    last = name.split()[-1:] if name[-1:].isalpha() else []
    return tuple(f"{word}s" for word in last if len(word) > _SHORTEST and word[0].isupper() and lexicon().words.isdisjoint({word.lower(), f"{word.lower()}s"}))


def mangled(address: str) -> tuple[str, ...]:
    """An e-mail address as names of files, return paths and lists write it: ``anna_example.org``, ``anna=example.org``."""
    return tuple(address.replace("@", sign) for sign in "_=.-+") if address.count("@") == 1 else ()


def _whole(text: str, start: int, end: int) -> bool:
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    """Whether a word runs on across ``at``. Scripts written without spaces have no such joint."""
    if at <= 0 or at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    return left.isalnum() and right.isalnum() and not (_spaceless(left) or _spaceless(right))


def _spaceless(char: str) -> bool:
    return "\u0e00" <= char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"
