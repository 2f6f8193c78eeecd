"""From everything the rules found to spans that do not overlap: score first, then length, and nothing half hidden."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable

from hybriddesk.records.way import Span

THRESHOLD = 0.5
_SECRET = 0.9
"""A secret of this certainty makes what holds it a secret: the link around a password."""
_SURE = 0.8
"""From here on a span swallows what it contains, and its rest is kept where another span takes a part."""


def resolve(text: str, found: Iterable[Span]) -> tuple[Span, ...]:
    """Disjoint spans in order. A sure span that contains others stands for them; of two that cross, the better one stays whole."""
    candidates = sorted((trimmed(text, span) for span in found if span.score >= THRESHOLD), key=lambda s: (s.start, -s.end, -s.score))
    outer = _without_inner([span for span in candidates if span.start < span.end])
    chosen: list[Span] = []
    for cluster in _clusters(outer):
        chosen += cluster if len(cluster) == 1 else _settled(text, cluster)
    return tuple(sorted(chosen, key=lambda span: span.start))


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return span if (start, end) == (span.start, span.end) else Span(start, end, span.kind, span.score, span.rule)


def _without_inner(ordered: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in ordered:
        holder = kept[-1] if kept else None
        if holder and span.end <= holder.end and (
            holder.score >= _SURE or holder.score >= span.score or holder.kind == span.kind
        ):
            if span.kind == "SECRET" and span.score >= _SECRET and (span.start, span.end) != (holder.start, holder.end):
                kept[-1] = Span(holder.start, holder.end, "SECRET", max(span.score, holder.score), span.rule)
            continue
        kept.append(span)
    return kept


def _clusters(ordered: list[Span]) -> Iterable[list[Span]]:
    cluster: list[Span] = []
    reach = -1
    for span in ordered:
        if cluster and span.start >= reach:
            yield cluster
            cluster = []
        cluster.append(span)
        reach = max(reach, span.end)
    if cluster:
        yield cluster


def _settled(text: str, cluster: list[Span]) -> list[Span]:
    taken: list[Span] = []
    for span in sorted(cluster, key=lambda s: (-s.score, s.start - s.end, s.start)):
        free = _free_parts(span, taken)
        if free == [(span.start, span.end)]:
            insort(taken, span, key=_start)
        elif span.score >= _SURE:
            for start, end in free:
                rest = trimmed(text, Span(start, end, span.kind, span.score, span.rule))
                if any(char.isalnum() for char in text[rest.start : rest.end]):
                    insort(taken, rest, key=_start)
    return taken


def _start(span: Span) -> int:
    return span.start


def _free_parts(span: Span, taken: list[Span]) -> list[tuple[int, int]]:
    """What of the span no span of ``taken`` covers; those are disjoint and in order."""
    parts: list[tuple[int, int]] = []
    at = span.start
    first = max(0, bisect_right(taken, span.start, key=_start) - 1)
    while first < len(taken) and taken[first].start < span.end:
        other = taken[first]
        if at < other.start:
            parts.append((at, other.start))
        at = max(at, other.end)
        first += 1
    if at < span.end:
        parts.append((at, span.end))
    return parts
