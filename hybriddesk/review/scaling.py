"""Running means and spreads of traits, so that "unusual" is measured against what this desk has seen; nominal until then."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from hybriddesk.review.traits import TRAITS

CLIP = 4.0
NOMINAL = 20
"""How many values the nominal scale, and then the pooled one for each workflow, counts as."""

_Sums = dict[str, list[float]]


class Scaling:
    """Counts, sums and sums of squares per trait, over all workflows and for each."""

    def __init__(self) -> None:
        self._all: _Sums = {}
        self._of: dict[str, _Sums] = {}

    def add(self, workflow: str, values: Mapping[str, float]) -> None:
        """Counts one answer's traits in, judged or not."""
        own = self._of.setdefault(workflow, {})
        for name, value in values.items():
            if name in TRAITS and TRAITS[name].scale != "fixed":
                off = value - TRAITS[name].mean  # sums of small numbers: no digits are lost far from zero
                for sums in (self._all, own):
                    held = sums.setdefault(name, [0.0, 0.0, 0.0])
                    held[0] += 1
                    held[1] += off
                    held[2] += off * off

    def knows(self, workflow: str) -> bool:
        """Whether anything of this workflow was counted in."""
        return workflow in self._of

    def copied(self) -> Scaling:
        """The same counts, which later answers leave alone."""
        found = Scaling()
        found._all, found._of = _copied(self._all), {workflow: _copied(sums) for workflow, sums in self._of.items()}
        return found

    def of(self, workflow: str, name: str) -> tuple[float, float]:
        """Mean and standard deviation that a trait's values of a workflow are measured by."""
        trait = TRAITS[name]
        if trait.scale == "fixed":
            return 0.0, 1.0
        mean, variance = _blend(self._all.get(name), 0.0, trait.sd**2)
        if trait.scale == "own":
            mean, variance = _blend(self._of.get(workflow, {}).get(name), mean, variance)
        return trait.mean + mean, max(math.sqrt(variance), 1e-3 * trait.sd)

    def z(self, workflow: str, values: Mapping[str, float]) -> dict[str, float]:
        """The traits in standard deviations, clipped. Unknown names are left out."""
        return {name: standard(value, *self.of(workflow, name)) for name, value in values.items() if name in TRAITS}

    def table(self, workflows: Iterable[str], names: Iterable[str]) -> dict[str, list[tuple[float, float]]]:
        """``of`` for many at once: a row of (mean, deviation) per workflow, in the order of ``names``."""
        wanted = tuple(names)
        return {workflow: [self.of(workflow, name) for name in wanted] for workflow in workflows}


def _copied(sums: _Sums) -> _Sums:
    return {name: list(held) for name, held in sums.items()}


def standard(value: float, mean: float, deviation: float) -> float:
    """(value - mean) / deviation, clipped."""
    return max(-CLIP, min(CLIP, (value - mean) / deviation))


def _blend(held: list[float] | None, mean: float, variance: float) -> tuple[float, float]:
    """What was seen, with the wider scale counting as ``NOMINAL`` values."""
    if held is None:
        return mean, variance
    count, total, squares = held
    own, share = total / count, count / (count + NOMINAL)
    spread = max(0.0, squares / count - own * own)
    between = share * (1 - share) * (own - mean) ** 2  # two means apart are a spread of their own
    return share * own + (1 - share) * mean, share * spread + (1 - share) * variance + between
