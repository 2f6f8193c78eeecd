"""The second, independent look at the exact bytes that would leave: nothing known and no secret may stand in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hybriddesk.privacy.known import Index
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.table import TABLE
from hybriddesk.privacy.tokens import loose_tokens
from hybriddesk.records.way import Scrubbed, Span

_CONTROL_FIELDS = frozenset({"model", "role", "type", "object", "stream", "finish_reason", "format", "tool_choice"})

_STAND_IN = "\ua66e"
"""Stands for a token: a letter that no language in use writes."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that must not leave. ``where`` is a path such as ``messages.0.content``; the value itself is never kept."""

    kind: str
    code: str
    where: str


def residual(body: bytes, scrubbed: Scrubbed, shown: Iterable[str] = ()) -> tuple[Leak, ...]:
    """Secrets and values of the map found in clear. ``shown``: values the person un-hid by hand, which may leave."""
    allowed: Index[None] = Index()
    allowed.add_all((value, "OTHER", None) for value in shown)
    index: Index[str] = Index()
    index.add_all((entry.value, entry.kind, entry.kind) for entry in scrubbed.entries)
    leaks = (leak for where, text in leaves(body) for leak in _leaks(where, View(_without_tokens(text)), index, allowed))
    return tuple(dict.fromkeys(leaks))


def _leaks(where: str, view: View, index: Index[str], allowed: Index[None]) -> Iterator[Leak]:
    open_to_all = [(start, end) for start, end, _ in allowed.find(view)]
    found = [Span(start, end, kind, 1.0, "privacy.value_in_clear") for start, end, kind in index.find(view)]
    for rule in TABLE:
        if rule.kind == "SECRET":
            secrets = (Span(start, end, "SECRET", score, "privacy.secret_in_clear") for start, end, score in rule.find(view))
            found += [span for span in secrets if _STAND_IN not in view.text[span.start : span.end]]
    for span in found:
        if not any(start <= span.start and span.end <= end for start, end in open_to_all):
            yield Leak(span.kind, span.rule, where)


def leaves(body: bytes) -> Iterator[tuple[str, str]]:
    """Every text of a JSON body with its path, except fields that name models and roles; any other body as one text."""
    text = body.decode("utf-8", "replace")
    try:
        root = json.loads(text)
    except (ValueError, RecursionError):
        yield "", text
        return
    yield from _walk("", root)


def _walk(path: str, node: object) -> Iterator[tuple[str, str]]:
    stack: list[tuple[str, object]] = [(path, node)]
    while stack:
        where, value = stack.pop()
        if isinstance(value, str):
            yield where, value
        elif isinstance(value, dict):
            stack += ((f"{where}.{key}".lstrip("."), item) for key, item in value.items() if key not in _CONTROL_FIELDS)
        elif isinstance(value, list):
            stack += ((f"{where}.{number}".lstrip("."), item) for number, item in enumerate(value))


def _without_tokens(text: str) -> str:
    """Tokens as one letter: what was glued to a value before it was replaced still counts as glued."""
    pieces: list[str] = []
    done = 0
    for start, end, _, _ in loose_tokens(text):
        if "_" in text[start:end]:
            pieces += (text[done:start], _STAND_IN)
            done = end
    return "".join([*pieces, text[done:]])
