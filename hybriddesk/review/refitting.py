"""Decisions as a table of numbers, and the weights that follow from some of its rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hybriddesk.review.learning import Judged, Weights, base_rate
from hybriddesk.review.map_logistic import Floats, fit, sigmoid
from hybriddesk.review.scaling import CLIP, Scaling
from hybriddesk.review.traits import TRAITS

FOLDS = 5
SLOPE_PRECISION = 10.0
"""How firmly each workflow's slope is held at 0: one number per workflow says what a whole set of weights of its own would need hundreds
of decisions for."""


class Table:
    """The standardised traits (n, d) of judged answers; a missing trait is 0. Traits nobody has keep their prior and cost nothing."""

    def __init__(self, judged: Sequence[Judged], scaling: Scaling) -> None:
        self._judged = judged
        held = {name for one in judged for name in one.values}
        self._names = tuple(name for name in TRAITS if name in held)
        self._workflows = tuple(dict.fromkeys(one.workflow for one in judged))
        place = {name: number for number, name in enumerate(self._workflows)}
        self._groups = np.array([place[one.workflow] for one in judged], dtype=np.intp)
        self._z = self._standardised(scaling)
        self._prior = np.array([TRAITS[name].weight for name in self._names])
        self._hand_set = self._z @ self._prior
        self._bad = np.array([one.bad for one in judged])
        self._counts = np.array([one.weight for one in judged])

    def weights(self, rows: Sequence[int]) -> Weights:
        """The MAP weights of these rows."""
        chosen, width = np.array(rows, dtype=np.intp), len(self._workflows)
        slopes = np.eye(width)[self._groups[chosen]] * self._hand_set[chosen, None]
        found = fit(
            np.hstack([self._z[chosen], slopes]), self._groups[chosen], self._bad[chosen], counts=self._counts[chosen],
            prior=np.concatenate([self._prior, np.zeros(width)]),
            precision=np.concatenate([[TRAITS[name].precision for name in self._names], np.full(width, SLOPE_PRECISION)]),
            base=base_rate([self._judged[row] for row in rows]),
        )
        learned = dict(zip(self._names, found.weights.tolist(), strict=False))
        return Weights(
            found.base, {name: learned.get(name, trait.weight) for name, trait in TRAITS.items()},
            dict(zip(self._workflows, found.offsets.tolist(), strict=False)),
            dict(zip(self._workflows, found.weights[len(self._names) :].tolist(), strict=True)),
        )

    def apart(self) -> tuple[list[float], list[float]]:
        """For each full decision P(bad) by weights that had not seen it (five folds), and whether it was bad."""
        p = np.zeros(len(self._judged))
        fold = np.arange(len(self._judged)) % FOLDS
        for number in range(FOLDS):
            learned = self.weights(np.flatnonzero(fold != number).tolist())
            p[fold == number] = self._predicted(learned, fold == number)
        full = self._counts >= 1
        return p[full].tolist(), self._bad[full].tolist()

    def _predicted(self, learned: Weights, rows: np.typing.NDArray[np.bool_]) -> Floats:
        weights = np.array([learned.traits[name] for name in self._names])
        offsets = np.array([learned.offsets.get(name, 0.0) for name in self._workflows])[self._groups[rows]]
        slopes = np.array([learned.slopes[name] for name in self._workflows])[self._groups[rows]]
        return sigmoid(learned.base + offsets + slopes * self._hand_set[rows] + self._z[rows] @ weights)

    def _standardised(self, scaling: Scaling) -> Floats:
        raw = np.array([[one.values.get(name, np.nan) for name in self._names] for one in self._judged]).reshape(len(self._judged), -1)
        scale = scaling.table(self._workflows, self._names)
        mean = np.array([[mean for mean, _ in scale[name]] for name in self._workflows]).reshape(len(self._workflows), -1)
        spread = np.array([[spread for _, spread in scale[name]] for name in self._workflows]).reshape(len(self._workflows), -1)
        z = (raw - mean[self._groups]) / spread[self._groups]
        return np.asarray(np.clip(np.nan_to_num(z), -CLIP, CLIP), dtype=np.float64)
