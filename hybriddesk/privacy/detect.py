"""All finders over one text: the rules, the name finder and the trained tagger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hybriddesk.privacy.language import guess
from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.names import NameTagger, agreed, find_names
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.table import TABLE
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Span

_PART = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SHORTEST_PART = 3
_NOT_A_PART = frozenset(
    ["van", "von", "der", "den", "del", "della", "dos", "das", "des", "the", "and", "mac", "bin", "ibn", "abu", "ben", "los", "las", "san", "santa", "saint", "mrs", "miss", "herr", "frau", "monsieur", "madame", "senor", "senora", "doctor", "professor", "junior", "senior"]
)


class Detector:
    """Finds candidates; ``resolve`` settles them."""

    def __init__(self, tagger: NameTagger) -> None:
        self._tagger = tagger
        self.fault: Refused | None = None
        """Why the tagger does not work, once that is known; the rules work without it."""

    def find(self, view: View, language: str | None) -> Iterator[Span]:
        """Spans in ``View.text`` offsets, overlapping, in no order."""
        for rule in TABLE:
            for start, end, score in rule.find(view):
                yield Span(start, end, rule.kind, score, rule.name)
        yield from self._names(view, language or guess(view.lower))

    def _names(self, view: View, language: str | None) -> Iterable[Span]:
        listed = find_names(view, language)
        if self.fault is None:
            try:
                return agreed(view, listed, self._tagger.tag(view.text, language), language)
            except Refused as fault:
                self.fault = fault
        return listed


def name_parts(name: str) -> tuple[str, ...]:
    """First, middle and last names of a full name that may stand alone for it: three letters or more, no title or particle."""
    parts = _PART.findall(name)
    if len(parts) == 1:
        return ()
    return tuple(part for part in parts if len(part) >= _SHORTEST_PART and part.lower() not in _NOT_A_PART and not _everyday(part))


def _everyday(part: str) -> bool:
    low = part.lower()
    return low in lexicon().words and low not in lexicon().first and low not in lexicon().last
