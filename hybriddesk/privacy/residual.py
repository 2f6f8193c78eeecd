"""The second, independent look at the exact bytes that would leave: nothing known and no secret may stand in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from hybriddesk.privacy.carriers.decoded import Decoded, is_escaped, unescaped
from hybriddesk.privacy.carriers.fitting import Fitting
from hybriddesk.privacy.carriers.layout import Layout
from hybriddesk.privacy.encoded import encoded_runs
from hybriddesk.privacy.known import Index
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.table import TABLE
from hybriddesk.privacy.tokens import loose_tokens
from hybriddesk.records.way import Scrubbed, Span

_CONTROL_FIELDS = frozenset({"model", "role", "type", "object", "stream", "finish_reason", "format", "tool_choice"})

_LONG_NUMBER = 10**6
_ESCAPING = ("\\", "&", "%")
"""Without one of these a text says what it seems to say, whatever its structure."""
_DEEPEST = 3
"""Escapes in escapes are read that often; nobody's answer is worth more."""
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
    index.add_all((form, entry.kind, entry.kind) for entry in scrubbed.entries for form in (unescaped(entry.value), entry.value))
    left = cache(lambda: {value for message in scrubbed.draft.messages for value in _left(message.text)})
    leaks = (leak for where, text in leaves(body) for leak in _leaks(where, _without_tokens(text), index, allowed, left))
    return tuple(dict.fromkeys(leaks))


def _leaks(where: str, text: str, index: Index[str], allowed: Index[None], left: Callable[[], set[str]]) -> Iterator[Leak]:
    layout = Layout(text)
    view = layout.view()
    for view_of_it in (view, *_further(view.text)):
        open_to_all = [(start, end) for start, end, _ in allowed.find(view_of_it)]
        found = [Span(start, end, kind, 1.0, "privacy.value_in_clear") for start, end, kind in index.find(view_of_it)]
        if view_of_it is view:
            found += [span for span in _secrets(layout, view) if view.text[span.start : span.end] not in left()]
        for span in found:
            if not any(start <= span.start and span.end <= end for start, end in open_to_all):
                yield Leak(span.kind, span.rule if span.rule == "privacy.value_in_clear" else "privacy.secret_in_clear", where)


def _secrets(layout: Layout, view: View) -> list[Span]:
    return [span for span in Fitting(layout, view).fitted(_by_rule(view)) if _STAND_IN not in view.text[span.start : span.end]]


def _by_rule(view: View) -> Iterator[Span]:
    return (Span(start, end, "SECRET", score, rule.name) for rule in TABLE if rule.kind == "SECRET" for start, end, score in rule.find(view))


def _left(text: str) -> Iterator[str]:
    """What the scrubber saw in the clear text and left alone as the syntax of a program: ``token = read_token()``."""
    layout = Layout(text)
    view = layout.view()
    if layout.blocks:
        kept = {(span.start, span.end) for span in Fitting(layout, view).fitted(_by_rule(view))}
        yield from (view.text[span.start : span.end] for span in _by_rule(view) if (span.start, span.end) not in kept)


def _further(text: str) -> Iterator[View]:
    """What else a text says to somebody who decodes it: escapes in escapes, base64 and hexadecimal."""
    for _ in range(_DEEPEST):
        if not is_escaped(text):
            break
        text = Decoded(text).text
        yield View(text)
    for start, end, plain in encoded_runs(text):
        if _STAND_IN in (text[start - 1 : start], text[end : end + 1]):
            continue  # the rest of a run that was hidden in part
        yield View(plain)
        if is_escaped(plain):
            yield View(Decoded(plain).text)
        for _, _, inner in encoded_runs(plain):
            yield View(inner)


def uncovered(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Secrets that stand in a text once the spans are hidden: what stood before one may have kept the rules from seeing it."""
    pieces, done = list[str](), 0
    for span in spans:
        pieces += (text[done : span.start], _STAND_IN)
        done = span.end
    rest = "".join([*pieces, text[done:]])
    if not done or not (any(sign in rest for sign in _ESCAPING) or any(True for _ in _by_rule(View(rest)))):
        return
    layout = Layout(rest)
    view = layout.view()
    found = [view.text[span.start : span.end] for span in _secrets(layout, view)]
    left = {*_left(text)} if found else set()
    yield from (value for value in found if value not in left)


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
        elif isinstance(value, int) and abs(value) >= _LONG_NUMBER:
            yield where, str(value)
        elif isinstance(value, dict):
            stack += ((where, key) for key in value if not key.isidentifier())
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
