"""A text with kinds in the place of people, for the index of approved replies: ``{PERSON}`` for every form of every name."""

from __future__ import annotations

from collections.abc import Iterable

from hybriddesk.privacy.known import Index
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.resolve import resolve
from hybriddesk.privacy.tokens import BODY, loose_tokens
from hybriddesk.records.way import MapEntry, Span


def slots(text: str, entries: Iterable[MapEntry]) -> str:
    """``text`` with each token or value of ``entries`` replaced by its kind in braces."""
    rows = tuple(entries)
    issued = {(entry.kind, entry.token[-BODY:].upper()) for entry in rows}
    index: Index[str] = Index()
    index.add_all((entry.value, entry.kind, entry.kind) for entry in rows)
    view = View(text)
    found = [Span(*view.to_source(start, end), kind, 0.9, "known") for start, end, kind in index.find(view)]
    found += [Span(start, end, kind, 1.0, "token") for start, end, kind, body in loose_tokens(text) if (kind, body) in issued]
    pieces: list[str] = []
    done = 0
    for span in resolve(text, found):
        pieces += (text[done : span.start], "{", span.kind, "}")
        done = span.end
    return "".join([*pieces, text[done:]])
