"""One assessor per desk: past decisions in, a confidence with reasons for each new answer out. Pure; used by the desk and by ``score``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hybriddesk.records.way import Reason
from hybriddesk.review.learner import Learner
from hybriddesk.review.learning import Judged
from hybriddesk.review.rejected import Rejected
from hybriddesk.review.rules import RuleBook
from hybriddesk.review.seen import CLIP, Seen, Signal
from hybriddesk.review.signals import measure
from hybriddesk.review.traits import TRAITS, fired, traits


@dataclass(frozen=True, slots=True)
class Past:
    """An answer and what a person made of it. ``text`` is kept only to recognise a rejected answer; ``bad`` None: not judged yet."""

    workflow: str
    values: Mapping[str, float]
    bad: float | None
    weight: float = 1.0
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Assessed:
    """``confidence`` 0..1 that a person accepts it; ``must``: a rule asks a person; ``values``: the traits, to be learned from later."""

    confidence: float
    reasons: tuple[Reason, ...]
    must: bool
    values: Mapping[str, float]


class Assessor:
    """Holds the judge, the rules' record and the rejected texts."""

    def __init__(self, past: Iterable[Past] = ()) -> None:
        self.learner = Learner()
        self.rules = RuleBook()
        self._rejected = Rejected()
        known = tuple(past)
        for one in known:
            self._take(one)
        self.learner.learn(Judged(one.workflow, one.values, one.bad, one.weight) for one in known if one.bad is not None)
        self.learner.settle()

    def _take(self, one: Past) -> None:
        self.learner.see(one.workflow, one.values)
        if one.bad is None or one.weight < 1:
            return
        self.rules.learn(fired(one.values), bad=one.bad > 0)
        if one.bad > 0 and one.text:
            self._rejected.add(one.workflow, one.text)

    def measure(self, seen: Seen, workflow: str = "") -> tuple[Signal, ...]:
        """Every check's signals, likeness to a rejected answer among them. ``workflow``: under which name it is learned, if another."""
        found = measure(seen)
        if self._rejected.like(workflow or seen.workflow, seen.text):
            found = (*found, Signal("rejected", CLIP, Reason("review.like_rejected", 0.0), must=True))
        return found

    def assess(self, seen: Seen, *, threshold: float = 0.0, workflow: str = "", again: bool = False) -> Assessed:
        """Counts the answer in as seen (unless it is judged ``again``) and judges it. ``threshold``: below it the last reason says so."""
        group, signals = workflow or seen.workflow, self.measure(seen, workflow)
        values = traits(seen, signals)
        if not again:
            self.learner.see(group, values)
        confidence = 1 - self.learner.p_bad(group, values)
        retired = self.rules.retired()
        must = any(signal.must and signal.name not in retired for signal in signals)
        return Assessed(confidence, reasons(signals, confidence, threshold, learned=self.learner.count > 0), must, values)


def reasons(signals: Sequence[Signal], confidence: float, threshold: float, *, learned: bool) -> tuple[Reason, ...]:
    """What to tell a person, rules first, then the weightiest."""
    told = sorted((signal for signal in signals if signal.reason), key=lambda signal: (not signal.must, -_weight(signal)))
    found = [signal.reason for signal in told if signal.reason]
    if confidence < threshold:
        if learned and not found:
            found.append(Reason("review.past_decisions", confidence))
        found.append(below(confidence, threshold))
    return tuple(found) or (Reason("review.nothing_found", confidence),)


def below(confidence: float, threshold: float) -> Reason:
    """The reason for a confidence under the limit; rounded down, so that the two never look equal."""
    return Reason("review.below_threshold", facts={"percent": int(100 * confidence), "limit": round(100 * threshold)})


def _weight(signal: Signal) -> float:
    return abs(TRAITS[signal.name].weight) * signal.z if signal.name in TRAITS else signal.z / CLIP
