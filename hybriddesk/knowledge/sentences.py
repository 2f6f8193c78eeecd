"""Sentences of a text, in English, German, French and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(  # a word list reads better than 50 quoted words
    """mr mrs ms dr prof st jr sr vs etc e.g i.e approx z.b d.h u.a o.ä u.ä bzw ca evtl ggf inkl exkl zzgl usw usf vgl hr fr dipl geb gem
    mme mlle cf p.ex av bd tél réf sra srta dra dña ud uds pág ee.uu p.ej aprox avda""".split(),  # noqa: SIM905
)
"""After these a full stop never ends a sentence."""
_BEFORE_NUMBERS = frozenset(
    """no nos nr núm num art abs abschn ziff sec vol pp fig ext tel az par jan feb mar apr jun jul aug sep sept oct nov dec okt dez
    ref order""".split(),  # noqa: SIM905
)
"""After these it does not when a digit follows: "no. 4711", but "The answer is no. 4711 is ..." reads the same, at no harm."""
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+|\n[ \t]*\n|\n(?=[ \t]*(?:[-*•–]|\d{1,2}[.)])\s)")
_LAST_WORD = re.compile(r"[^\s(\[\"'„“«]+$")
_NEXT = re.compile(r"\s*(\S)")
_WORD = 64
"""Characters that are looked back for the word before a full stop: a run of abbreviations has no beginning near."""
LONGEST = 1200
"""Characters after which a run without a full stop ends at the next line break."""


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence in code points, white space around them left out."""
    return tuple(_trimmed(text, start, end) for start, end in _rough(text) if text[start:end].strip())


def sentences(text: str) -> tuple[str, ...]:
    """The sentences, with line breaks inside them as spaces."""
    return tuple(" ".join(text[start:end].split()) for start, end in spans(text))


def _rough(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _goes_on(text, start, match):
            continue
        yield from _pieces(text, start, match.end())
        start = match.end()
    yield from _pieces(text, start, len(text))


def _goes_on(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial, an ordinal (``3. März``) or a number."""
    word = _LAST_WORD.search(text, max(start, stop.start() - _WORD), stop.start())
    before = word.group().casefold() if word else ""
    after = _NEXT.match(text, stop.end())
    if after is None:
        return False
    single = len(before) == 1 and before.isalpha()
    ordinal = before.isdigit() and len(before) <= 2  # noqa: PLR2004  days, months and floors have at most two digits
    counted = before in _BEFORE_NUMBERS and after.group(1).isdigit()
    return single or ordinal or counted or before in _ABBREVIATIONS or after.group(1).islower()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run without an end that is longer than ``LONGEST`` is cut at line breaks (tables, logs, lists of names)."""
    while end - start > LONGEST:
        cut = text.find("\n", start + 1, end)
        if cut < 0:
            break
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
