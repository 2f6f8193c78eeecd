"""The one way out that every API shares: prepare the exact bytes, post exactly those, read the answer as it comes.

An adapter is a subclass in a file of its own that says what is particular to its API: path, fields, headers, and how an answer is
put together. Nothing in a request names the person, the conversation or this program: no ``user``, no metadata, no id.
"""

from __future__ import annotations

import hashlib
import json
import ssl
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any, ClassVar

from hybriddesk.providers.addresses import address
from hybriddesk.providers.faults import fault_for
from hybriddesk.providers.model_lists import offers_in
from hybriddesk.providers.rates import rates
from hybriddesk.providers.stream_answer import StreamAnswer
from hybriddesk.providers.tee import enclosed
from hybriddesk.providers.transport import HEADERS, Limits, Wire, exchange
from hybriddesk.providers.turns import joined
from hybriddesk.records.errors import Fact, Fault, Permanent, Refused, Transient
from hybriddesk.records.isolation import Proxy
from hybriddesk.records.offers import Balance, Charge, Offer
from hybriddesk.records.way import (
    Accepted,
    Estimate,
    Finished,
    Message,
    Outgoing,
    Reply,
    Route,
    Scrubbed,
    StreamEvent,
    TextDelta,
)

Estimator = Callable[[bytes, tuple[Message, ...], str], Estimate]
"""Body, messages and model to an estimate; the catalog has one."""

Headers = tuple[tuple[str, str], ...]
HIDDEN = "(hidden)"
KEY_HEADERS = frozenset({"authorization", "x-api-key", "x-goog-api-key"})


class HttpSender(ABC):
    """One provider at one base URL. See ``docs/adapters.md`` for how to add one."""

    kind: ClassVar[str] = ""
    key_header: ClassVar[tuple[str, str]] = ("authorization", f"Bearer {HIDDEN}")
    fixed_headers: ClassVar[Headers] = ()
    models_path: ClassVar[str] = "/models"
    request_ids: ClassVar[tuple[str, ...]] = ("x-request-id", "request-id", "x-generation-id")

    def __init__(
        self, *, name: str, base_url: str, allow_loopback_http: bool, needs_key: bool,
        key: Callable[[], str | None], estimate: Estimator, adapter: str = "", limits: Limits | None = None,
        tls: ssl.SSLContext | None = None, proxy: Proxy | None = None, clock: Callable[[], float] = time.monotonic, now: Callable[[], float] = time.time,
    ) -> None:
        self.adapter = adapter or self.kind
        self.address = address(self.base(base_url), allow_loopback_http=allow_loopback_http)
        self.name = name
        self.estimate = estimate
        self._needs_key = needs_key
        self._key = key
        self._limits = limits or Limits()
        self._tls = tls
        self._proxy = proxy
        self._clock = clock
        self._now = now

    # -- what an adapter says of its API ---------------------------------------------------------------------------------

    def base(self, base_url: str) -> str:
        """The base URL as this API wants it."""
        return base_url

    @abstractmethod
    def path(self, route: Route) -> str:
        """Where a prompt is posted, after the base URL."""

    @abstractmethod
    def fields(self, messages: tuple[Message, ...], route: Route) -> Mapping[str, Any]:
        """The fields of the body; those that are None are left out."""

    @abstractmethod
    def answer(self, route: Route, facts: Mapping[str, Fact]) -> StreamAnswer:
        """A fresh answer, to be fed."""

    def offers_in(self, body: bytes, **facts: Fact) -> tuple[Offer, ...]:
        """The models in the answer to ``models_path``."""
        return offers_in(body, **facts)

    async def balance(self) -> Balance:
        """What is left on the account. Raises ``Refused('provider.no_balance')`` where the provider does not tell."""
        raise Refused("provider.no_balance", provider=self.name)

    async def charge(self, request_id: str) -> Charge:
        """What one earlier request cost. Raises ``Refused('provider.no_charge')`` where the provider does not tell."""
        raise Refused("provider.no_charge", provider=self.name, request=request_id)

    # -- what all share ------------------------------------------------------------------------------------------------

    def prepare(self, scrubbed: Scrubbed, route: Route) -> Outgoing:
        """The exact request. Sends nothing. Raises ``Refused('provider.bad_schema')``."""
        body = encoded(self.fields(joined(scrubbed.messages), route))
        return Outgoing(
            scrubbed=scrubbed, route=route, method="POST", url=self._url(route), headers=self._headers(body), body=body,
            sha256=hashlib.sha256(body).hexdigest(), estimate=self.estimate(body, scrubbed.messages, route.model),
        )

    async def send(self, outgoing: Outgoing) -> AsyncGenerator[StreamEvent, None]:
        """One attempt. Raises ``records.errors`` faults; ``Unknown('provider.cut')`` if it broke off after some text."""
        self._check(outgoing)
        facts: dict[str, Fact] = {"provider": self.name, "model": outgoing.route.model, "host": self.address.host}
        answer = self.answer(outgoing.route, facts)
        started, first = self._clock(), None
        try:
            async with exchange(
                outgoing.method, outgoing.url, self._with_key(outgoing.headers), outgoing.body, enclosed(outgoing.route), self._proxy,
                limits=self._limits, tls=self._tls, **facts,
            ) as wire:
                await self._raise_for(wire, facts)
                request_id = wire.named(self.request_ids)
                yield Accepted(wire.status, request_id, rates(wire.headers, self._now()))
                while not answer.done:
                    delta = await self._next(wire, answer)
                    if delta is not None:
                        first = self._clock() if first is None else first
                        yield delta
                    if answer.fault:
                        raise answer.fault
                raw = await wire.kept()
        except Fault as fault:
            raise answer.ended_by(fault) from fault.__cause__
        ended = self._clock()
        yield Finished(Reply(
            outgoing=outgoing, text=answer.text, finish=answer.finish or "other", served_model=answer.model or outgoing.route.model,
            usage=answer.usage, logprobs=answer.logprobs, request_id=request_id, tool_calls=answer.tool_calls,
            latency_ms=_ms(ended - started), first_ms=_ms((first or ended) - started), raw=raw,
        ))

    async def offers(self) -> tuple[Offer, ...]:
        """The models this provider offers, in its own order, with what it says of them."""
        body = await self.fetch("GET", f"{self.address.url}{self.models_path}")
        return self.offers_in(body, provider=self.name, model="", host=self.address.host)

    async def models(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(offer.model for offer in await self.offers())

    async def fetch(self, method: str, url: str, key_header: tuple[str, str] | None = None) -> bytes:
        """A small question beside a prompt: the key and no text of people. Raises faults like ``send``."""
        facts: dict[str, Fact] = {"provider": self.name, "model": "", "host": self.address.host}
        headers = self._with_key(self._headers(b"" if method == "POST" else None, key_header))
        async with exchange(method, url, headers, b"", False, self._proxy, limits=self._limits, tls=self._tls, **facts) as wire:
            await self._raise_for(wire, facts)
            return await wire.whole(self._limits.answer)

    async def _next(self, wire: Wire, answer: StreamAnswer) -> TextDelta | None:
        before = answer.events
        broken, piece = None, b""
        try:
            piece = await wire.read()
        except Transient as fault:
            broken = fault  # where the answer is whole, only the usage was still to come
        delta = answer.feed(piece) if piece else answer.close(broken)
        if answer.events != before:
            wire.heard(self._limits.linger if answer.finish else None)
        return delta

    async def _raise_for(self, wire: Wire, facts: Mapping[str, Fact]) -> None:
        if not wire.success:
            body = await wire.whole(self._limits.error)
            raise fault_for(wire.status, wire.headers, body, now=self._now(), **facts)
        if wire.headers.get("content-encoding", "identity").lower() != "identity":
            raise Permanent("provider.bad_reply", **facts)

    def _url(self, route: Route) -> str:
        return f"{self.address.url}{self.path(route)}"

    def _headers(self, body: bytes | None, key_header: tuple[str, str] | None = None) -> Headers:
        rows = [("host", self.address.host), ("accept", "application/json"), *HEADERS, *self.fixed_headers]
        if self._needs_key:
            rows.append(key_header or self.key_header)
        if body is not None:
            rows += [("content-type", "application/json"), ("content-length", str(len(body)))]
        return tuple(rows)

    def _with_key(self, headers: Headers) -> Headers:
        if not self._needs_key:
            return headers
        key = (self._key() or "").strip()
        if not key:
            raise Permanent("provider.no_key", provider=self.name)
        if not key.isascii() or not key.isprintable() or " " in key:
            raise Permanent("provider.wrong_key", provider=self.name, host=self.address.host)
        return tuple((name, value.replace(HIDDEN, key) if name in KEY_HEADERS else value) for name, value in headers)

    def _check(self, outgoing: Outgoing) -> None:
        if outgoing.url != self._url(outgoing.route) or hashlib.sha256(outgoing.body).hexdigest() != outgoing.sha256:
            raise Refused("provider.foreign_request", provider=self.name)


def encoded(fields: Mapping[str, Any]) -> bytes:
    """The fields that are set, as the bytes that leave: stable order, no spaces."""
    sent = {name: value for name, value in fields.items() if value is not None}
    # a lone half of a surrogate pair has no bytes of its own; it leaves as "?"
    return json.dumps(sent, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")


def schema_of(source: str) -> dict[str, Any]:
    """A JSON Schema from its text. Raises ``Refused('provider.bad_schema')``."""
    try:
        found = json.loads(source)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused("provider.bad_schema")
    return found


def _ms(seconds: float) -> int:
    return max(round(seconds * 1000), 0)
