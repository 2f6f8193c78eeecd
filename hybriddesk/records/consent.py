"""The person's say before a request leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.knowledge import Passage
from hybriddesk.records.way import ByHand, Outgoing
from hybriddesk.records.work import AskRule


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person answered to "Check before sending".

    ``redo`` carries overrides to keep (``by_hand``) and values whose override is taken back (``take_back``): the prompt is
    scrubbed again and shown again. So do ``leave`` and ``take``: passages of the person's sources that shall not go along, and held ones that shall. ``rule`` is a new ask rule for the provider, or None to leave it. ``rest_of_batch`` says
    that the other requests of the same batch may go unasked as long as they replace no kind that was not shown yet.
    """

    answer: Literal["send", "cancel", "use_helper", "redo"]
    by_hand: tuple[ByHand, ...] = ()
    take_back: tuple[str, ...] = ()
    leave: tuple[Passage, ...] = field(default=(), repr=False)
    take: tuple[Passage, ...] = field(default=(), repr=False)
    rule: AskRule | None = None
    rest_of_batch: bool = False


Ask = Callable[[Outgoing, int], Awaitable[Consent]]
"""Shows the exact request and waits for the person. The second value is how many further requests of the batch wait (0 = one alone)."""
