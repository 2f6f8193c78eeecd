"""An answer put together from its bytes, whatever the API: an event stream, JSON lines, or one JSON body.

Pure: bytes in, text out. A fault found behind some text in the same piece waits in ``fault`` until that text was handed on,
so that no text is ever lost. An adapter's own answer says in ``merge`` what one decoded object adds.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import msgspec

from hybriddesk.providers.error_shapes import said
from hybriddesk.providers.faults import fault_in_stream
from hybriddesk.providers.sse import Events, JsonLines
from hybriddesk.providers.tool_calls import ToolCalls
from hybriddesk.records.errors import Fact, Fault, Permanent, Transient, Unknown
from hybriddesk.records.way import FinishReason, TextDelta, ToolCall, Usage

FINISH: Mapping[str, FinishReason] = {
    "stop": "stop", "end_turn": "stop", "eos": "stop", "stop_sequence": "stop",
    "length": "length", "max_tokens": "length", "model_length": "length", "max_output_tokens": "length",
    "model_context_window_exceeded": "length",
    "content_filter": "content_filter", "safety": "content_filter", "recitation": "content_filter", "blocklist": "content_filter",
    "prohibited_content": "content_filter", "spii": "content_filter", "refusal": "declined",
    "tool_calls": "tool_calls", "function_call": "tool_calls", "tool_use": "tool_calls",
}
_MARK = b"\xef\xbb\xbf"
_decode = msgspec.json.Decoder().decode


class StreamAnswer(ABC):
    """Feed it the body; ``finish`` is set once the model said why it stopped, ``done`` once nothing more will come.

    ``events`` counts what said something: a ping or an empty chunk does not, so that a stream of those ends as silence.
    """

    framing: ClassVar[Literal["events", "lines"]] = "events"

    def __init__(self, *, line_limit: int, **facts: Fact) -> None:
        self.finish: FinishReason | None = None
        self.model = ""
        self.usage = Usage()
        self.done = False
        self.fault: Fault | None = None
        self.events = 0
        self.facts = facts
        self._frames = Events(line_limit) if self.framing == "events" else JsonLines(line_limit)
        self._calls = ToolCalls()
        self._texts: list[str] = []
        self._logprobs: list[float] = []
        self._new: list[str] = []
        self._new_logprobs: list[float] = []
        self._half = ""
        self._declined = False
        self._thoughts = 0
        self._form = ""
        self._start = b""

    @abstractmethod
    def merge(self, chunk: Mapping[str, Any]) -> None:
        """Takes in one decoded object, through the methods below. Raises faults."""
    @property
    def text(self) -> str:
        """All text so far."""
        return "".join(self._texts)

    @property
    def logprobs(self) -> tuple[float, ...]:
        """Natural-log probability of each token, as far as the provider told."""
        return tuple(self._logprobs)

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The functions the model asked for."""
        return self._calls.all()

    @property
    def only_called(self) -> bool:
        """The model asked for a function and wrote nothing: several APIs call that an ordinary stop."""
        return bool(self.tool_calls) and not (self._texts or self._new)

    def feed(self, data: bytes) -> TextDelta | None:
        """The new text of this piece, if any. Look at ``fault`` after handing it on."""
        if self._form in ("", "json"):
            self._start += data
        if not self._form:
            self._form = _form(self._start, lines=self.framing == "lines")
            data = self._start
        if self._form == "html":
            self.fault = Permanent("provider.bad_reply", **self.facts)
        elif self._form == "frames":
            self._start = b""
            self._take_all(self._frames.feed, data)
        return self._flush()

    def close(self, broken: Fault | None = None) -> TextDelta | None:
        """The end of the body was reached, or nothing more comes because of ``broken``: what had arrived is still taken in.

        Sets ``fault`` if the answer is not whole.
        """
        if self._form == "json":
            self._take_whole()
        elif self._form == "frames":
            self._take_rest()
        self.done = True
        if self.finish is None and self.fault is None:
            self.fault = broken
        return self._flush()

    def ended_by(self, fault: Fault) -> Fault:
        """The fault to raise: what may be tried again before anything was written is ``Unknown`` after it."""
        broken = isinstance(fault, Transient) or fault.code == "provider.bad_reply"
        if broken and self._began:
            return Unknown("provider.cut", **{**self.facts, **fault.facts})
        return fault

    def add_text(self, text: str, *, last: bool = False) -> None:
        """More of the answer."""
        if self._half:
            text, self._half = self._half + text, ""
        if text and "\ud800" <= text[-1] <= "\udbff" and not last:
            text, self._half = text[:-1], text[-1]
        if text and not text.isascii():
            # halves of one sign, sent in two chunks, are joined; a half alone cannot be stored and shows as U+FFFD
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if text:
            self._new.append(text)

    def add_refusal(self, text: str) -> None:
        """The model declines, in words."""
        self._declined = self._declined or bool(text)
        self.add_text(text)

    def add_logprobs(self, values: list[float]) -> None:
        """Log-probabilities of the tokens that come with this text."""
        self._new_logprobs += values

    def add_thoughts(self, size: int) -> None:
        """The model thinks: no text, but it is at work and it is charged for."""
        self._thoughts += size

    def add_tool(self, place: object, *, id_: str = "", name: str = "", arguments: str = "") -> None:
        """A piece of a function call; pieces with one ``place`` belong together."""
        self._calls.add(place, id_, name, arguments)

    def stop(self, reason: object) -> None:
        """Why the model stopped, in the provider's word. Raises ``Transient`` where the word is ``error``."""
        if reason == "error":
            raise Transient("provider.server_error", retry_after=None, **self.facts)
        if isinstance(reason, str) and reason:
            self.finish = FINISH.get(reason.lower(), "other")

    @property
    def _began(self) -> bool:
        return bool(self._texts or self._thoughts or self._calls.size)

    def _cut(self) -> Fault:
        return Unknown("provider.cut", **self.facts) if self._began else Transient("provider.cut_early", retry_after=None, **self.facts)

    def _flush(self) -> TextDelta | None:
        if self.done:
            self.add_text("", last=True)
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
            fault.facts = {**self.facts, **fault.facts}  # the framing knows neither provider nor model
            self.fault = fault

    def _take(self, event: str) -> None:
        if event.strip() == "[DONE]":
            self.done = True
            return
        texts, rest = len(self._new), (self._thoughts, self._calls.size, self.finish, self.usage)
        self._merge(_parsed(event, self.facts))
        self.events += len(self._new) != texts or (self._thoughts, self._calls.size, self.finish, self.usage) != rest

    def _take_rest(self) -> None:
        """A frame without its end counts if it is whole; a torn one is what a cut looks like."""
        before = self.fault
        self._take_all(self._frames.close)
        if before is None and isinstance(self.fault, Permanent) and self.fault.code == "provider.bad_reply":
            self.fault = None

    def _take_whole(self) -> None:
        body, self._start = self._start.decode("utf-8-sig", "replace"), b""
        try:
            found = _parsed(body, self.facts)
        except Permanent:
            # a body that ended too soon: the model had written it, so that nobody asks again unasked
            self.fault = Unknown("provider.cut", **self.facts)
            return
        try:
            for chunk in found if isinstance(found, list) else [found]:
                self._merge(chunk)
        except Fault as fault:
            self.fault = fault
        if self.finish is None and self.fault is None and not any(self._new):
            self.fault = Permanent("provider.bad_reply", **self.facts)

    def _merge(self, chunk: object) -> None:
        if not isinstance(chunk, dict):
            raise Permanent("provider.bad_reply", **self.facts)
        self.merge(chunk)
        if "error" in chunk or "message" in chunk:
            error = said(chunk)
            if error is not None:
                raise fault_in_stream(error, **self.facts)
        if self._declined and self.finish:
            self.finish = "declined"


def _form(start: bytes, *, lines: bool) -> str:
    """What kind of body begins like this; empty while only blanks came. The content type is no guide: many get it wrong."""
    if _MARK.startswith(start):
        return ""
    sign = start.removeprefix(_MARK).lstrip()[:1]
    whole = {b"[": "json", b"<": "html", b"": ""}
    return (whole if lines else {**whole, b"{": "json"}).get(sign, "frames")


def _parsed(event: str, facts: Mapping[str, Fact]) -> object:
    try:
        return _decode(event)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        pass
    try:
        return json.loads(event)  # slower, but it takes halves of surrogate pairs
    except (ValueError, RecursionError):
        raise Permanent("provider.bad_reply", **facts) from None
