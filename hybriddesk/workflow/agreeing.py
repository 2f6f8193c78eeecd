"""Scrub, route and agree: from a draft in clear to the exact request that a person let go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import anyio.to_thread

from hybriddesk.privacy.policy import Policy, hides_more
from hybriddesk.privacy.residual import residual
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.consent import Ask, Consent
from hybriddesk.records.errors import Refused
from hybriddesk.records.protocols import Sender
from hybriddesk.records.way import Draft, KnownMap, Outgoing, Reason, Route, Scrubbed
from hybriddesk.records.work import ProviderConfig
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.policies import Policies
from hybriddesk.workflow.resting import Block, chosen
from hybriddesk.workflow.screening import OWN_WORDS, screened
from hybriddesk.workflow.senders import HELPER, Senders, Target

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Batch:
    """What the person already agreed to within one batch: how many requests still wait, and the kinds shown so far."""

    waiting: int = 0
    unasked: bool = False
    kinds: set[str] = field(default_factory=set)
    others: dict[str, Batch] = field(default_factory=dict)

    def at(self, provider: str) -> Batch:
        """The same batch at another provider: what was agreed to for one says nothing about the next."""
        found = self.others.setdefault(provider, Batch())
        found.waiting = self.waiting
        return found


@dataclass(frozen=True, slots=True)
class Agreed:
    """A request that may leave now, and who sends it. ``told``: what the person should read beside the answer, ``held``: whether it must be read.
    ``draft`` is what was agreed to, before it was screened: passages may have been left out or taken along."""

    outgoing: Outgoing
    sender: Sender
    config: ProviderConfig
    draft: Draft
    policy: Policy = field(default_factory=Policy)
    told: tuple[Reason, ...] = ()
    held: bool = False


class Agreeing:
    """The steps before anything leaves. Nothing in here opens a connection."""

    def __init__(self, scrubber: Scrubber, placeholders: Placeholders, settings: Settings, senders: Senders, block: Block) -> None:
        self._scrubber = scrubber
        self._placeholders = placeholders
        self._settings = settings
        self._senders = senders
        self._block = block
        self._policies = Policies(settings)

    async def agree(self, draft: Draft, target: Target, ask: Ask, batch: Batch, *, must_ask: bool = False) -> Agreed:
        """Prepares the request and asks the person as the provider's rule says (``must_ask``: in any case), until it may go.

        Raises ``Refused('privacy.local_only')`` if it would leave this computer and nothing may, ``Refused('privacy.not_approved')`` if the person cancels, ``Refused('privacy.residual')`` if a secret or a
        hidden value would still stand in the outgoing bytes.
        """
        while True:
            ready = await self.prepare(draft, target)
            if not (must_ask or self._must_ask(ready, batch)):
                return ready
            consent = await ask(ready.outgoing, batch.waiting)
            match consent.answer:
                case "cancel":
                    raise Refused("privacy.not_approved", provider=ready.config.name)
                case "use_helper":
                    target, must_ask = Target(HELPER.name), False
                case "redo":
                    draft = self._override(draft, consent)
                case "send":
                    self._remember(ready, consent, batch)
                    return ready

    async def prepare(self, draft: Draft, target: Target) -> Agreed:
        """The exact request for this draft, sent nowhere. The provider's policy may send it to one on this machine instead.

        Raises ``Refused('privacy.blocked_kind')`` where the policy stops a request with such a value.
        """
        before = draft
        draft, found = await anyio.to_thread.run_sync(screened, draft)
        config = self._senders.config(target.provider)
        sender, policy, route = self._senders.sender(config, draft.conversation), self._policies.of(config.name), self._senders.route(config, target)
        known = self.known(draft.conversation, policy)
        if not self.may_leave(route):
            raise Refused("privacy.local_only", provider=config.name)
        scrubbed = await anyio.to_thread.run_sync(self._scrubber.scrub, draft, known)
        local = _judged(scrubbed, policy, config)
        if local and not route.local:
            ready = await self.prepare(draft, self._senders.on_this_machine())
            told = Reason("privacy.kept_local", facts={"kinds": ", ".join(local), "provider": config.name})
            return replace(ready, draft=before, told=(told, *found, *ready.told), held=ready.held or bool(found))
        outgoing = self._senders.isolating.covered(config.name, sender.prepare(scrubbed, route))
        shown = tuple(hand.value for hand in known.by_hand if hand.action == "show")
        leaks = await anyio.to_thread.run_sync(residual, outgoing.body, scrubbed, shown)
        if leaks:
            raise Refused("privacy.residual", kinds=", ".join(sorted({leak.kind for leak in leaks})), count=len(leaks))
        return Agreed(outgoing, sender, config, before, policy, (*found, *_doubts(scrubbed)), held=bool(found) and draft.workflow not in OWN_WORDS)

    def may_leave(self, route: Route) -> bool:
        """Whether the person's rules let any text go there at all."""
        return route.local or self._settings.get("privacy.local_only") is not True

    def known(self, conversation: str, policy: Policy = Policy()) -> KnownMap:  # noqa: B008 -- frozen
        """The conversation's map with the person's own lists and, stronger than those, the policy's kinds."""
        get: Callable[[str], object] = self._settings.get
        off, on = hides_more(policy, frozenset(_texts(get("privacy.kinds_off"))), frozenset(_texts(get("privacy.kinds_on"))))
        known = self._placeholders.known(conversation)
        return replace(
            known,
            allow=_texts(get("privacy.never_hide")),
            deny=(*_texts(get("privacy.always_hide")), *known.deny),
            kinds_off=off,
            kinds_on=on,
            instead=policy.instead(),
            model_folder=str(get("privacy.model_folder")).strip(),
        )

    def _must_ask(self, ready: Agreed, batch: Batch) -> bool:
        kinds = _kinds(ready.outgoing)
        if ready.config.adapter == HELPER.adapter:
            return False
        if ready.policy.among(kinds, "ask"):
            return True
        if ready.config.ask == "never":
            return False
        if ready.config.ask == "always":
            return not (batch.unasked and kinds <= batch.kinds)
        return not kinds <= self._senders.book.seen_kinds(ready.config.name)

    def _override(self, draft: Draft, consent: Consent) -> Draft:
        for by_hand in consent.by_hand:
            self._placeholders.override(draft.conversation, by_hand)
        for value in consent.take_back:
            self._placeholders.remove_override(draft.conversation, value)
        changed = chosen(draft, consent.leave, consent.take, self._block)
        if changed is not draft:
            self._placeholders.passages_chosen(draft.conversation, left=len(consent.leave), taken=len(consent.take))
        return changed

    def _remember(self, ready: Agreed, consent: Consent, batch: Batch) -> None:
        kinds = _kinds(ready.outgoing)
        batch.kinds |= kinds
        batch.unasked = batch.unasked or consent.rest_of_batch
        self._senders.book.add_seen_kinds(ready.config.name, kinds)
        if consent.rule and consent.rule != ready.config.ask:
            self._senders.book.set_ask(ready.config.name, consent.rule)


def _judged(scrubbed: Scrubbed, policy: Policy, config: ProviderConfig) -> tuple[str, ...]:
    """The kinds that must stay on this machine. Raises ``Refused('privacy.blocked_kind')``."""
    kinds = [replaced.kind for replaced in scrubbed.replacements]
    blocked = policy.among(kinds, "block")
    if blocked:
        raise Refused("privacy.blocked_kind", kinds=", ".join(blocked), provider=config.name)
    return policy.among(kinds, "local")


def _doubts(scrubbed: Scrubbed) -> tuple[Reason, ...]:
    """Why less may have been found than usual: told beside the answer too, for whoever is not asked before each request."""
    return (Reason(scrubbed.fault.code, facts=scrubbed.fault.facts),) if scrubbed.fault else ()


def _kinds(outgoing: Outgoing) -> set[str]:
    return {replaced.kind for replaced in outgoing.scrubbed.replacements}


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value
