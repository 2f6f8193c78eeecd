"""Between a list's person and the tagger's firm or place: a find by one list gives way where the tagger is sure, and a longer find ends where a firm begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.resolve import trimmed
from hybriddesk.records.way import Span

SURE = 0.64
"""The tagger's certainty of a firm or place from which one list of names no longer counts: seven times of ten tokens or more."""
ENDS = 0.6
"""The same for the end of a longer name."""
_FORM = re.compile(r",? (?:Inc|Corp|Ltd|LLC|LLP|plc|PLC|GmbH|L\.L\.C|L\.P|N\.A|S\.A)(?![^\W_])\.?")
_FORM_ENDS = re.compile(r"(?<![^\W_])(?:Inc|Corp|Ltd|Co|Bros|L\.L\.C|L\.P|N\.A|S\.A)\Z")
_OF_MANY = re.compile(r" of ([a-z]{3,20}s)(?![\w'’-])")
_DOT = re.compile(r"\.")
ONE_LIST = frozenset({"name_first", "name_last"})


_BETWEEN = " \t\r\n,;&/-"
"""What may stand between a person and the firm after them: left at the name, it would be another name than the one elsewhere."""


def settled(view: View, listed: Iterable[Span], seen: Sequence[Span]) -> Iterator[Span]:
    """``listed`` without people who are firms or places, and without firms at the end of a name: ``Anna Weber Siemens``."""
    others = sorted((span for span in seen if span.kind != "PERSON" and span.score >= ENDS), key=lambda span: span.start)
    starts = [span.start for span in others]
    for span in listed:
        if span.kind != "PERSON":
            yield span
            continue
        if span.rule == "name_lists" and view.lower[span.start : span.end] in lexicon().orgs:
            continue
        at = bisect_left(starts, span.start)
        before = others[at - 1] if at else None
        here = others[at] if at < len(others) else None
        if span.rule in ONE_LIST and any(_holds(other, span) for other in (before, here)):
            continue
        if here and span.start < here.start < span.end <= here.end:
            end = span.start + len(view.text[span.start : here.start].rstrip(_BETWEEN))
            yield trimmed(view.text, Span(span.start, end, span.kind, span.score, span.rule))
        else:
            yield span


def figurative(view: View, span: Span) -> bool:
    """Whether a place stands for something else: ``the London Bridge of prices``."""
    if span.kind != "LOCATION" or view.lower[max(0, span.start - 4) : span.start].lstrip() != "the ":
        return False
    found = _OF_MANY.match(view.text, span.end)
    return found is not None and found[1] in lexicon().words


def with_form(view: View, span: Span) -> Span:
    """A firm with its legal form: ``Veltron, Inc.``, and its dot."""
    if span.kind != "ORG":
        return span
    found = _FORM.match(view.text, span.end) or (_DOT.match(view.text, span.end) if _FORM_ENDS.search(view.text, max(span.start, span.end - 6), span.end) else None)
    return Span(span.start, found.end(), span.kind, span.score, span.rule) if found else span


def _holds(other: Span | None, span: Span) -> bool:
    return other is not None and other.score >= SURE and other.start <= span.start and span.end <= other.end
