"""Places by a list of countries, states and larger cities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.records.way import Span

_CAPITALISED = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_LONGEST = 4


def find_places(view: View, people: Sequence[Span]) -> Iterator[Span]:
    """Listed places that are written with a capital and are no ordinary word."""
    lists = lexicon()
    taken = {at for span in people for at in range(span.start, span.end) if span.score >= 0.75}
    words = [match for match in _CAPITALISED.finditer(view.text)]
    at = 0
    while at < len(words):
        step = 1
        if words[at][0][0].isupper():
            for count in range(min(_LONGEST, len(words) - at), 0, -1):
                start, end = words[at].start(), words[at + count - 1].end()
                name = view.text[start:end].lower()
                if name in lists.places and start not in taken and not (count == 1 and _doubtful(name, lists.words, lists.first)):
                    yield Span(start, end, "LOCATION", 0.72, "place_list")
                    step = count
                    break
        at += step


def _doubtful(name: str, words: frozenset[str], first: frozenset[str]) -> bool:
    return len(name) < 4 or name in words or name in first
