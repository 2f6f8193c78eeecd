"""How far people agree with each other and with themselves: rates with Wilson's interval, kappa, Krippendorff's alpha."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Z = 1.96
"""95 % intervals."""
ENOUGH = 30
"""Items judged twice from which agreement is shown."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A figure with its interval and how many rows it stands on."""

    value: float
    low: float
    high: float
    count: int


def wilson(hits: int, count: int) -> Rated | None:
    """A share with Wilson's interval; None without rows."""
    if count < 1:
        return None
    p, z2 = hits / count, Z * Z
    middle = (p + z2 / (2 * count)) / (1 + z2 / count)
    half = Z * math.sqrt(p * (1 - p) / count + z2 / (4 * count * count)) / (1 + z2 / count)
    return Rated(p, max(0.0, middle - half), min(1.0, middle + half), count)


@dataclass(frozen=True, slots=True)
class Reversal:
    """One decision for the reversal rate. ``by``: ``person``, or ``gate`` for what passed without one; ``version``: prompt version."""

    by: str
    version: str
    undone: bool


def reversal_rates(decisions: Sequence[Reversal]) -> Mapping[tuple[str, str], Rated]:
    """How often decisions were undone later, automatic and human apart, for each version."""
    many, undone = Counter((one.by, one.version) for one in decisions), Counter((one.by, one.version) for one in decisions if one.undone)
    rates = ((key, wilson(undone[key], count)) for key, count in many.items())
    return {key: rate for key, rate in rates if rate}


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Rated | None:
    """Cohen's kappa of two judges over the same items with a large-sample interval; None under ``ENOUGH`` pairs or without any variety."""
    count = len(pairs)
    if count < ENOUGH:
        return None
    one, other = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    seen = sum(first == second for first, second in pairs) / count
    chance = sum(one[label] * other[label] for label in one) / count**2
    if chance == 1:
        return None
    half = Z * math.sqrt(seen * (1 - seen) / count) / (1 - chance)
    value = (seen - chance) / (1 - chance)
    return Rated(value, max(-1.0, value - half), min(1.0, value + half), count)


def krippendorff(items: Sequence[Sequence[Hashable]]) -> Rated | None:
    """Krippendorff's alpha for labels without order, any number of judges per item, with a jackknife interval over the items.

    Items judged once are left out. None under ``ENOUGH`` items or where all labels are the same.
    """
    counts = [Counter(labels) for labels in items if len(labels) > 1]
    if len(counts) < ENOUGH:
        return None
    table = _Pairs(counts)
    value = table.alpha()
    if value is None:
        return None
    left_out = [alpha for alpha in (table.without(one).alpha() for one in counts) if alpha is not None]
    mean = sum(left_out) / len(left_out)
    half = Z * math.sqrt((len(left_out) - 1) / len(left_out) * sum((alpha - mean) ** 2 for alpha in left_out))
    return Rated(value, max(-1.0, value - half), min(1.0, value + half), len(counts))


class _Pairs:
    """Labels that met on an item: how many differ, and how many would by chance."""

    def __init__(self, counts: Sequence[Counter[Hashable]] = (), labels: Counter[Hashable] | None = None, differing: float = 0.0) -> None:
        self._labels = labels if labels is not None else sum(counts, Counter[Hashable]())
        self._differing = differing + sum(_differing(one) for one in counts)

    def without(self, one: Counter[Hashable]) -> _Pairs:
        return _Pairs(labels=self._labels - one, differing=self._differing - _differing(one))

    def alpha(self) -> float | None:
        total = self._labels.total()
        by_chance = (total**2 - sum(count**2 for count in self._labels.values())) / (total - 1)
        return 1 - self._differing / by_chance if by_chance else None


def _differing(one: Counter[Hashable]) -> float:
    """Ordered pairs of different labels on one item, each label weighing the same in items of any size."""
    total = one.total()
    return (total**2 - sum(count**2 for count in one.values())) / (total - 1)
