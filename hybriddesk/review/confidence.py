"""How likely a person accepts a draft unchanged, and why it needs one.

P(bad) = sigmoid(b0 + sum w z) with hand-set weights per standard deviation: the prior of the MAP logistic regression that
later learns from decisions. A learned judge takes ``PRIOR``'s place through the ``judge`` argument; signals, rules and
reasons stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hybriddesk.records.way import Reason, Restored, Scored
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.signals import Seen, Signal, measure

__all__ = ["PRIOR", "Judge", "LengthHistory", "Prior", "features", "score"]


class Judge(Protocol):
    """Turns standardised features of one workflow's draft into P(bad), 0..1."""

    def p_bad(self, workflow: str, z: Mapping[str, float]) -> float: ...


@dataclass(frozen=True, slots=True)
class Prior:
    """Hand-set weights: change of the log-odds of "bad" per standard deviation of risk. Unknown features weigh 0."""

    base: float
    weights: Mapping[str, float] = field(default_factory=dict)

    def p_bad(self, workflow: str, z: Mapping[str, float]) -> float:  # noqa: ARG002  a learned judge has an offset per workflow
        return 1 / (1 + math.exp(-(self.base + sum(self.weights.get(name, 0.0) * value for name, value in z.items()))))


PRIOR = Prior(
    base=-1.4,
    weights={
        "lp_mean": 0.6, "lp_lowfrac": 0.15, "lp_tail": 0.15,
        "arith_bad": 0.4, "date_bad": 0.4, "refuse": 0.3, "hedge": 0.15, "rep4": 0.15, "cut_off": 0.1,
        "own": 0.5, "match": 0.25, "numbers": 0.2, "slots": 0.2, "length": 0.15,
        "unresolved": 0.3, "missing": 0.3, "secrets": 0.3, "contacts": 0.3, "language": 0.6, "stopped": 0.8, "empty": 2.0,
    },
)


def score(
    restored: Restored, *, history: LengthHistory | None, match: float | None, source: str, threshold: float,
    judge: Judge = PRIOR,
) -> Scored:
    """The draft with its confidence 0..1 and its reasons, the weightiest first.

    ``source`` is the request in clear; ``match`` 0..1 how much the best earlier final looked like it, None when none was
    looked for; ``threshold`` the person's own: below it the last reason says so.
    """
    seen = Seen(restored, history, match, source)
    signals = measure(seen)
    confidence = 1 - judge.p_bad(seen.workflow, features(signals))
    must = any(signal.must for signal in signals)
    return Scored(restored, confidence, _reasons(signals, confidence, threshold), must)


def features(signals: Sequence[Signal]) -> dict[str, float]:
    """Feature values by name, as a judge reads them and as later learning stores them."""
    return {signal.name: signal.z for signal in signals}


def _reasons(signals: Sequence[Signal], confidence: float, threshold: float) -> tuple[Reason, ...]:
    told = sorted((signal for signal in signals if signal.reason), key=lambda signal: (not signal.must, -_weight(signal)))
    reasons = [signal.reason for signal in told if signal.reason]
    if confidence < threshold:
        reasons.append(below(confidence, threshold))
    return tuple(reasons) or (Reason("review.nothing_found", confidence),)


def below(confidence: float, threshold: float) -> Reason:
    """The reason for a confidence under the limit; rounded down, so that the two never look equal."""
    return Reason("review.below_threshold", facts={"percent": int(100 * confidence), "limit": round(100 * threshold)})


def _weight(signal: Signal) -> float:
    return PRIOR.weights.get(signal.name, 0.0) * signal.z
