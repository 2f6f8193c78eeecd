"""Scrub, route and agree: from a draft in clear to the exact request that a person let go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import anyio.to_thread

from hybriddesk.privacy.residual import residual
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.consent import Ask, Consent
from hybriddesk.records.errors import Refused
from hybriddesk.records.protocols import Sender
from hybriddesk.records.way import Draft, KnownMap, Outgoing
from hybriddesk.records.work import ProviderConfig
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.senders import HELPER, Senders, Target

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Batch:
    """What the person already agreed to within one batch: how many requests still wait, and the kinds shown so far."""

    waiting: int = 0
    unasked: bool = False
    kinds: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A request that may leave now, and who sends it."""

    outgoing: Outgoing
    sender: Sender
    config: ProviderConfig


class Agreeing:
    """The steps before anything leaves. Nothing in here opens a connection."""

    def __init__(self, scrubber: Scrubber, placeholders: Placeholders, settings: Settings, senders: Senders) -> None:
        self._scrubber = scrubber
        self._placeholders = placeholders
        self._settings = settings
        self._senders = senders

    async def agree(self, draft: Draft, target: Target, ask: Ask, batch: Batch) -> Agreed:
        """Prepares the request and asks the person as the provider's rule says, until it may go.

        Raises ``Refused('privacy.not_approved')`` if the person cancels, ``Refused('privacy.residual')`` if a secret or a
        hidden value would still stand in the outgoing bytes.
        """
        while True:
            ready = await self.prepare(draft, target)
            if not self._must_ask(ready, batch):
                return ready
            consent = await ask(ready.outgoing, batch.waiting)
            match consent.answer:
                case "cancel":
                    raise Refused("privacy.not_approved", provider=ready.config.name)
                case "use_helper":
                    target = Target(HELPER.name)
                case "redo":
                    self._override(draft.conversation, consent)
                case "send":
                    self._remember(ready, consent, batch)
                    return ready

    async def prepare(self, draft: Draft, target: Target) -> Agreed:
        """The exact request for this draft, sent nowhere."""
        config = self._senders.config(target.provider)
        sender = self._senders.sender(config, draft.conversation)
        known = self.known(draft.conversation)
        scrubbed = await anyio.to_thread.run_sync(self._scrubber.scrub, draft, known)
        outgoing = self._senders.isolating.covered(config.name, sender.prepare(scrubbed, self._senders.route(config, target)))
        shown = tuple(hand.value for hand in known.by_hand if hand.action == "show")
        leaks = await anyio.to_thread.run_sync(residual, outgoing.body, scrubbed, shown)
        if leaks:
            raise Refused("privacy.residual", kinds=", ".join(sorted({leak.kind for leak in leaks})), count=len(leaks))
        return Agreed(outgoing, sender, config)

    def known(self, conversation: str) -> KnownMap:
        """The conversation's map with the person's own lists."""
        get: Callable[[str], object] = self._settings.get
        return replace(
            self._placeholders.known(conversation),
            allow=_texts(get("privacy.never_hide")),
            deny=_texts(get("privacy.always_hide")),
            kinds_off=frozenset(_texts(get("privacy.kinds_off"))),
            kinds_on=frozenset(_texts(get("privacy.kinds_on"))),
        )

    def _must_ask(self, ready: Agreed, batch: Batch) -> bool:
        if ready.config.adapter == HELPER.adapter or ready.config.ask == "never":
            return False
        kinds = _kinds(ready.outgoing)
        if ready.config.ask == "always":
            return not (batch.unasked and kinds <= batch.kinds)
        return not kinds <= self._senders.book.seen_kinds(ready.config.name)

    def _override(self, conversation: str, consent: Consent) -> None:
        for by_hand in consent.by_hand:
            self._placeholders.override(conversation, by_hand)
        for value in consent.take_back:
            self._placeholders.remove_override(conversation, value)

    def _remember(self, ready: Agreed, consent: Consent, batch: Batch) -> None:
        kinds = _kinds(ready.outgoing)
        batch.kinds |= kinds
        batch.unasked = batch.unasked or consent.rest_of_batch
        self._senders.book.add_seen_kinds(ready.config.name, kinds)
        if consent.rule and consent.rule != ready.config.ask:
            self._senders.book.set_ask(ready.config.name, consent.rule)


def _kinds(outgoing: Outgoing) -> set[str]:
    return {replaced.kind for replaced in outgoing.scrubbed.replacements}


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value
