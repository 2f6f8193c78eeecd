"""MAP logistic regression with an offset per group: Newton's method on a convex loss, a few milliseconds for 4,000 rows.

Loss = -loglik + 0.025 (b0 - base)^2 + (1.5/2) sum u^2 + sum (precision/2) (w - prior)^2. The only file of this room with numpy:
import it when there is something to learn, never at start-up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]

BASE_PRECISION, OFFSET_PRECISION = 0.05, 1.5
STEPS, CLOSE = 30, 1e-6


@dataclass(frozen=True, slots=True)
class Fitted:
    """Log-odds of "bad" = ``base + offsets[group] + weights . z``."""

    base: float
    offsets: Floats
    weights: Floats


def fit(
    z: Floats, groups: Whole, bad: Floats, *, prior: Floats, precision: Floats, base: float, counts: Floats | None = None,
) -> Fitted:
    """The weights of least loss. ``z`` (n, d); ``groups`` (n,) from 0; ``bad`` (n,) 0..1; ``prior``, ``precision`` (d,); ``counts`` (n,)
    how many judgements a row stands for, 1 unless given."""
    width = int(groups.max(initial=-1)) + 1
    rows = np.hstack([np.ones((len(z), 1)), np.eye(width)[groups], z])
    start = np.concatenate([[base], np.zeros(width), prior])
    hold = np.concatenate([[BASE_PRECISION], np.full(width, OFFSET_PRECISION), precision])
    many = np.ones(len(z)) if counts is None else counts
    best = start.copy()
    for _ in range(STEPS):
        p = sigmoid(rows @ best)
        slope = rows.T @ (many * (p - bad)) + hold * (best - start)
        curve = (rows.T * (many * p * (1 - p))) @ rows + np.diag(hold)
        step = np.linalg.solve(curve, slope)
        best = best - step * min(1.0, 5.0 / float(np.abs(step).max(initial=1e-12)))  # no leap past the curve on the first step
        if float(np.abs(step).max()) < CLOSE:
            break
    return Fitted(float(best[0]), best[1 : 1 + width], best[1 + width :])


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + e^-x), without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -35, 35))), dtype=np.float64)
