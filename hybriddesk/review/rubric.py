"""The rubric: what a person judges the drafts of a workflow by, written as one criterion a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GRADES = 5
_GRADED = "(1-5)"
MOST = 9
"""Criteria of one workflow: more are answered by nobody."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """``words`` name it, also in the store; ``highest`` is 5 for a grade from 1, or 1 for yes (1) and no (0)."""

    words: str
    highest: int

    def answer(self, digit: int) -> int | None:
        """What a number key says: the grade itself, or 1 for yes and 2 for no; None for a key that says nothing."""
        if self.highest == GRADES:
            return digit if 1 <= digit <= GRADES else None
        return {1: 1, 2: 0}.get(digit)


def rubric(lines: Iterable[str], workflow: str) -> tuple[Criterion, ...]:
    """The criteria of a workflow in the order written, those of ``*`` among them. A line without a colon is for every workflow."""
    found: dict[str, Criterion] = {}
    for line in lines:
        named, colon, rest = line.partition(":")
        scope, words = (named.strip(), rest.strip()) if colon else ("*", line.strip())
        if scope not in {"*", workflow}:
            continue
        graded = words.endswith(_GRADED)
        words = words.removesuffix(_GRADED).strip()
        if words:
            found.setdefault(words, Criterion(words, GRADES if graded else 1))
    return tuple(found.values())[:MOST]
