"""Whether a confidence means what it says: shares by bin, ECE and Brier against always saying the average. Pure.

Confidence is the chance that a person accepts an answer, 1 - P(bad), as it was said before anybody decided.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hybriddesk.insight.agreement import Rated, wilson
from hybriddesk.records.judgement import AnswerFact

BINS = 10
ENOUGH = 30
"""Decisions from which ECE and Brier say something."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence lay in ``low``..``high``: the mean of what was said, and the share that was accepted."""

    low: float
    high: float
    said: float
    accepted: Rated

    @property
    def count(self) -> int:
        """Decided answers in it."""
        return self.accepted.count


@dataclass(frozen=True, slots=True)
class Reliability:
    """``bins`` with at least one decision. The figures are None under ``ENOUGH`` decisions; ``average_brier`` is what always
    saying the share of accepted answers would have scored: a judge above it knows nothing. ``chance`` is the ECE that a judge whose word
    is exactly right would show on so few decisions; ``beyond``: ours is more than two standard deviations above that."""

    count: int
    bins: tuple[Bin, ...]
    accepted: Rated | None
    ece: float | None
    brier: float | None
    average_brier: float | None
    chance: float | None = None
    beyond: bool = False


def reliability(judged: Iterable[tuple[float, float]], bins: int = BINS) -> Reliability:
    """From (P(bad), bad 0 or 1) of decided answers, in any order."""
    pairs = [(1 - p, 1 - bad) for p, bad in judged]
    parted: list[list[tuple[float, float]]] = [[] for _ in range(bins)]
    for said, good in pairs:
        parted[min(bins - 1, max(0, int(said * bins)))].append((said, good))
    shown = tuple(found for at, rows in enumerate(parted) if (found := _bin(at, bins, rows)))
    count, accepted = len(pairs), wilson(round(sum(good for _, good in pairs)), len(pairs))
    if accepted is None or count < ENOUGH:
        return Reliability(count, shown, accepted, None, None, None)
    ece = sum(one.count * abs(one.said - one.accepted.value) for one in shown) / count
    brier = sum((said - good) ** 2 for said, good in pairs) / count
    chance, deviation = _by_chance(shown, count)
    return Reliability(
        count, shown, accepted, ece, brier, accepted.value * (1 - accepted.value), chance, beyond=ece > chance + 2 * deviation + ROUNDING,
    )


def by_workflow(answers: Iterable[AnswerFact]) -> Mapping[str, Reliability]:
    """The same for each workflow that has a decision, the one with most decisions first."""
    found: dict[str, list[tuple[float, float]]] = {}
    for one in answers:
        if one.bad is not None:
            found.setdefault(one.workflow, []).append((one.p_bad, one.bad))
    return {name: reliability(pairs) for name, pairs in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))}


@dataclass(frozen=True, slots=True)
class Scores:
    """How many answers had a confidence in each of equally wide bins from 0 to 1, parted by whether the gate let them pass."""

    to_person: tuple[int, ...]
    passed: tuple[int, ...]

    @property
    def count(self) -> int:
        """All answers."""
        return sum(self.to_person) + sum(self.passed)


def scores(answers: Sequence[AnswerFact], bins: int = 2 * BINS) -> Scores:
    """The distribution of confidences. What no gate stood before, such as a chat answer, counts as passed."""
    to_person, passed = [0] * bins, [0] * bins
    for one in answers:
        at = min(bins - 1, max(0, int((1 - one.p_bad) * bins)))
        (to_person if one.passed is False else passed)[at] += 1
    return Scores(tuple(to_person), tuple(passed))


def _by_chance(bins: Sequence[Bin], count: int) -> tuple[float, float]:
    """Mean and standard deviation of the ECE where every bin's true share is what was said: each distance is half-normal."""
    spreads = [(one.count / count, math.sqrt(max(0.0, one.said * (1 - one.said)) / one.count)) for one in bins]
    mean = math.sqrt(2 / math.pi) * sum(share * spread for share, spread in spreads)
    return mean, math.sqrt((1 - 2 / math.pi) * sum((share * spread) ** 2 for share, spread in spreads))


def _bin(at: int, bins: int, rows: Sequence[tuple[float, float]]) -> Bin | None:
    accepted = wilson(round(sum(good for _, good in rows)), len(rows))
    if accepted is None:
        return None
    return Bin(at / bins, (at + 1) / bins, sum(said for said, _ in rows) / len(rows), accepted)
