"""The improvement cycle: what was seen, what a person found, decided and did about it, and whether it helped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from hybriddesk.records.errors import Fact

Stage = Literal["evaluate", "decide", "act", "closed", "dropped"]
"""Where an entry stands on the board. What is only observed is no entry yet: the app finds it anew each time."""
Outcome = Literal["helped", "no_difference", "worse", "too_few"]
Figure = Literal["bad_share", "approved_unedited", "edit_distance", "review_seconds", "error_rate", "latency", "cost", "thumbs_down", "miss_rate"]
Scale = Literal["share", "ratio"]


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure that can be watched. ``good``: the side to which it should go. ``share``: each item is 0..1 and a difference is in
    points; ``ratio``: seconds or dollars, compared as logarithms, a difference is relative."""

    good: Literal["high", "low"]
    scale: Scale


FIGURES: Mapping[Figure, Watched] = {
    "bad_share": Watched("low", "share"),
    "approved_unedited": Watched("high", "share"),
    "edit_distance": Watched("low", "share"),
    "review_seconds": Watched("low", "ratio"),
    "error_rate": Watched("low", "share"),
    "latency": Watched("low", "ratio"),
    "cost": Watched("low", "ratio"),
    "thumbs_down": Watched("low", "share"),
    "miss_rate": Watched("low", "share"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A figure before or after an action, with its 95 % interval and the items it stands on; None without any."""

    value: float | None
    low: float | None
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Check:
    """Whether an action helped. ``difference`` and its interval: after minus before, in points or (``ratio``) relative to before."""

    outcome: Outcome
    before: Side
    after: Side
    difference: float | None
    low: float | None
    high: float | None
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person decides: an action, who owns it, and the figure of a workflow (empty: all) that should change, to be checked
    after ``days`` or, if not 0, as soon as ``items`` items have come."""

    action: str = field(repr=False)
    owner: str
    figure: Figure
    workflow: str = ""
    days: int = 14
    items: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One card on the board. ``topic`` is the key of what it began with, empty for an idea of the person's own; ``code`` and ``facts``
    say it in words. ``check`` stands once it was made; ``closed_ms`` when the person was through with it."""

    id: str
    topic: str
    code: str
    facts: Mapping[str, Fact] = field(repr=False)
    stage: Stage
    note: str = field(repr=False)
    plan: Plan | None
    created_ms: int
    changed_ms: int
    decided_ms: int | None = None
    acted_ms: int | None = None
    closed_ms: int | None = None
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A review that was held: when, by whom, and how many topics were on the agenda and how many decisions came of it."""

    id: str
    held_ms: int
    person: str
    topics: int
    decisions: int


class CycleStore(Protocol):
    """Where the board is kept."""

    def all(self) -> tuple[Entry, ...]:
        """Every entry that was not dropped, the one changed last first."""

    def get(self, wanted: str) -> Entry:
        """Raises ``Refused('cycle.unknown')``."""

    def put(self, entry: Entry) -> Entry:
        """Adds or changes an entry, and returns it as it then stands."""

    def sessions(self) -> tuple[Session, ...]:
        """Reviews that were held, the latest first."""

    def hold(self, session: Session) -> None:
        """Writes down that a review was held."""
