"""What a judge learns from, and what it has learned. Plain values, no numpy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hybriddesk.review.calibration import logistic
from hybriddesk.review.traits import BASE, TRAITS

PRIOR_ROWS = 20
"""How many decisions at the prior's rate the base rate starts with."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer a person judged. ``bad`` 0 or 1; ``weight`` how much the judgement counts, 1 for a decision, less for a hint."""

    workflow: str
    values: Mapping[str, float]
    bad: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: the log-odds of "bad" per standard deviation of each trait, from the base, with an offset per workflow.

    ``slopes``: how much more, or less, than elsewhere the hand-set weights count in a workflow; 0 where nothing was learned.
    """

    base: float = BASE
    traits: Mapping[str, float] = field(default_factory=lambda: {name: trait.weight for name, trait in TRAITS.items()})
    offsets: Mapping[str, float] = field(default_factory=dict)
    slopes: Mapping[str, float] = field(default_factory=dict)

    def pulls(self, workflow: str, z: Mapping[str, float]) -> dict[str, float]:
        """What each trait adds to the log-odds in a workflow."""
        slope = self.slopes.get(workflow, 0.0)
        return {name: (self.traits[name] + slope * TRAITS[name].weight) * value for name, value in z.items()}

    def log_odds(self, workflow: str, z: Mapping[str, float]) -> float:
        return self.base + self.offsets.get(workflow, 0.0) + sum(self.pulls(workflow, z).values())


def base_rate(judged: Iterable[Judged]) -> float:
    """Log-odds of "bad" over the decisions, with the prior's rate mixed in."""
    many, bad = float(PRIOR_ROWS), PRIOR_ROWS * logistic(BASE)
    for one in judged:
        many, bad = many + one.weight, bad + one.weight * one.bad
    return math.log(bad / (many - bad))
