"""Places by a list of countries, states and larger cities, by the words before them and by words such as Road or Park after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hybriddesk.privacy.lexicon import Lexicon, lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Pattern
from hybriddesk.privacy.rules.wordlists import LANDMARKS, NEVER_A_NAME, ORG_WORDS, PLACE_ADJECTIVES
from hybriddesk.records.way import Span

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_LONGEST = 4
_SURE_PERSON = 0.75
_SHORTEST = 4
_IN = frozenset(["in", "at", "to", "from", "near", "around", "outside", "visit", "visited", "visiting", "nach", "aus", "bei", "à", "en", "de", "desde", "hacia", "di", "da", "em", "para", "naar", "uit", "of"])
_LIVES = (
    r"(?:(?:liv(?:es?|ed|ing)|born|based|resid(?:es?|ing)|located|grew up|raised|stay(?:s|ed|ing)?|arriv(?:ed|ing)|landed) (?:in|at|near)|"
    r"(?:mov(?:ed|ing)|travel(?:l?ed|l?ing)?|flew|fly|flying|trip|relocat(?:ed|ing)|drove|went) to|originally from|city of|town of|village of|"
    r"wohn(?:t|e|en)? in|geboren in|habite à|né à|née à|vive en|nació en|vive a|nato a|nata a|mora em|nasceu em|woont in|geboren te)"
)
_LIVES_IN, _LIVES_SIGN = re.compile(rf"{_LIVES}\s$"), Pattern(rf"(?i){_LIVES}")
"""The words right before a place, and whether they occur at all in a text of ASCII."""
_STATE_AFTER = re.compile(r", ?(A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b(?!')")


def find_places(view: View, people: Sequence[Span]) -> Iterator[Span]:
    """Spans of kind LOCATION in ``View.text`` offsets."""
    lists = lexicon()
    taken = {at for span in people for at in range(span.start, span.end) if span.score >= _SURE_PERSON}
    words = list(_WORD.finditer(view.text))
    told = not view.text.isascii() or _LIVES_SIGN.near(view, 0, len(view.text))
    at = 0
    while at < len(words):
        count = _place_at(view, words, at, lists, told=told) if words[at][0][0].isupper() else 0
        if count and words[at].start() not in taken:
            end = words[at + count - 1].end()
            state = _STATE_AFTER.match(view.text, end)
            yield Span(words[at].start(), end, "LOCATION", 0.74, "place_list")
            if state:
                yield Span(state.start(1), state.end(1), "LOCATION", 0.74, "place_list")
        at += max(count, 1)


def _place_at(view: View, words: list[re.Match[str]], at: int, lists: Lexicon, *, told: bool) -> int:
    """How many words from ``at`` on are a place, 0 for none. ``told``: whether words such as ``lives in`` stand in the text."""
    landmark = _landmark(view, words, at, lists)
    if landmark:
        return landmark
    for count in range(min(_LONGEST, len(words) - at), 0, -1):
        name = view.lower[words[at].start() : words[at + count - 1].end()]
        if name in lists.places and not (count == 1 and _doubtful(view, words, at, name, lists)):
            return count
    lives = _LIVES_IN.search(view.lower, max(0, words[at].start() - 24), words[at].start()) if told else None
    low = words[at][0].lower()
    return 1 if lives and low not in lists.words and low not in NEVER_A_NAME else 0


def _doubtful(view: View, words: list[re.Match[str]], at: int, name: str, lists: Lexicon) -> bool:
    """Whether a listed name is more often something else here: an ordinary word, a first name, a part of a firm's name."""
    after = words[at + 1][0] if at + 1 < len(words) and view.text[words[at].end() : words[at + 1].start()] == " " else ""
    if after.lower() in ORG_WORDS and after[:1].isupper():
        return True
    before = words[at - 1][0].lower() if at else ""
    if name in lists.countries or _STATE_AFTER.match(view.text, words[at].end()):
        return False
    common = len(name) < _SHORTEST or name in lists.words or name in NEVER_A_NAME
    if name in lists.first or common:
        return common or before not in _IN or bool(after[:1].isupper())
    return False


def _landmark(view: View, words: list[re.Match[str]], at: int, lists: Lexicon) -> int:
    """``Tarvonnick Road``: one to three capitalised words and a landmark word."""
    for count in range(1, min(_LONGEST, len(words) - at)):
        last = words[at + count]
        if view.text[words[at + count - 1].end() : last.start()] != " " or not last[0][0].isupper():
            return 0
        if last[0].lower() in LANDMARKS:
            first = words[at][0].lower()
            return 0 if first in NEVER_A_NAME or (first in lists.words and count == 1 and first not in PLACE_ADJECTIVES) else count + 1
    return 0
