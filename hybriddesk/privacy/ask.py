"""What the person wants shown or hidden, against what the rules found. By hand wins over everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hybriddesk.privacy.kinds import NEVER_OFF, OPTIONAL_KINDS
from hybriddesk.privacy.known import Index, folded
from hybriddesk.privacy.normalise import View
from hybriddesk.records.way import KnownMap, Span


class Wishes:
    """Overrides by hand, allow list and kinds off of one conversation."""

    def __init__(self, known: KnownMap, kinds_on: frozenset[str]) -> None:
        self._hide = {folded(row.value) for row in known.by_hand if row.action == "hide"}
        self._show = {folded(row.value) for row in known.by_hand if row.action == "show"} - self._hide
        self._allow = {folded(word) for word in known.allow} - self._hide - {folded(word) for word in known.deny}
        self._off = (known.kinds_off | (OPTIONAL_KINDS - kinds_on - known.kinds_on)) - NEVER_OFF
        self._shown: Index[bool] = Index()
        self._shown.add_all((row.value, "OTHER", True) for row in known.by_hand if row.action == "show")
        self._shown.add_all((word, "OTHER", False) for word in known.allow)

    def shows(self, value: str, kind: str) -> bool:
        """Whether this very value leaves in clear by the person's wish."""
        text = folded(value)
        if text in self._hide:
            return False
        return text in self._show or kind in self._off or (text in self._allow and kind not in NEVER_OFF)

    def keep(self, view: View, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The spans that stay hidden. What lies inside a shown value is shown with it, except what was hidden by hand."""
        spans = [span for span in spans if not self.shows(view.text[span.start : span.end], span.kind)]
        if not spans or not (self._show or self._allow):
            return tuple(spans)
        stretches = sorted(self._shown.find(view))
        return tuple(span for span, near in _beside(sorted(spans, key=_start), stretches) if not any(self._covers(view, s, span) for s in near))

    def _covers(self, view: View, stretch: tuple[int, int, bool], span: Span) -> bool:
        start, end, by_hand = stretch
        if not (start <= span.start and span.end <= end) or folded(view.text[span.start : span.end]) in self._hide:
            return False
        return by_hand or span.kind not in NEVER_OFF


def _start(span: Span) -> int:
    return span.start


def _beside(spans: list[Span], stretches: list[tuple[int, int, bool]]) -> Iterator[tuple[Span, list[tuple[int, int, bool]]]]:
    """Each span with the stretches that begin before it and reach it; both lists in order, one walk over them."""
    near: list[tuple[int, int, bool]] = []
    at = 0
    for span in spans:
        while at < len(stretches) and stretches[at][0] <= span.start:
            near.append(stretches[at])
            at += 1
        near = [stretch for stretch in near if stretch[1] > span.start]
        yield span, near
