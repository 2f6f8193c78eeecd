"""Stars by prompt version and model: how many answers stand at each, and the mean where there are enough. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hybriddesk.insight.agreement import Z
from hybriddesk.records.judgement import StarFact

MOST = 5
ENOUGH = 10
"""Rated answers from which a mean is shown; below it, single answers move it by too much."""


@dataclass(frozen=True, slots=True)
class Stars:
    """``counts``: answers at 1 to 5 stars, in order. ``mean`` 1..5 with half of its 95 % interval, both None below ``ENOUGH``."""

    counts: tuple[int, ...]
    mean: float | None
    give: float | None

    @property
    def count(self) -> int:
        """All rated answers."""
        return sum(self.counts)


def star_ratings(facts: Iterable[StarFact]) -> Mapping[tuple[str, str], Stars]:
    """By (prompt version, model), the one most often rated first."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * MOST)
    for one in facts:
        counts[one.prompt_version, one.model][one.stars - 1] += one.answers
    return dict(sorted(((key, _stars(tuple(found))) for key, found in counts.items()), key=lambda row: (-row[1].count, row[0])))


def _stars(counts: tuple[int, ...]) -> Stars:
    count = sum(counts)
    if count < ENOUGH:
        return Stars(counts, None, None)
    mean = sum(stars * many for stars, many in enumerate(counts, 1)) / count
    spread = sum(many * (stars - mean) ** 2 for stars, many in enumerate(counts, 1)) / (count - 1)
    return Stars(counts, mean, Z * math.sqrt(spread / count))
