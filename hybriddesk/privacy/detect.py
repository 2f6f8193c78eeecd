"""All finders over one text: the rules, the name finder and the trained tagger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hybriddesk.privacy.language import guess
from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.names import NameTagger, agreed, find_names
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.own.opening import OwnModels
from hybriddesk.privacy.readings import readings
from hybriddesk.privacy.rules.table import TABLE
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Span

_PART = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SHORTEST_PART = 3
_GUESSED, _WORD = 4096, 256
_NOT_A_PART = frozenset(
    ["van", "von", "der", "den", "del", "della", "dos", "das", "des", "the", "and", "mac", "bin", "ibn", "abu", "ben", "los", "las", "san", "santa", "saint", "mrs", "miss", "herr", "frau", "monsieur", "madame", "senor", "senora", "doctor", "professor", "junior", "senior"]
)


class Detector:
    """Finds candidates; ``resolve`` settles them."""

    def __init__(self, tagger: NameTagger) -> None:
        self._tagger = tagger
        self._own = OwnModels()
        self.fault: Refused | None = None
        """Why the tagger does not work, once that is known; the rules work without it."""

    def find(self, view: View, language: str | None, model_folder: str = "") -> Iterator[Span]:
        """Spans in ``View.text`` offsets, overlapping, in no order. Raises ``Refused`` if there is a model folder and it cannot be used."""
        yield from find_by_rules(view)
        spoken = language or guess(view.lower[:_GUESSED])
        for begin, part in parts(view):
            yield from (_moved(span, begin) for span in self._names(part, spoken))
        if model_folder:
            yield from self._own.of(model_folder).tag(view.text, language)

    def _names(self, view: View, language: str | None) -> Iterable[Span]:
        listed = find_names(view, language)
        if self.fault is None:
            try:
                return agreed(view, listed, self._tagger.tag(view.text, language), language)
            except Refused as fault:
                self.fault = fault
        return listed


def find_by_rules(view: View) -> Iterator[Span]:
    """What the rules of the table find, in the text as it stands and in the second readings of its disguised stretches."""
    for rule in TABLE:
        for start, end, score in rule.find(view):
            yield Span(start, end, rule.kind, score, rule.name)
    for reading in readings(view):
        for rule in TABLE:
            for start, end, score in rule.find(reading.view):
                back = reading.back(start, end)
                if back:
                    yield Span(*back, rule.kind, score, rule.name)


def parts(view: View, size: int = 1 << 16) -> Iterator[tuple[int, View]]:
    """A long text in stretches of lines with their place, so that what is made of every word lives only for one of them."""
    text, begin = view.text, 0
    if len(text) <= size:
        yield 0, view
        return
    while begin < len(text):
        end = begin + size
        if end < len(text):
            end = max(text.rfind("\n", begin, end), text.rfind(" ", end - _WORD, end)) + 1 or end
        yield begin, View.of_text(text[begin:end])
        begin = end


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.kind, span.score, span.rule) if by else span


def name_parts(name: str) -> tuple[str, ...]:
    """First, middle and last names of a full name that may stand alone for it: three letters or more, no title or particle."""
    parts = _PART.findall(name)
    if len(parts) == 1:
        return ()
    return tuple(part for part in parts if len(part) >= _SHORTEST_PART and part.lower() not in _NOT_A_PART and not _everyday(part))


def _everyday(part: str) -> bool:
    low = part.lower()
    return low in lexicon().words and low not in lexicon().first and low not in lexicon().last
