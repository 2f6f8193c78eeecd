"""OpenAI's Responses API. ``store`` is always false and no earlier response is named: turns are never linked on the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hybriddesk.providers.answers import logprobs
from hybriddesk.providers.error_shapes import said
from hybriddesk.providers.faults import fault_in_stream
from hybriddesk.providers.http_sender import HttpSender, schema_of
from hybriddesk.providers.stream_answer import StreamAnswer
from hybriddesk.providers.turns import system_of, turns_of
from hybriddesk.providers.values import count, mapping, maps, text
from hybriddesk.records.errors import Fact
from hybriddesk.records.way import Message, Route, Usage


class ResponsesAnswer(StreamAnswer):
    """Typed events; the last one carries the whole response with its usage. Unknown events are skipped."""

    def merge(self, chunk: Mapping[str, Any]) -> None:
        """One event, or one whole response where no stream came."""
        kind = text(chunk.get("type"))
        if chunk.get("object") == "response":
            self._whole(chunk)
        elif kind == "response.output_text.delta":
            self.add_text(text(chunk.get("delta")))
            self.add_logprobs(logprobs(chunk.get("logprobs")))
        elif kind == "response.refusal.delta":
            self.add_refusal(text(chunk.get("delta")))
        elif kind.startswith("response.reasoning") and kind.endswith(".delta"):
            self.add_thoughts(len(text(chunk.get("delta"))))
        elif kind == "response.function_call_arguments.delta":
            self.add_tool(chunk.get("output_index", 0), arguments=text(chunk.get("delta")))
        elif kind == "response.output_item.added":
            self._item(chunk.get("output_index", 0), mapping(chunk.get("item")))
        elif kind == "response.created":
            self._response(mapping(chunk.get("response")), ended=False)
        elif kind in ("response.completed", "response.incomplete", "response.failed"):
            came = self._began or bool(self._new)
            (self._response if came else self._whole)(mapping(chunk.get("response")))

    def _item(self, place: object, item: Mapping[str, Any], *, whole: bool = False) -> None:
        if item.get("type") == "function_call":
            arguments = text(item.get("arguments")) if whole else ""
            self.add_tool(place, id_=text(item.get("call_id")), name=text(item.get("name")), arguments=arguments)

    def _response(self, response: Mapping[str, Any], *, ended: bool = True) -> None:
        self.model = self.model or text(response.get("model"))
        if not ended:
            return
        self._usage(mapping(response.get("usage")))
        if response.get("status") == "failed" or mapping(response.get("error")):
            self._fail(response.get("error"))
        reason = text(mapping(response.get("incomplete_details")).get("reason"))
        self.stop(reason or ("tool_calls" if self.only_called else "stop"))
        self.done = True

    def _fail(self, error: object) -> None:
        found = said({"error": error})
        if found is None:
            self.stop("error")
        else:
            raise fault_in_stream(found, **self.facts)

    def _usage(self, told: Mapping[str, Any]) -> None:
        self.usage = Usage(
            count(told.get("input_tokens")), count(told.get("output_tokens")), None,
            count(mapping(told.get("input_tokens_details")).get("cached_tokens")),
            count(mapping(told.get("output_tokens_details")).get("reasoning_tokens")),
        )

    def _whole(self, response: Mapping[str, Any]) -> None:
        for place, item in enumerate(maps(response.get("output"))):
            self._item(place, item, whole=True)
            for part in maps(item.get("content")):
                if part.get("type") == "output_text":
                    self.add_text(text(part.get("text")))
                    self.add_logprobs(logprobs(part.get("logprobs")))
                elif part.get("type") == "refusal":
                    self.add_refusal(text(part.get("refusal")))
        self._response(response)


class OpenAIResponses(HttpSender):
    """A server that offers ``/responses``."""

    kind = "openai_responses"

    def path(self, route: Route) -> str:  # noqa: ARG002  one path for every model
        """One for all models."""
        return "/responses"

    def fields(self, messages: tuple[Message, ...], route: Route) -> Mapping[str, Any]:
        """The body. System messages become ``instructions``."""
        params = route.params
        return {
            "input": turns_of(messages),
            "instructions": system_of(messages),
            "model": route.model,
            "stream": True,
            "store": False,
            "temperature": params.temperature,
            "max_output_tokens": params.max_tokens,
            "include": ["message.output_text.logprobs"] if params.logprobs else None,
            "tools": [
                {"type": "function", "name": tool.name, "description": tool.description, "parameters": schema_of(tool.parameters), "strict": False}
                for tool in params.tools
            ] or None,
            "text": None if params.schema is None else {
                "format": {"type": "json_schema", "name": params.schema.name, "schema": schema_of(params.schema.schema), "strict": True},
            },
        }

    def answer(self, route: Route, facts: Mapping[str, Fact]) -> StreamAnswer:  # noqa: ARG002  the same for every route
        """Typed events."""
        return ResponsesAnswer(line_limit=self._limits.line, **facts)
