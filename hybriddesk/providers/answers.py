"""A chat completion put together from its bytes: an event stream, or one JSON answer where a stream was asked for.

Pure: bytes in, text out. A fault found behind some text in the same piece waits in ``fault`` until that text was handed on,
so that no text is ever lost.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import msgspec

from hybriddesk.providers.faults import fault_in_stream, said
from hybriddesk.providers.sse import Events
from hybriddesk.records.errors import Fact, Fault, Permanent, Transient, Unknown
from hybriddesk.records.way import FinishReason, TextDelta, Usage

_FINISH: Mapping[str, FinishReason] = {
    "stop": "stop", "end_turn": "stop", "eos": "stop", "stop_sequence": "stop",
    "length": "length", "max_tokens": "length", "model_length": "length",
    "content_filter": "content_filter", "safety": "content_filter",
    "tool_calls": "tool_calls", "function_call": "tool_calls", "tool_use": "tool_calls",
}
_MARK = b"\xef\xbb\xbf"
_decode = msgspec.json.Decoder().decode


class Answer:
    """Feed it the body; ``finish`` is set once the model said why it stopped, ``done`` once nothing more will come."""

    def __init__(self, *, line_limit: int, **facts: Fact) -> None:
        self.finish: FinishReason | None = None
        self.model = ""
        self.usage = Usage()
        self.done = False
        self.fault: Fault | None = None
        self.events = 0
        self._events = Events(line_limit)
        self._facts = facts
        self._texts: list[str] = []
        self._logprobs: list[float] = []
        self._new: list[str] = []
        self._new_logprobs: list[float] = []
        self._half = ""
        self._declined = False
        self._form = ""
        self._start = b""

    @property
    def text(self) -> str:
        """All text so far."""
        return "".join(self._texts)

    @property
    def logprobs(self) -> tuple[float, ...]:
        """Natural-log probability of each token, as far as the provider told."""
        return tuple(self._logprobs)

    def feed(self, data: bytes) -> TextDelta | None:
        """The new text of this piece, if any. Look at ``fault`` after handing it on."""
        if self._form in ("", "json"):
            self._start += data
        if not self._form:
            self._form = _form(self._start)
            data = self._start
        if self._form == "html":
            self.fault = Permanent("provider.bad_reply", **self._facts)
        elif self._form == "events":
            self._start = b""
            self._take_all(self._events.feed, data)
        return self._flush()

    def close(self) -> TextDelta | None:
        """The end of the body was reached. Sets ``fault`` if the answer is not whole."""
        if self._form == "json":
            self._take_whole()
        elif self._form == "events":
            self._take_rest()
        self.done = True
        return self._flush()

    def ended_by(self, fault: Fault) -> Fault:
        """The fault to raise: what may be tried again before any text is ``Unknown`` after it."""
        broken = isinstance(fault, Transient) or fault.code == "provider.bad_reply"
        if broken and self._texts:
            return Unknown("provider.cut", **{**self._facts, **fault.facts})
        return fault

    def _cut(self) -> Fault:
        return Unknown("provider.cut", **self._facts) if self._texts else Transient("provider.cut_early", retry_after=None, **self._facts)

    def _flush(self) -> TextDelta | None:
        if self.done:
            self._add_text("", last=True)
        delta = self._new_delta()
        if self.done and self.finish is None and self.fault is None:
            self.fault = self._cut()
        return delta

    def _new_delta(self) -> TextDelta | None:
        text, logprobs = "".join(self._new), tuple(self._new_logprobs)
        if not text:
            return None
        self._texts.append(text)
        self._logprobs += logprobs
        self._new, self._new_logprobs = [], []
        return TextDelta(text, logprobs)

    def _take_all(self, read: Any, *data: bytes) -> None:
        try:
            for event in read(*data):
                self._take(event)
                if self.done or self.fault:
                    return
        except Fault as fault:
            self.fault = fault

    def _take(self, event: str) -> None:
        self.events += 1
        if event.strip() == "[DONE]":
            self.done = True
            return
        self._merge(_parsed(event, self._facts))

    def _take_rest(self) -> None:
        """An event without its closing blank line counts if it is whole; a torn one is what a cut looks like."""
        before = self.fault
        self._take_all(self._events.close)
        if before is None and isinstance(self.fault, Permanent) and self.fault.code == "provider.bad_reply":
            self.fault = None

    def _take_whole(self) -> None:
        body, self._start = self._start.decode("utf-8-sig", "replace"), b""
        try:
            chunk = _parsed(body, self._facts)
        except Permanent:
            self.fault = Transient("provider.cut_early", retry_after=None, **self._facts)  # one JSON body that cannot be read ended too soon
            return
        try:
            self._merge(chunk)
        except Fault as fault:
            self.fault = fault
        if self.finish is None and self.fault is None and not any(self._new):
            self.fault = Permanent("provider.bad_reply", **self._facts)

    def _merge(self, chunk: object) -> None:
        if not isinstance(chunk, dict):
            raise Permanent("provider.bad_reply", **self._facts)
        self.model = self.model or _text(chunk.get("model"))
        self.usage = merged(self.usage, chunk)
        for choice in _maps(chunk.get("choices")):
            if choice.get("index") in (0, None):
                self._choose(choice)
        error = said(chunk)
        if error is not None:
            raise fault_in_stream(error, **self._facts)
        if self._declined and self.finish:
            self.finish = "declined"

    def _choose(self, choice: Mapping[str, Any]) -> None:
        delta = choice.get("delta") or choice.get("message") or {}
        if isinstance(delta, dict):
            self._add_text(_content(delta.get("content")))
            refusal = _text(delta.get("refusal"))
            self._declined = self._declined or bool(refusal)
            self._add_text(refusal)
        self._new_logprobs += _logprobs(choice.get("logprobs"))
        reason = choice.get("finish_reason")
        if reason == "error":
            raise Transient("provider.server_error", retry_after=None, **self._facts)
        if isinstance(reason, str) and reason:
            self.finish = _FINISH.get(reason.lower(), "other")

    def _add_text(self, text: str, *, last: bool = False) -> None:
        if self._half:
            text, self._half = self._half + text, ""
        if text and "\ud800" <= text[-1] <= "\udbff" and not last:
            text, self._half = text[:-1], text[-1]
        if text and not text.isascii():
            # halves of one sign, sent in two chunks, are joined; a half alone cannot be stored and shows as U+FFFD
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if text:
            self._new.append(text)


def _form(start: bytes) -> str:
    """What kind of body begins like this; empty while only blanks came. The content type is no guide: many get it wrong."""
    if _MARK.startswith(start):
        return ""
    sign = start.removeprefix(_MARK).lstrip()[:1]
    return {b"": "", b"{": "json", b"[": "json", b"<": "html"}.get(sign, "events")


def _parsed(event: str, facts: Mapping[str, Fact]) -> object:
    try:
        return _decode(event)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        pass
    try:
        return json.loads(event)  # slower, but it takes halves of surrogate pairs
    except (ValueError, RecursionError):
        raise Permanent("provider.bad_reply", **facts) from None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _content(value: object) -> str:
    """Text, or a list of parts of which those of type text count (reasoning and tool parts do not)."""
    if isinstance(value, list):
        return "".join(_text(part.get("text")) for part in _maps(value) if part.get("type") in ("text", "output_text"))
    return _text(value)


def _maps(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _logprobs(value: object) -> list[float]:
    tokens = _maps(value.get("content")) if isinstance(value, dict) else []
    return [found for token in tokens if (found := _number(token.get("logprob"))) is not None]


def _number(value: object) -> float | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


def merged(usage: Usage, chunk: Mapping[str, Any]) -> Usage:
    """The usage with what this chunk adds: token counts, and the exact charge where the provider names one in US dollars."""
    told = chunk.get("usage")
    prices = chunk.get("x_nanogpt_pricing")
    if not isinstance(told, dict) and not isinstance(prices, dict):
        return usage
    told = told if isinstance(told, dict) else {}
    prompt, completion = _count(told.get("prompt_tokens")), _count(told.get("completion_tokens"))
    cost = _charge(told, prices if isinstance(prices, dict) else {})
    return Usage(
        usage.prompt_tokens if prompt is None else prompt,
        usage.completion_tokens if completion is None else completion,
        usage.cost_usd if cost is None else cost,
    )


def _charge(usage: Mapping[str, Any], prices: Mapping[str, Any]) -> float | None:
    amount = prices.get("amount") if prices.get("currency") in ("USD", None) else None
    found = (_number(value) for value in (prices.get("cost"), amount, usage.get("cost")))
    return next((value for value in found if value is not None and value >= 0), None)
