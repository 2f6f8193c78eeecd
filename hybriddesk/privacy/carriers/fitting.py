"""Spans and structure: values by their label are added, spans are cut at the borders of values, syntax is left alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from hybriddesk.privacy.carriers.hints import hinted, makes_things, of_things, plain_name, without_title
from hybriddesk.privacy.carriers.layout import Layout
from hybriddesk.privacy.carriers.region import Region
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.resolve import trimmed
from hybriddesk.records.way import Span

SOFT = frozenset({"PERSON", "LOCATION", "ORG", "USERNAME", "ADDRESS", "PHONE", "POSTCODE", "COORDINATES", "ACCOUNT", "ORDER", "MRN", "LICENCE", "PLATE", "PASSPORT", "AGE"})
"""Kinds that stand on words and shapes alone: in syntax and in fields of ordinary work data they are most often wrong."""
_WISHED = frozenset({"by_hand", "deny_list", "known", "known_part", "known_encoded", "look_alike"})
_EXPRESSION = re.compile(r"[A-Za-z_$][\w$.]*(?:[(\[].*)?\Z")
"""What a program assigns to a name such as ``token`` where it is no literal."""
_SOFT_RULES = frozenset({"named_secret", "random_text"})
_WHOLE = frozenset({"by_hand", "deny_list", "private_key"})
_BETWEEN = frozenset(",;|\"'`\t\n\r")
_BORDER = _BETWEEN | frozenset("=<>(){}[]")
"""Signs that part values in some language; a value that goes on without one of them is one value."""
_LABEL_ENDS = frozenset("=:")
_LABELLED = 0.91
_SURE_THING = 0.9


class Fitting:
    """One layout in the offsets of one view of its text."""

    def __init__(self, layout: Layout, view: View) -> None:
        self._view = view
        self._plain = view.text is view.source
        self._near = (0, 0)
        self._regions = layout.regions
        self._spans = [(self._at(region.start), self._at(region.end)) for region in layout.regions]
        self._starts = [start for start, _ in self._spans]
        self._blocks = [(self._at(block.start), self._at(block.end)) for block in layout.blocks]
        self._block_starts = [start for start, _ in self._blocks]
        self._things = _things(layout.regions)
        self._syntax = {region.label for region in layout.regions}

    def _at(self, source: int) -> int:
        """Where a character of the source stands in the view. Asked in ascending order, each answer starts at the one before."""
        if self._plain:
            return source
        near, at = self._near if self._near[0] <= source else (0, 0)
        size, step = len(self._view.text), source - near + 16
        stop = min(at + step, size)
        while stop < size and self._view.to_source(stop, stop + 1)[0] < source:
            stop = min(stop + step, size)
        at = bisect_left(range(size), source, at, stop, key=lambda place: self._view.to_source(place, place + 1)[0])
        self._near = (source, at)
        return at

    def labelled(self) -> Iterator[Span]:
        """The values whose label says what they are."""
        for (start, end), region in zip(self._spans, self._regions, strict=True):
            value = self._view.text[start:end]
            kind = hinted(region.label, value, thing=region.record in self._things) if region.label and value else None
            if kind and value.lower() not in self._syntax:
                yield Span(start + (without_title(value) if kind == "PERSON" else 0), end, kind, _LABELLED, "labelled_field")

    def fitted(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans, none across the border of a value and none of a soft kind in syntax."""
        for span in spans:
            if span.rule in _WHOLE or not self._in_block(span):
                yield span
            else:
                yield from self._pieces(span)

    def _in_block(self, span: Span) -> bool:
        number = bisect_left(self._block_starts, span.end) - 1
        return number >= 0 and self._blocks[number][1] > span.start

    def _pieces(self, span: Span) -> Iterator[Span]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        touched = [number for number in range(first, bisect_left(self._starts, span.end)) if self._spans[number][1] > span.start]
        if touched and (self._runs_over(span, touched) or self._goes_on(span, touched)):
            yield span
            return
        kept = False
        for number in touched:
            start, end = self._spans[number]
            region = self._regions[number]
            if span.rule not in _WISHED and span.kind in SOFT and span.score < _SURE_THING and self._of_a_thing(region):
                continue
            piece = (start, end) if region.quote else (max(start, span.start), min(end, span.end))
            fitting = trimmed(self._view.text, Span(*piece, span.kind, span.score, span.rule))
            if piece == (span.start, span.end) or any(map(str.isalnum, self._view.text[fitting.start : fitting.end])):
                kept = True
                yield fitting
        soft = span.kind in SOFT or (span.rule in _SOFT_RULES and _EXPRESSION.match(self._view.text, span.start, span.end) is not None)
        wished = span.rule in _WISHED and not kept  # a known value that only its last sign reaches into a value is syntax, and goes all the same
        if wished or (not touched and (not soft or not self._in_syntax(span))):
            yield span

    def _runs_over(self, span: Span, touched: list[int]) -> bool:
        """Whether a span is one number written in groups, or goes on beside bare numbers: that is no language's syntax, and goes whole."""
        if not all(self._regions[number].quote for number in touched):
            return False
        edges = [span.start, *(edge for number in touched for edge in self._spans[number]), span.end]
        outside = "".join(self._view.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
        return any(map(str.isalnum, outside)) or (len(touched) > 1 and "," not in outside)

    def _goes_on(self, span: Span, touched: list[int]) -> bool:
        """Whether a value without quotes ends too early: ``phone=+1 268-460-1234``, ``password=a&b``. What is cut off would leave in clear."""
        if any(self._regions[number].quote for number in touched) or self._view.text[span.end : span.end + 1] in _LABEL_ENDS:
            return False
        end = self._spans[touched[-1]][1]
        tail = self._view.text[end : span.end]
        thing = span.rule not in _WISHED and span.kind in SOFT and span.score < _SURE_THING and self._of_a_thing(self._regions[touched[0]])
        borders = _BETWEEN if span.kind == "SECRET" else _BORDER  # a password may hold any bracket
        alone = len(touched) == 1 and span.start >= self._spans[touched[0]][0] and any(map(str.isalnum, tail))
        return alone and not thing and borders.isdisjoint(tail)

    def _of_a_thing(self, region: Region) -> bool:
        return of_things(region.label) or (region.record in self._things and plain_name(region.label))

    def _in_syntax(self, span: Span) -> bool:
        """Whether the span lies in a block as a whole; what only touches one is prose."""
        number = bisect_right(self._block_starts, span.start) - 1
        return number >= 0 and span.end <= self._blocks[number][1]


def _things(regions: tuple[Region, ...]) -> set[int]:
    """The records that are about a thing by one of their labels."""
    return {record for record, group in groupby(regions, key=lambda region: region.record) if any(makes_things(region.label) for region in group) and record}
