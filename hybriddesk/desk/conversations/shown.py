"""What one turn shows, worked out before any widget is touched."""

from __future__ import annotations

from dataclasses import dataclass, field

from hybriddesk.records.advice import Advice
from hybriddesk.records.work import Turn


@dataclass(frozen=True, slots=True)
class Shown:
    """``text`` with real values or tokens. ``sibling``/``siblings``: "2 of 3". ``notice``: what went wrong with it.

    ``without``: the answer can be had only without so many of the oldest messages.
    ``who`` names the answering model; ``tone`` colours the confidence; ``review`` is the entry it was sent to; ``busy`` holds
    back what would start another answer. ``can_look_up``: the provider can still be asked what the broken answer cost. ``passages``: how many of the
    person's own sources the answer was given.
    """

    turn: Turn
    text: str = field(repr=False)
    who: str = ""
    sibling: int = 1
    siblings: int = 1
    tone: str = "neutral"
    notice: Advice | None = None
    can_ask_again: bool = False
    can_look_up: bool = False
    without: int = 0
    thumb: str = ""
    review: str = ""
    busy: bool = False
    passages: int = 0
    status: str = ""
