"""What a choice of gate costs: the line it draws, reviews a day, and how many bad outputs slip through. Pure.

The desk shows it before anything is saved, and the gate draws its line with the same functions, so that the two cannot differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hybriddesk.review.gating import Estimate, Point, check_chance, curve, limit_for_risk, limit_for_share, upper_bound

Mode = Literal["threshold", "capacity", "risk"]
FEWEST = 20
"""Answers that a share is measured on at least, and decisions below a line before its misses count as measured."""


@dataclass(frozen=True, slots=True)
class GateChoice:
    """What the person wants, in the units of the settings: ``threshold``, ``risk`` and ``audit_share`` 0..1, ``capacity_percent`` in
    percent, ``per_day`` in drafts (0: go by the share)."""

    mode: Mode
    threshold: float
    capacity_percent: float
    per_day: float
    risk: float
    audit_share: float


@dataclass(frozen=True, slots=True)
class Known:
    """What a price is made from: P(bad) of the latest answers, answers a day, and (P(bad), bad) of decided drafts."""

    latest: tuple[float, ...]
    per_day: float
    judged: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Price:
    """``line``: the confidence below which a draft waits; ``own``: the choice cannot be kept yet, so the person's own threshold stands.
    ``reviews`` and ``checks`` (random ones) a day; ``missed`` a day among those that pass; ``measured`` False: the judge's own word."""

    line: float
    own: bool
    reviews: float
    checks: float
    passing: float
    missed: Estimate
    measured: bool


def capacity_limit(choice: GateChoice, latest: Sequence[float], per_day: float) -> float | None:
    """The P(bad) from which on a draft waits in capacity mode; None under ``FEWEST`` answers."""
    if len(latest) < FEWEST:
        return None
    share = choice.per_day / per_day if choice.per_day and per_day else choice.capacity_percent / 100
    return limit_for_share(latest, min(1.0, share))


def risk_limit(choice: GateChoice, judged: Sequence[tuple[float, float]]) -> float | None:
    """The highest P(bad) that may pass in risk mode; None where the promise cannot be made."""
    return limit_for_risk([p for p, _ in judged], [bad for _, bad in judged], choice.risk)


def risk_curve(known: Known) -> tuple[Point, ...]:
    """What each line would let pass, and how much of it was bad, on the decided drafts."""
    return curve([p for p, _ in known.judged], [bad for _, bad in known.judged])


def confidence_of(limit: float | None, own: float, *, inclusive: bool) -> float:
    """The least confidence that passes, from the highest P(bad) that may (or, ``inclusive``, the lowest that may not)."""
    if limit is None:
        return own
    confidence = 1 - min(limit, 1.0)
    return math.nextafter(confidence, 2.0) if inclusive and limit <= 1 else confidence


def line_of(choice: GateChoice, known: Known) -> tuple[float, bool]:
    """The confidence below which a draft waits, and whether it is only the person's own threshold."""
    match choice.mode:
        case "capacity":
            limit = capacity_limit(choice, known.latest, known.per_day)
        case "risk":
            limit = risk_limit(choice, known.judged)
        case _:
            return choice.threshold, False
    return confidence_of(limit, choice.threshold, inclusive=choice.mode == "capacity"), limit is None


def price(choice: GateChoice, known: Known) -> Price | None:
    """What the choice would have cost on the latest answers; None under ``FEWEST`` of them."""
    if len(known.latest) < FEWEST:
        return None
    line, own = line_of(choice, known)
    passing = [p for p in known.latest if 1 - p >= line]
    a_day = known.per_day / len(known.latest)
    mean_root = sum(map(math.sqrt, known.latest)) / len(known.latest)
    checks = sum(check_chance(p, choice.audit_share, mean_root) for p in passing) * a_day
    through = max(0.0, len(passing) * a_day - checks)
    share, measured = _bad_share(passing, [bad for p, bad in known.judged if 1 - p >= line])
    missed = Estimate(share.value * through, share.low * through, share.high * through, share.count)
    return Price(line, own, (len(known.latest) - len(passing)) * a_day, checks, len(passing) * a_day, missed, measured)


def _bad_share(passing: Sequence[float], decided: Sequence[float]) -> tuple[Estimate, bool]:
    """The share of bad ones among what passes: from decisions where there are enough, else what the judge itself expects."""
    if len(decided) >= FEWEST:
        bad = round(sum(decided))
        low = 1 - upper_bound(len(decided) - bad, len(decided), 0.05)
        return Estimate(bad / len(decided), low, upper_bound(bad, len(decided), 0.05), len(decided)), True
    expected = sum(passing) / len(passing) if passing else 0.0
    return Estimate(expected, 0.0, 1.0 if passing else 0.0, len(decided)), False
