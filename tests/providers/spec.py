"""Requests held against the published API descriptions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from hybriddesk.review.json_schema import faults

SPECS = Path(__file__).parent / "specs"
ROOTS = {"openai-chat": "CreateChatCompletionRequest", "openai-responses": "CreateResponse", "ollama-chat": "ChatRequest"}


@cache
def spec(name: str) -> dict:
    return json.loads((SPECS / f"{name}.json").read_text())


def breaches(name: str, body: bytes) -> list[str]:
    """What of this request the API's own description does not allow."""
    whole = spec(name)
    known = set(_properties(whole, whole["components"]["schemas"][ROOTS[name]]))
    sent = json.loads(body)
    return [*faults(sent, {"$ref": f"#/components/schemas/{ROOTS[name]}"}, root=whole), *(f"unknown field {one}" for one in sent if one not in known)]


def _properties(whole: dict, schema: dict):
    if "$ref" in schema:
        yield from _properties(whole, whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    yield from schema.get("properties", {})
    for word in ("allOf", "anyOf", "oneOf"):
        for one in schema.get(word, []):
            yield from _properties(whole, one)
