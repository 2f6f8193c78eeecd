"""Chat completions as OpenAI, LM Studio, llama.cpp, vLLM, Jan and very many others speak them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hybriddesk.providers.answers import Answer
from hybriddesk.providers.http_sender import HttpSender, schema_of
from hybriddesk.providers.stream_answer import StreamAnswer
from hybriddesk.records.errors import Fact
from hybriddesk.records.way import Message, Route, Tool

OPENAI = "api.openai.com"


class OpenAICompatible(HttpSender):
    """Any base URL that offers ``/chat/completions``."""

    kind = "openai"

    def path(self, route: Route) -> str:  # noqa: ARG002  one path for every model
        """One for all models."""
        return "/chat/completions"

    def fields(self, messages: tuple[Message, ...], route: Route) -> Mapping[str, Any]:
        """The body. Only OpenAI itself knows ``store`` and wants the newer name of the token limit."""
        params, own = route.params, self.address.name == OPENAI
        return {
            "messages": [{"content": one.text, "role": one.role} for one in messages],
            "model": route.model,
            "stream": True,
            "stream_options": {"include_usage": True},
            "temperature": params.temperature,
            "max_completion_tokens" if own else "max_tokens": params.max_tokens,
            "logprobs": True if params.logprobs else None,
            "store": False if own else None,
            "tools": [tool_of(tool) for tool in params.tools] or None,
            "response_format": None if params.schema is None else {
                "type": "json_schema",
                "json_schema": {"name": params.schema.name, "schema": schema_of(params.schema.schema), "strict": True},
            },
        }

    def answer(self, route: Route, facts: Mapping[str, Fact]) -> StreamAnswer:  # noqa: ARG002  the same for every route
        """Chunks with choices."""
        return Answer(line_limit=self._limits.line, **facts)


def tool_of(tool: Tool) -> dict[str, Any]:
    """A function as chat completions and Ollama want it."""
    return {"type": "function", "function": {"name": tool.name, "description": tool.description, "parameters": schema_of(tool.parameters)}}
