"""Chat completions as OpenAI, OpenRouter, NanoGPT, Ollama, LM Studio, llama.cpp and vLLM speak them.

Nothing in a request names the person, the conversation or this program: no ``user``, no metadata, no id. ``prepare`` makes the
exact bytes; ``send`` posts exactly those.
"""

from __future__ import annotations

import hashlib
import json
import ssl
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import replace
from typing import Any

from hybriddesk.providers.addresses import address
from hybriddesk.providers.answers import Answer
from hybriddesk.providers.faults import fault_for
from hybriddesk.providers.model_lists import model_ids
from hybriddesk.providers.tee import enclosed
from hybriddesk.providers.transport import HEADERS, Limits, Wire, exchange
from hybriddesk.records.errors import Fact, Fault, Permanent, Refused, Transient
from hybriddesk.records.isolation import Proxy
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

HIDDEN = "(hidden)"
_OPENAI = "api.openai.com"


class OpenAICompatible:
    """One provider at one base URL."""

    def __init__(
        self, *, adapter: str, name: str, base_url: str, allow_loopback_http: bool, needs_key: bool,
        key: Callable[[], str | None], estimate: Estimator, limits: Limits | None = None, tls: ssl.SSLContext | None = None, proxy: Proxy | None = None,
        clock: Callable[[], float] = time.monotonic, now: Callable[[], float] = time.time,
    ) -> None:
        self.adapter = adapter
        self._name = name
        self._address = address(base_url, allow_loopback_http=allow_loopback_http)
        self._needs_key = needs_key
        self._key = key
        self._estimate = estimate
        self._limits = limits or Limits()
        self._tls = tls
        self._proxy = proxy
        self._clock = clock
        self._now = now

    def prepare(self, scrubbed: Scrubbed, route: Route) -> Outgoing:
        """The exact request. Sends nothing."""
        body = self._body(scrubbed.messages, route)
        estimate = self._estimate(body, scrubbed.messages, route.model)
        if self.adapter == "ollama":
            estimate = replace(estimate, cost_usd=0.0)
        return Outgoing(
            scrubbed=scrubbed, route=route, method="POST", url=f"{self._address.url}/chat/completions",
            headers=self._headers(body), body=body, sha256=hashlib.sha256(body).hexdigest(), estimate=estimate,
        )

    async def send(self, outgoing: Outgoing) -> AsyncGenerator[StreamEvent, None]:
        """One attempt. Raises ``records.errors`` faults; ``Unknown('provider.cut')`` if it broke off after some text."""
        self._check(outgoing)
        facts: dict[str, Fact] = {"provider": self._name, "model": outgoing.route.model, "host": self._address.host}
        answer = Answer(line_limit=self._limits.line, **facts)
        started, first = self._clock(), None
        try:
            async with exchange(
                outgoing.method, outgoing.url, self._with_key(outgoing.headers), outgoing.body, enclosed(outgoing.route), self._proxy,
                limits=self._limits, tls=self._tls, **facts,
            ) as wire:
                await self._raise_for(wire, facts)
                request_id = wire.request_id
                yield Accepted(wire.status, request_id)
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
            usage=answer.usage, logprobs=answer.logprobs, request_id=request_id,
            latency_ms=_ms(ended - started), first_ms=_ms((first or ended) - started), raw=raw,
        ))

    async def models(self) -> tuple[str, ...]:
        """Model ids this provider offers, in its own order."""
        facts: dict[str, Fact] = {"provider": self._name, "model": "", "host": self._address.host}
        headers = self._with_key(self._headers(None))
        async with exchange("GET", f"{self._address.url}/models", headers, b"", False, self._proxy, limits=self._limits, tls=self._tls, **facts) as wire:
            await self._raise_for(wire, facts)
            body = await wire.whole(self._limits.answer)
        return model_ids(body, **facts)

    async def _next(self, wire: Wire, answer: Answer) -> TextDelta | None:
        before = answer.events
        try:
            piece = await wire.read()
        except Transient:
            if answer.finish is None:
                raise
            piece = b""  # the answer is whole; only the usage was still to come
        delta = answer.feed(piece) if piece else answer.close()
        if answer.events != before:
            wire.heard(self._limits.linger if answer.finish else None)
        return delta

    async def _raise_for(self, wire: Wire, facts: Mapping[str, Fact]) -> None:
        if not wire.success:
            body = await wire.whole(self._limits.error)
            raise fault_for(wire.status, wire.headers, body, now=self._now(), **facts)
        if wire.headers.get("content-encoding", "identity").lower() != "identity":
            raise Permanent("provider.bad_reply", **facts)

    def _body(self, messages: tuple[Message, ...], route: Route) -> bytes:
        params = route.params
        limit_name = "max_completion_tokens" if self._address.name == _OPENAI else "max_tokens"
        fields: dict[str, Any] = {
            "messages": [{"content": one.text, "role": one.role} for one in messages],
            "model": route.model,
            "stream": True,
            "stream_options": {"include_usage": True},
            "temperature": params.temperature,
            limit_name: params.max_tokens,
            "logprobs": True if params.logprobs else None,
            "store": False if self._address.name == _OPENAI else None,
        }
        sent = {name: value for name, value in fields.items() if value is not None}
        # a lone half of a surrogate pair has no bytes of its own; it leaves as "?"
        return json.dumps(sent, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")

    def _headers(self, body: bytes | None) -> tuple[tuple[str, str], ...]:
        rows = [("host", self._address.host), ("accept", "application/json"), *HEADERS]
        if self._needs_key:
            rows.append(("authorization", f"Bearer {HIDDEN}"))
        if body is not None:
            rows += [("content-type", "application/json"), ("content-length", str(len(body)))]
        return tuple(rows)

    def _with_key(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if not self._needs_key:
            return headers
        key = (self._key() or "").strip()
        if not key:
            raise Permanent("provider.no_key", provider=self._name)
        if not key.isascii() or not key.isprintable() or " " in key:
            raise Permanent("provider.wrong_key", provider=self._name, host=self._address.host)
        return tuple((name, value.replace(HIDDEN, key) if name == "authorization" else value) for name, value in headers)

    def _check(self, outgoing: Outgoing) -> None:
        own = f"{self._address.url}/chat/completions"
        if outgoing.url != own or hashlib.sha256(outgoing.body).hexdigest() != outgoing.sha256:
            raise Refused("provider.foreign_request", provider=self._name)


def _ms(seconds: float) -> int:
    return max(round(seconds * 1000), 0)
