"""Google's Gemini API. The key goes into a header and never into the address, where logs would keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from hybriddesk.providers.http_sender import HIDDEN, HttpSender, schema_of
from hybriddesk.providers.model_lists import named, rows_of
from hybriddesk.providers.stream_answer import StreamAnswer
from hybriddesk.providers.turns import system_of
from hybriddesk.providers.values import added, compact, count, mapping, maps, number, text
from hybriddesk.records.errors import Fact, Permanent
from hybriddesk.records.offers import Offer
from hybriddesk.records.way import Message, Route, Usage

_SCHEMA_WORDS = frozenset({
    "type", "format", "title", "description", "nullable", "enum", "maxItems", "minItems", "properties", "required", "propertyOrdering",
    "items", "minimum", "maximum", "minLength", "maxLength", "pattern", "anyOf", "minProperties", "maxProperties",
})
"""The part of JSON Schema that the API takes; it refuses a request with any other word."""


class GeminiAnswer(StreamAnswer):
    """Each record is a whole response with the text that is new; usage comes again in each, and the last one counts."""

    def merge(self, chunk: Mapping[str, Any]) -> None:
        """One record. A blocked prompt has a reason and no candidate."""
        self.model = self.model or text(chunk.get("modelVersion"))
        if isinstance(chunk.get("usageMetadata"), dict):
            self._count(chunk["usageMetadata"])
        candidates = maps(chunk.get("candidates"))
        for candidate in candidates:
            if candidate.get("index") in (0, None):
                self._choose(candidate)
        if not candidates and text(mapping(chunk.get("promptFeedback")).get("blockReason")):
            raise Permanent("provider.content_policy", status=200, reason="blocked", **self.facts)

    def _choose(self, candidate: Mapping[str, Any]) -> None:
        for part in maps(mapping(candidate.get("content")).get("parts")):
            call = mapping(part.get("functionCall"))
            if call:
                place = len(self.tool_calls)
                self.add_tool(place, id_=text(call.get("id")), name=text(call.get("name")), arguments=compact(mapping(call.get("args"))))
            elif part.get("thought") is True:
                self.add_thoughts(len(text(part.get("text"))))
            else:
                self.add_text(text(part.get("text")))
        tokens = maps(mapping(candidate.get("logprobsResult")).get("chosenCandidates"))
        self.add_logprobs([found for token in tokens if (found := number(token.get("logProbability"))) is not None])
        reason = candidate.get("finishReason")
        self.stop("tool_calls" if reason == "STOP" and self.only_called else reason)

    def _count(self, told: Mapping[str, Any]) -> None:
        thoughts = count(told.get("thoughtsTokenCount"))
        self.usage = Usage(
            count(told.get("promptTokenCount")), added(count(told.get("candidatesTokenCount")), thoughts), None,
            count(told.get("cachedContentTokenCount")), thoughts,
        )


class Gemini(HttpSender):
    """``/models/ID:streamGenerateContent`` as an event stream."""

    kind = "gemini"
    key_header = ("x-goog-api-key", HIDDEN)
    models_path = "/models?pageSize=1000"

    def path(self, route: Route) -> str:
        """The model stands in the path, quoted so that it stays one part of it."""
        return f"/models/{quote(route.model.removeprefix('models/'), safe='')}:streamGenerateContent?alt=sse"

    def fields(self, messages: tuple[Message, ...], route: Route) -> Mapping[str, Any]:
        """The body. The model's own turns have the role ``model``."""
        params = route.params
        system = system_of(messages)
        how = {
            "temperature": params.temperature, "maxOutputTokens": params.max_tokens,
            "responseLogprobs": True if params.logprobs else None,
            "responseMimeType": "application/json" if params.schema else None,
            "responseSchema": _known(schema_of(params.schema.schema)) if params.schema else None,
        }
        tools = [{"name": one.name, "description": one.description, "parameters": _known(schema_of(one.parameters))} for one in params.tools]
        return {
            "contents": [{"role": "model" if one.role == "assistant" else "user", "parts": [{"text": one.text}]}
                         for one in messages if one.role != "system"],
            "systemInstruction": {"parts": [{"text": system}]} if system else None,
            "generationConfig": {name: value for name, value in how.items() if value is not None} or None,
            "tools": [{"functionDeclarations": tools}] if tools else None,
        }

    def answer(self, route: Route, facts: Mapping[str, Fact]) -> StreamAnswer:  # noqa: ARG002  the same for every route
        """Records."""
        return GeminiAnswer(line_limit=self._limits.line, **facts)

    def offers_in(self, body: bytes, **facts: Fact) -> tuple[Offer, ...]:
        """Models that generate content, without the ``models/`` before their names."""
        found: dict[str, Offer] = {}
        for row in maps(rows_of(body, **facts)):
            model = named(text(row.get("name")).removeprefix("models/"))
            if model and "generateContent" in (row.get("supportedGenerationMethods") or ["generateContent"]):
                found.setdefault(model, Offer(model, context=count(row.get("inputTokenLimit"))))
        return tuple(found.values())


def _known(schema: object) -> Any:
    """A schema without the words the API does not take."""
    if not isinstance(schema, dict):
        return schema
    out: dict[str, Any] = {}
    for word, value in schema.items():
        if word == "properties" and isinstance(value, dict):
            out[word] = {name: _known(one) for name, one in value.items()}
        elif word == "anyOf" and isinstance(value, list):
            out[word] = [_known(one) for one in value]
        elif word in _SCHEMA_WORDS:
            out[word] = _known(value) if word == "items" else value
    return out
