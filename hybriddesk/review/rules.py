"""How often each always-ask-a-person rule was right. One that is wrong too often stays a trait and sends nobody any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

ENOUGH, RIGHT = 30, 0.30
"""A rule is retired at ``ENOUGH`` judged answers when fewer than this share of them were bad."""


class RuleBook:
    """Counts per rule."""

    def __init__(self) -> None:
        self._fired: Counter[str] = Counter()
        self._right: Counter[str] = Counter()

    def learn(self, rules: Iterable[str], *, bad: bool) -> None:
        """One judged answer that broke these rules."""
        for rule in rules:
            self._fired[rule] += 1
            self._right[rule] += bad

    def precision(self, rule: str) -> tuple[float | None, int]:
        """Share of the rule's answers that were bad, None before the first, and how many there were."""
        many = self._fired[rule]
        return (self._right[rule] / many if many else None), many

    def retired(self) -> frozenset[str]:
        """The rules that are right too seldom to cost a person's time."""
        return frozenset(rule for rule, many in self._fired.items() if many >= ENOUGH and self._right[rule] / many < RIGHT)
