"""Ollama's own API: JSON lines. The context window is asked for by name, because Ollama cuts a longer prompt without a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hybriddesk.providers.answers import logprobs
from hybriddesk.providers.http_sender import HttpSender, schema_of
from hybriddesk.providers.openai_compatible import tool_of
from hybriddesk.providers.stream_answer import StreamAnswer
from hybriddesk.providers.values import compact, count, mapping, maps, text
from hybriddesk.records.errors import Fact
from hybriddesk.records.way import Message, Outgoing, Route, Scrubbed, Usage

SMALLEST, LARGEST = 4096, 131_072
"""Tokens of the context window that are asked for; steps of two, because each change of it loads the model anew."""
ANSWER = 1024
"""Room for an answer where nobody named a limit."""


class OllamaAnswer(StreamAnswer):
    """A message a line; the line with ``done`` has the counts."""

    framing = "lines"

    def merge(self, chunk: Mapping[str, Any]) -> None:
        """One line."""
        self.model = self.model or text(chunk.get("model"))
        message = mapping(chunk.get("message"))
        self.add_thoughts(len(text(message.get("thinking"))))
        self.add_text(text(message.get("content")) or text(chunk.get("response")))
        self.add_logprobs(logprobs(chunk.get("logprobs")))
        for call in maps(message.get("tool_calls")):
            asked = mapping(call.get("function"))
            self.add_tool(len(self.tool_calls), name=text(asked.get("name")), arguments=compact(mapping(asked.get("arguments"))))
        if chunk.get("done") is True:
            self.usage = Usage(count(chunk.get("prompt_eval_count")), count(chunk.get("eval_count")), 0.0)
            self.stop("tool_calls" if self.only_called else text(chunk.get("done_reason")) or "stop")
            self.done = True


class Ollama(HttpSender):
    """``/api/chat`` of a server, nearly always on this computer."""

    kind = "ollama"
    models_path = "/api/tags"

    def base(self, base_url: str) -> str:
        """Its own API stands beside the ``/v1`` that many notes name."""
        return base_url.strip().rstrip("/").removesuffix("/v1")

    def path(self, route: Route) -> str:  # noqa: ARG002  one path for every model
        """One for all models."""
        return "/api/chat"

    def fields(self, messages: tuple[Message, ...], route: Route) -> Mapping[str, Any]:
        """The body, with a context window that holds the prompt and an answer."""
        params = route.params
        needed = self.estimate(b"", messages, route.model).prompt_tokens + (params.max_tokens or ANSWER)
        options = {"num_ctx": _window(needed), "temperature": params.temperature, "num_predict": params.max_tokens}
        return {
            "messages": [{"role": one.role, "content": one.text} for one in messages],
            "model": route.model,
            "stream": True,
            "options": {name: value for name, value in options.items() if value is not None},
            "logprobs": True if params.logprobs else None,
            "tools": [tool_of(tool) for tool in params.tools] or None,
            "format": schema_of(params.schema.schema) if params.schema else None,
        }

    def answer(self, route: Route, facts: Mapping[str, Fact]) -> StreamAnswer:  # noqa: ARG002  the same for every route
        """JSON lines."""
        return OllamaAnswer(line_limit=self._limits.line, **facts)

    def prepare(self, scrubbed: Scrubbed, route: Route) -> Outgoing:
        """As every adapter, but nobody is paid."""
        outgoing = super().prepare(scrubbed, route)
        return replace(outgoing, estimate=replace(outgoing.estimate, cost_usd=0.0))


def _window(tokens: int) -> int:
    size = SMALLEST
    while size < min(tokens, LARGEST):
        size *= 2
    return size
