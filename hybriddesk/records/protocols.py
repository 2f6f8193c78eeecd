"""The seams between rooms that may not import each other."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from hybriddesk.records.knowledge import Quotes
from hybriddesk.records.offers import Balance, Charge, Offer
from hybriddesk.records.way import Outgoing, Route, Scrubbed, StreamEvent
from hybriddesk.records.work import PastFinal


class Sender(Protocol):
    """The one door out: one provider, one API shape. ``send`` is one attempt and takes ``Outgoing`` and nothing else."""

    adapter: str

    def prepare(self, scrubbed: Scrubbed, route: Route) -> Outgoing:
        """The exact request for this prompt. Sends nothing."""

    def send(self, outgoing: Outgoing) -> AsyncGenerator[StreamEvent, None]:
        """One attempt: ``Accepted``, ``TextDelta`` ..., ``Finished``. Raises ``records.errors`` faults."""

    async def models(self) -> tuple[str, ...]:
        """Model ids the provider offers. Raises faults like ``send``."""

    async def offers(self) -> tuple[Offer, ...]:
        """The same with what the provider says of price and size."""

    async def balance(self) -> Balance:
        """What is left on the account. Raises ``Refused('provider.no_balance')`` where the provider does not tell."""

    async def charge(self, request_id: str) -> Charge:
        """What one earlier request cost. Raises ``Refused('provider.no_charge')`` where the provider does not tell."""


class FinalsSource(Protocol):
    """Approved replies of this person that look like a request, best first."""

    def search(self, query: str, limit: int) -> tuple[PastFinal, ...]: ...


class Quote(Protocol):
    """The sentences of passages (name and text of each) that answer a request; ``whole``: the request is one question as it stands."""

    def __call__(self, request: str, passages: Sequence[tuple[str, str]], *, whole: bool = False) -> Quotes: ...
