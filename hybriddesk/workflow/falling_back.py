"""Who is asked next when a provider cannot answer. The person wrote the chain; their privacy rules decide at every step of it."""

from __future__ import annotations

from hybriddesk.catalog.prices import price
from hybriddesk.records.consent import Ask
from hybriddesk.records.errors import Fault, Refused, Unknown
from hybriddesk.records.way import Draft, Outgoing, Route
from hybriddesk.vault.fallbacks import Fallbacks
from hybriddesk.workflow.agreeing import Agreed, Agreeing, Batch
from hybriddesk.workflow.senders import Senders, Target

ROOMS = ("provider.", "resilience.")
NEVER = frozenset({"provider.foreign_request", "provider.bad_schema"})
"""Faults of the request itself: another provider would get the same."""


class FallingBack:
    """One chain at work. A provider is skipped if it is gone, was asked already, may not get the text, or cannot hold it."""

    def __init__(self, fallbacks: Fallbacks, senders: Senders, agreeing: Agreeing) -> None:
        self._fallbacks = fallbacks
        self._senders = senders
        self._agreeing = agreeing

    async def next(
        self, fault: Fault, draft: Draft, first: Outgoing, tried: set[tuple[str, str]], ask: Ask, batch: Batch, *, stay: bool = False,
    ) -> Agreed | None:
        """The next request that may leave, agreed to as the rule of its provider wants; None if the fault stands.

        ``stay``: a policy keeps this text on this computer, so no step that leads elsewhere is taken. Never after an answer began: that is ``Unknown``, and nobody but the person repeats it.
        """
        if isinstance(fault, Unknown) or fault.code in NEVER or not fault.code.startswith(ROOMS):
            return None
        start = first.route
        for provider, model in self._fallbacks.chain(start.provider, start.model):
            route = self._route(provider, model, start)
            if route is None or (route.provider, route.model) in tried or (stay and not route.local):
                continue
            tried.add((route.provider, route.model))
            if not self._holds(route, fault, first):
                continue
            target = Target(route.provider, route.model, start.params)
            try:
                if await self._leads_back(draft, target, tried):
                    continue
                # a text that was to stay on this computer is shown before it leaves it, whatever else was agreed
                return await self._agreeing.agree(draft, target, ask, batch.at(provider), must_ask=start.local and not route.local)
            except Refused:
                return None
        return None

    async def _leads_back(self, draft: Draft, target: Target, tried: set[tuple[str, str]]) -> bool:
        """Whether the provider's policy would send the text to somebody who was asked already."""
        leads = (await self._agreeing.prepare(draft, target)).outgoing.route
        back = leads.provider != target.provider and (leads.provider, leads.model) in tried
        tried.add((leads.provider, leads.model))
        return back

    def _route(self, provider: str, model: str, start: Route) -> Route | None:
        try:
            config = self._senders.config(provider)
            route = self._senders.route(config, Target(provider, model, start.params))
        except Fault:
            return None  # removed since the chain was written, or without a model
        return route if self._agreeing.may_leave(route) else None

    def _holds(self, route: Route, fault: Fault, first: Outgoing) -> bool:
        if fault.code != "provider.context_too_long":
            return True
        offer, known = self._senders.offers.of(route.provider, route.model), price(route.model)
        window = (offer.context if offer else None) or (known.context if known else None)
        return window is None or window > first.estimate.prompt_tokens
