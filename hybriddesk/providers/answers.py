"""A chat completion as OpenAI and all who follow it send it: chunks with choices, usage, and an error where it went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hybriddesk.providers.stream_answer import StreamAnswer
from hybriddesk.providers.values import count, mapping, maps, money, number, text
from hybriddesk.records.way import Usage


class Answer(StreamAnswer):
    """``choices[0].delta`` (or ``message``) piece by piece; other choices are not ours."""

    def merge(self, chunk: Mapping[str, Any]) -> None:
        """One chunk."""
        self.model = self.model or text(chunk.get("model"))
        if chunk.get("usage") or chunk.get("x_nanogpt_pricing"):
            self.usage = merged(self.usage, chunk)
        for choice in maps(chunk.get("choices")):
            if choice.get("index") in (0, None):
                self._choose(choice)

    def _choose(self, choice: Mapping[str, Any]) -> None:
        delta = choice.get("delta") or choice.get("message") or {}
        if isinstance(delta, dict):
            said = delta.get("content")
            if said:
                self.add_text(said if isinstance(said, str) else content(said))
            if len(delta) > 1 or not said:  # nearly every chunk of ten thousand holds a piece of text and nothing else
                self._rarer(delta)
        if choice.get("logprobs"):
            self.add_logprobs(logprobs(choice["logprobs"]))
        if choice.get("finish_reason"):
            self.stop(choice["finish_reason"])

    def _rarer(self, delta: Mapping[str, Any]) -> None:
        self.add_refusal(text(delta.get("refusal")))
        self.add_thoughts(len(text(delta.get("reasoning"))) + len(text(delta.get("reasoning_content"))))
        for place, call in enumerate(maps(delta.get("tool_calls"))):
            self._call(call.get("index", place), call)
        if isinstance(delta.get("function_call"), dict):
            self._call("old", {"function": delta["function_call"]})

    def _call(self, place: object, call: Mapping[str, Any]) -> None:
        asked = mapping(call.get("function"))
        self.add_tool(place, id_=text(call.get("id")), name=text(asked.get("name")), arguments=text(asked.get("arguments")))


def content(value: object) -> str:
    """Text, or a list of parts of which those of type text count (reasoning and tool parts do not)."""
    if isinstance(value, list):
        return "".join(text(part.get("text")) for part in maps(value) if part.get("type") in ("text", "output_text"))
    return text(value)


def logprobs(value: object) -> list[float]:
    """One number a token out of ``{"content": [{"logprob"}]}`` or the bare list."""
    tokens = maps(value.get("content")) if isinstance(value, dict) else maps(value)
    return [found for token in tokens if (found := number(token.get("logprob"))) is not None]


def merged(usage: Usage, chunk: Mapping[str, Any]) -> Usage:
    """The usage with what this chunk adds: token counts, and the exact charge where the provider names one in US dollars."""
    told, prices = chunk.get("usage"), chunk.get("x_nanogpt_pricing")
    if not isinstance(told, dict) and not isinstance(prices, dict):
        return usage
    told = mapping(told)
    before = mapping(told.get("prompt_tokens_details")), mapping(told.get("completion_tokens_details"))
    cost = _charge(told, mapping(prices))
    return Usage(
        _newer(count(told.get("prompt_tokens")), usage.prompt_tokens),
        _newer(count(told.get("completion_tokens")), usage.completion_tokens),
        usage.cost_usd if cost is None else cost,
        _newer(count(before[0].get("cached_tokens")), usage.cached_tokens),
        _newer(count(before[1].get("reasoning_tokens")), usage.reasoning_tokens),
    )


def _newer(told: int | None, known: int | None) -> int | None:
    return known if told is None else told


def _charge(usage: Mapping[str, Any], prices: Mapping[str, Any]) -> float | None:
    amount = prices.get("amount") if prices.get("currency") in ("USD", None) else None
    found = (money(value) for value in (prices.get("cost"), amount, usage.get("cost")))
    return next((value for value in found if value is not None), None)
