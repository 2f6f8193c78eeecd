"""Places by their form: ``the US``, ``U.K.``, ``St. Thomas``; and a town and its state that stand side by side as two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.records.way import Span

_SHORT = re.compile(r"U(?<![\w.@/-]U)(?:\.S\.A\.|\.S\.|\.K\.|SA|K|AE|S)(?![\w@/]|\.\w|-\d)(?! ?\d)(?! [^\W\d_a-z])")
"""Not before another capital, where it begins the name of an office or a firm, and not in a price."""
_US_BEFORE = re.compile(r"\b(?:[Tt]he|[Ii]n|[Tt]o|[Ff]rom|of|and|across|outside|inside|throughout|by|within|for|entire|whole|between|[Aa]gainst|with) $")
_SAINT = re.compile(r"S(?<![^\W_]S)(?:t\. ?|aint |te\. ?)[^\W\d_a-z][^\W\d_]{2,}(?!['’]s|[^\W_]| [^\W\d_a-z])")
_LINE = 120


def find_lands(view: View) -> Iterator[Span]:
    """Spans of kind LOCATION in ``View.text`` offsets."""
    if "U" in view.text:
        for found in _SHORT.finditer(view.text):
            if found[0] != "US" or (_US_BEFORE.search(view.text, max(0, found.start() - 12), found.start()) and not _shouted(view, *found.span())):
                yield Span(*found.span(), "LOCATION", 0.72, "place_short")
    if "St." in view.text or "Saint " in view.text or "Ste." in view.text:
        yield from (Span(*found.span(), "LOCATION", 0.71, "place_saint") for found in _SAINT.finditer(view.text))


def side_by_side(view: View, span: Span) -> Iterator[Span]:
    """``Boulder Colorado``, ``Boulder, Colorado`` as its town and its state; any other place as it is."""
    words = [*re.finditer(r"[^\W\d_]+", view.lower[span.start : span.end])]
    lists = lexicon()
    if span.kind == "LOCATION" and len(words) > 1 and view.lower[span.start : span.end] not in lists.places:
        for last in words[1:]:
            begin, gap = span.start + last.start(), view.text[span.start + last.start() - 1]
            if gap == " " and view.lower[begin : span.end] in lists.countries:
                yield Span(span.start, span.start + len(view.text[span.start : begin].rstrip(" ,")), span.kind, span.score, span.rule)
                yield Span(begin, span.end, span.kind, span.score, span.rule)
                return
    yield span


def _shouted(view: View, start: int, end: int) -> bool:
    """Whether capitals say nothing around here."""
    around = view.text[max(0, start - _LINE) : start] + view.text[end : end + _LINE]
    return sum(map(str.isupper, around)) > sum(map(str.islower, around))
