"""The judge that learns: starts from hand-set weights, refits on the person's decisions, calibrates on what it had not seen.

P(bad) = calibration(sigmoid(b0 + u_workflow + (w + s_workflow w_prior) . z)). Without a decision it needs no numpy; the first refit imports it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from hybriddesk.review.calibration import FROM, Calibration, Platt, calibrated, logistic
from hybriddesk.review.learning import Judged, Weights
from hybriddesk.review.scaling import Scaling

EVERY, LAST = 25, 4_000
"""Refit after so many new decisions, on so many of the latest."""


class Learner:
    """Keeps the latest judged answers and the weights and calibration that follow from them.

    ``apart``: (P(bad), bad) of each decision, oldest first, by a judge as good as this one that had not seen it; empty below ``FROM``.
    """

    def __init__(self) -> None:
        self.scaling = Scaling()
        self.weights = Weights()
        self.calibration: Calibration = Platt()
        self.apart: tuple[tuple[float, float], ...] = ()
        self._learned_on = Scaling()
        self._judged: deque[Judged] = deque(maxlen=LAST)
        self._new = 0

    @property
    def count(self) -> int:
        """Judged answers it learns from."""
        return len(self._judged)

    def see(self, workflow: str, values: Mapping[str, float]) -> None:
        """Lets an answer, judged or not, count for what is usual."""
        self.scaling.add(workflow, values)

    def learn(self, judged: Iterable[Judged]) -> None:
        """Takes decisions in, oldest first; refits when ``EVERY`` new ones are there. ``see`` is not called for them."""
        for one in judged:
            self._judged.append(one)
            self._new += 1
        if self._new >= EVERY:
            self.refit()

    def p_bad(self, workflow: str, values: Mapping[str, float]) -> float:
        """How likely a person rejects the answer or changes more than half of it, 0..1."""
        return self.calibration(logistic(self.weights.log_odds(workflow, self._z(workflow, values))))

    def pulls(self, workflow: str, values: Mapping[str, float]) -> dict[str, float]:
        """What each trait adds to the log-odds of "bad", the strongest first."""
        found = self.weights.pulls(workflow, self._z(workflow, values))
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))

    def _z(self, workflow: str, values: Mapping[str, float]) -> dict[str, float]:
        """The traits in the deviations that the weights were learned in; what is usual since then counts for kinds of work they do not know."""
        return (self._learned_on if self._learned_on.knows(workflow) else self.scaling).z(workflow, values)

    def settle(self) -> None:
        """Refits if any decision came in since the last time."""
        if self._new:
            self.refit()

    def refit(self) -> None:
        """Learns weights and calibration anew from what it keeps; about 0.1 s for 4,000 decisions."""
        from hybriddesk.review.refitting import Table  # noqa: PLC0415  numpy, a tenth of a start, comes with the first lesson

        self._new, self._learned_on = 0, self.scaling.copied()
        table = Table(tuple(self._judged), self.scaling)
        self.weights = table.weights(range(len(self._judged)))
        p, bad = table.apart() if self.count >= FROM else ([], [])
        self.calibration = calibrated(p, bad)
        self.apart = tuple(zip(map(self.calibration, p), bad, strict=True))
