"""What a rule is: a name, a kind, a sentence for the person, and a finder over the folded view of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import re2

from hybriddesk.privacy.normalise import View, shadow

Hit = tuple[int, int, float]
"""Start and end in ``View.text`` and certainty 0..1."""
Finder = Callable[[View], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One recogniser. ``find`` yields hits in any order; it may overlap itself and others."""

    name: str
    kind: str
    sentence: str
    find: Finder = field(repr=False)


_OPTIONS = re2.Options()
_OPTIONS.encoding = re2.Options.Encoding.LATIN1
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 64 << 20

UPPER = r"[A-Z\xc0-\xd6\xd8-\xde]"
LOWER = r"[a-z\xdf-\xf6\xf8-\xff]"
LETTER = r"[A-Za-z\xaa\xb5\xc0-\xd6\xd8-\xf6\xf8-\xff]"


class Pattern:
    """A linear-time pattern over ``View.bytes``; the expression may use Latin-1 letters, anything else by its class."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def _compiled(self) -> Any:
        """Compiled at the first use: a program that scrubs nothing pays nothing."""
        return re2.compile(shadow(self._expression), _OPTIONS)

    @cached_property
    def _group(self) -> int:
        return 1 if self._compiled.groups else 0

    def hits(self, view: View) -> Iterator[tuple[int, int]]:
        """Spans of the first group if there is one, else of the match; matches do not overlap."""
        group = self._group
        return (match.span(group) for match in self._compiled.finditer(view.bytes))

    def groups(self, view: View) -> Iterator[Any]:
        """The match objects themselves."""
        found: Iterator[Any] = self._compiled.finditer(view.bytes)
        return found

    def starts(self, text: str) -> Iterator[int]:
        """Where it occurs in the text as it is; occurrences may overlap."""
        seen, at = shadow(text), 0
        while found := self._compiled.search(seen, at):
            yield found.start()
            at = found.start() + 1

    def near(self, view: View, start: int, end: int) -> bool:
        """Whether the pattern occurs in that stretch, which may reach beyond the text."""
        return self._compiled.search(view.bytes[max(0, start) : max(0, end)]) is not None


class Gate:
    """Which of many patterns occur in a text at all: one pass for all of them."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._count = len(expressions)
        self._set: Any = re2.Set.SearchSet(_OPTIONS)
        for expression in (*expressions, ""):
            self._set.Add(shadow(expression))
        self._set.Compile()

    def present(self, view: View) -> list[int]:
        """Places of the patterns that occur, in order; none where the text has no digit. The empty pattern, which occurs always,
        tells a text without any from an engine that ran out of memory; then all are to be tried."""
        if not view.has_digits:
            return []
        found = self._set.Match(view.bytes) or range(self._count + 1)
        return sorted(place for place in found if place < self._count)


def alone(view: View, start: int, end: int, *, glue: str = "") -> bool:
    """Whether no letter, digit or ``glue`` character touches the span."""
    text = view.text
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in glue or after.isalnum() or after in glue)


def digits(text: str) -> str:
    """The ASCII digits of ``text``."""
    return "".join(char for char in text if "0" <= char <= "9")
