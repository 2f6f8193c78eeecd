"""Who gives feedback: the share of drafts and answers somebody said something about, by how they ended. Pure.

People speak up about what annoys them. A share of thumbs is a figure about those who gave one, so the bias is shown beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hybriddesk.insight.agreement import Rated, wilson
from hybriddesk.records.judgement import OutcomeFact, SignalFact

EXPLICIT = frozenset({"thumb", "stars", "preferred"})
"""Signals somebody gives on purpose; every other one is read from what people do."""
CLEAR = 30
"""Items on each side before a bias is called one."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One way to end: how many did, and the share with explicit feedback."""

    kind: str
    outcome: str
    share: Rated


@dataclass(frozen=True, slots=True)
class Voices:
    """``silent`` is the share without any explicit feedback, None without items; ``bias`` how many times more often the loudest way to
    end is commented on than the quietest of the same kind, None while their intervals overlap or the counts are small."""

    of: tuple[Voice, ...]
    silent: Rated | None
    bias: float | None
    loudest: Voice | None
    explicit: tuple[SignalFact, ...]
    implicit: tuple[SignalFact, ...]


def voices(outcomes: Iterable[OutcomeFact], signals: Iterable[SignalFact]) -> Voices:
    """From counts, in any order."""
    known = [one for one in outcomes if one.count]
    of = tuple(Voice(one.kind, one.outcome, rate) for one in known if (rate := wilson(one.with_feedback, one.count)))
    everyone, spoke = sum(one.count for one in known), sum(one.with_feedback for one in known)
    loudest, bias = _bias(of)
    ordered = sorted(signals, key=lambda one: (-one.times, one.name, one.value))
    return Voices(
        of, wilson(everyone - spoke, everyone), bias, loudest,
        tuple(one for one in ordered if one.name in EXPLICIT), tuple(one for one in ordered if one.name not in EXPLICIT),
    )


def _bias(of: Sequence[Voice]) -> tuple[Voice | None, float | None]:
    kinds: Mapping[str, list[Voice]] = {one.kind: [other for other in of if other.kind == one.kind and other.share.count >= CLEAR] for one in of}
    best: tuple[Voice | None, float | None] = (None, None)
    for voices_ in kinds.values():
        ordered = sorted(voices_, key=lambda one: one.share.value)
        if len(ordered) > 1 and ordered[0].share.high < ordered[-1].share.low:
            times = ordered[-1].share.value / max(ordered[0].share.value, 1 / ordered[0].share.count)
            if best[1] is None or times > best[1]:
                best = (ordered[-1], times)
    return best
