"""Anthropic's Messages API. A wished-for form of the answer is asked for as the one tool the model must use; its input is the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hybriddesk.providers.http_sender import HIDDEN, HttpSender, schema_of
from hybriddesk.providers.stream_answer import StreamAnswer
from hybriddesk.providers.turns import system_of, turns_of
from hybriddesk.providers.values import added, compact, count, mapping, maps, text
from hybriddesk.records.errors import Fact
from hybriddesk.records.way import Message, Params, Route

MAX_TOKENS = 4096
"""The API wants a limit; this one holds where nobody named one."""


class AnthropicAnswer(StreamAnswer):
    """Content blocks by index. ``form``: the name of the tool whose input is the answer itself."""

    def __init__(self, *, line_limit: int, form: str = "", **facts: Fact) -> None:
        super().__init__(line_limit=line_limit, **facts)
        self._form_name = form
        self._form_blocks: set[str] = set()

    def merge(self, chunk: Mapping[str, Any]) -> None:
        """One event, or one whole message where no stream came. Pings and events of a later day are skipped."""
        kind, place = text(chunk.get("type")), str(chunk.get("index", 0))
        if kind == "message_start":
            message = mapping(chunk.get("message"))
            self.model = text(message.get("model"))
            self._count(mapping(message.get("usage")))
        elif kind == "content_block_start":
            self._begin(place, mapping(chunk.get("content_block")))
        elif kind == "content_block_delta":
            self._grow(place, mapping(chunk.get("delta")))
        elif kind == "message_delta":
            self._count(mapping(chunk.get("usage")))
            self._end(mapping(chunk.get("delta")).get("stop_reason"))
        elif kind == "message_stop":
            self.done = True
        elif kind == "message":
            self._whole(chunk)

    def _begin(self, place: str, block: Mapping[str, Any]) -> None:
        if block.get("type") == "tool_use" and self._form_name and block.get("name") == self._form_name:
            self._form_blocks.add(place)
        elif block.get("type") == "tool_use":
            self.add_tool(place, id_=text(block.get("id")), name=text(block.get("name")))
        else:
            self.add_text(text(block.get("text")))

    def _grow(self, place: str, delta: Mapping[str, Any]) -> None:
        part = text(delta.get("partial_json"))
        if part and place in self._form_blocks:
            self.add_text(part)
        elif part:
            self.add_tool(place, arguments=part)
        self.add_text(text(delta.get("text")))
        self.add_thoughts(len(text(delta.get("thinking"))))

    def _end(self, reason: object) -> None:
        self.stop("end_turn" if reason == "tool_use" and self._form_blocks else reason)

    def _count(self, told: Mapping[str, Any]) -> None:
        """Counts may come again and are whole each time; the prompt's leave the cached part out."""
        cached = count(told.get("cache_read_input_tokens"))
        prompt = added(count(told.get("input_tokens")), cached, count(told.get("cache_creation_input_tokens")))
        known, completion = self.usage, count(told.get("output_tokens"))
        self.usage = replace(
            known, prompt_tokens=known.prompt_tokens if prompt is None else prompt,
            completion_tokens=known.completion_tokens if completion is None else completion,
            cached_tokens=known.cached_tokens if cached is None else cached,
        )

    def _whole(self, message: Mapping[str, Any]) -> None:
        self.model = text(message.get("model"))
        self._count(mapping(message.get("usage")))
        for at, block in enumerate(maps(message.get("content"))):
            place = str(at)
            self._begin(place, block)
            if isinstance(block.get("input"), dict):
                self._grow(place, {"partial_json": compact(block["input"])})
        self._end(message.get("stop_reason"))


class Anthropic(HttpSender):
    """``/v1/messages``; the base URL ends before ``/messages``."""

    kind = "anthropic"
    key_header = ("x-api-key", HIDDEN)
    fixed_headers = (("anthropic-version", "2023-06-01"),)
    models_path = "/models?limit=1000"

    def path(self, route: Route) -> str:  # noqa: ARG002  one path for every model
        """One for all models."""
        return "/messages"

    def fields(self, messages: tuple[Message, ...], route: Route) -> Mapping[str, Any]:
        """The body. ``system`` is a field of its own, and two turns of one side in a row are one for this API."""
        params = route.params
        return {
            "messages": turns_of(messages),
            "system": system_of(messages),
            "model": route.model,
            "max_tokens": params.max_tokens or MAX_TOKENS,
            "stream": True,
            "temperature": params.temperature,
            "tools": _tools(params) or None,
            "tool_choice": {"type": "tool", "name": params.schema.name} if params.schema else None,
        }

    def answer(self, route: Route, facts: Mapping[str, Fact]) -> StreamAnswer:
        """Content blocks."""
        schema = route.params.schema
        return AnthropicAnswer(line_limit=self._limits.line, form=schema.name if schema else "", **facts)


def _tools(params: Params) -> list[dict[str, Any]]:
    asked = [{"name": one.name, "description": one.description, "input_schema": schema_of(one.parameters)} for one in params.tools]
    form = params.schema
    return asked if form is None else [*asked, {"name": form.name, "description": "The answer.", "input_schema": schema_of(form.schema)}]


