"""Where bad answers came from: how many of each cause, and the share of each where there are enough to say. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hybriddesk.insight.agreement import Rated, wilson
from hybriddesk.records.diagnoses import CAUSES, SIDES, Cause, DiagnosisFact, Side

ENOUGH = 10
"""Bad answers below which shares say too little to be shown."""


@dataclass(frozen=True, slots=True)
class CauseShare:
    """How many bad answers had this cause; ``share`` of all of the group with its interval, None below ``ENOUGH`` of them. ``named``: how
    many of these a person named."""

    cause: Cause
    count: int
    share: Rated | None
    named: int


@dataclass(frozen=True, slots=True)
class SideShare:
    """The same for a side: what was found, the sources, the model, or not to say."""

    side: Side
    count: int
    share: Rated | None


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """The bad answers of one workflow and prompt version, the cause with most of them first."""

    workflow: str
    prompt_version: str
    count: int
    of: tuple[CauseShare, ...]


@dataclass(frozen=True, slots=True)
class Causes:
    """All bad answers of the time that were looked at, by cause, by side, and by workflow and prompt version, the largest group first."""

    count: int
    of: tuple[CauseShare, ...]
    sides: tuple[SideShare, ...]
    groups: tuple[CauseGroup, ...]


def causes(facts: Iterable[DiagnosisFact]) -> Causes:
    """From rows in any order. Causes that no answer had are left out."""
    known = list(facts)
    keys = Counter((one.workflow, one.prompt_version) for one in known)
    groups = tuple(
        CauseGroup(*key, count, _shares([one for one in known if (one.workflow, one.prompt_version) == key]))
        for key, count in sorted(keys.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    sides = Counter(SIDES[one.cause] for one in known)
    shown: Sequence[Side] = ("retrieval", "sources", "model", "unclear")
    by_side = tuple(SideShare(side, sides[side], _rated(sides[side], len(known))) for side in shown if sides[side])
    return Causes(len(known), _shares(known), by_side, groups)


def _shares(facts: Sequence[DiagnosisFact]) -> tuple[CauseShare, ...]:
    counts = Counter(one.cause for one in facts)
    named = Counter(one.cause for one in facts if one.named_by == "person")
    found = (CauseShare(cause, counts[cause], _rated(counts[cause], len(facts)), named[cause]) for cause in CAUSES if counts[cause])
    return tuple(sorted(found, key=lambda one: (-one.count, CAUSES.index(one.cause))))


def _rated(count: int, of: int) -> Rated | None:
    return wilson(count, of) if of >= ENOUGH else None
