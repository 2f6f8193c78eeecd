"""Names of people by lists, capitals and cue words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from hybriddesk.privacy.lexicon import Lexicon, lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.resolve import THRESHOLD
from hybriddesk.privacy.rules.base import Pattern
from hybriddesk.privacy.rules.wordlists import (
    BEFORE_A_NAME,
    GREETINGS,
    NEVER_A_NAME,
    ORG_WORDS,
    PARTICLES,
    STREET_WORDS,
    TITLES,
    VERBS_OF_SPEECH,
)
from hybriddesk.records.way import Span

_WORD = re.compile(r"(?<![\d_])[^\W\d_](?:[^\W\d_]|['\-](?=[^\W\d_]))*\.?")
_INTRODUCERS = (
    r"(?:my name is|name is|name's|i am called|named|call me|mein name ist|ich hei(?:ß|ss)e|ich bin|je m'appelle|mon nom est|"
    r"me llamo|mi nombre es|soy|mi chiamo|sono|il mio nome è|chamo-me|meu nome é|me chamo|mijn naam is|ik ben|ik heet|"
    r"signed(?: by)?|patient(?: name)?:?|customer(?: name)?:?|attn:?|attention:?|contact(?: person)?:|c/o|"
    r"(?:virement|pr[ée]l[èe]vement|paiement) (?:de|à|pour)|überweisung (?:von|an)|bonifico (?:da|a)|transferencia (?:de|a)|transferência (?:de|para)|overschrijving (?:van|aan|naar)|"
    r"(?:my|his|her|our|their|your) (?:manager|colleague|boss|supervisor|wife|husband|son|daughter|mother|father|landlord|neighbou?r|lawyer))"
)
_INTRODUCED, _INTRODUCES = re.compile(rf"(?i)\b{_INTRODUCERS}\s{{1,3}}"), Pattern(rf"(?i){_INTRODUCERS}")
"""The words, and whether they occur at all in a text of ASCII."""
_FIELD = re.compile(
    r"(?im)^[ \t>*\-]{0,8}(?:from|to|cc|bcc|sender|author|name|full name|first name|last name|surname|client|customer|patient|"
    r"employee|contact|manager|attendees?|participants?|von|an|de|para|da|van|aan|nom|nombre|nome|naam|absender|kunde)[ \t]{0,3}:[ \t]{0,3}"
)
_GREETING = re.compile(
    r"(?im)^[ \t>]{0,8}(?:" + "|".join(sorted(GREETINGS, key=len, reverse=True)) + r")[ \t]{1,3}(?=[^\W\d_])"
)
CLOSING = re.compile(
    r"(?im)^[ \t>]{0,8}(?:(?:kind|best|warm|warmest|many)?[ ]?(?:regards|wishes)|thanks(?: again| so much)?|thank you|thx|cheers|sincerely|"
    r"yours(?: sincerely| truly| faithfully)?|sincerely yours|respectfully|love|mit freundlichen grüßen|mfg|viele grüße|liebe grüße|"
    r"cordialement|bien à vous|saludos|atentamente|un saludo|cordiali saluti|distinti saluti|atenciosamente|abraços|"
    r"met vriendelijke groet(?:en)?|groet(?:en|jes)?)[ \t]{0,3}[,.!\-]{0,2}[ \t]{0,3}\r?\n\s{0,6}"
)
_READ_LASTS = ("en", None)
"""Languages in which a last name alone is trusted; elsewhere too many everyday words are on the list."""
_ARTICLES = frozenset(["the", "a", "an", "our", "my", "your", "this"])
_AND = (" and ", " & ", " or ", " und ", " et ", " y ", " e ", " en ")
_MOST_WORDS = 4
_LONG_TEXT = 200
_SHORTEST, _LONGEST_ACRONYM = 3, 4
_SAINTS = frozenset({"st", "saint", "san", "santa", "port", "fort", "lake", "mount", "cape"})


class Word(NamedTuple):
    """One word of the view; ``low`` without a final dot."""

    text: str
    low: str
    start: int
    end: int
    capital: bool

    @property
    def initial(self) -> bool:
        return len(self.low) == 1 and self.capital


def words_of(view: View) -> list[Word]:
    """The words; a dot belongs to an initial or a title only."""
    found = []
    for match in _WORD.finditer(view.text):
        text = match[0]
        low = text.rstrip(".").lower()
        if text.endswith(".") and not (len(low) == 1 or low in TITLES):
            text = text[:-1]
        if text[-2:].lower() == "'s":
            text, low = text[:-2], low.removesuffix("'s")
        start = match.start()
        found.append(Word(text, low, start, start + len(text), text[0].isupper()))
    return found


def find_people(view: View, language: str | None) -> Iterator[Span]:
    """Spans of kind PERSON and ORG in ``View.text`` offsets."""
    words = words_of(view)
    if not words:
        return
    cued = _cued_starts(view)
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        run = _run(view, words, at)
        yield from _judged(view, words, at, run, cued, language)
        at += len(run)
    yield from _turned_round(view, words)


def _turned_round(view: View, words: list[Word]) -> Iterator[Span]:
    """``Keller, Anna`` as in address books."""
    lists = lexicon()
    for last, first in pairwise(words):
        if last.capital and first.capital and view.text[last.end : first.start] == ", ":
            sure = last.low in lists.last and last.low not in lists.words and last.low not in lists.places and not _listing(view, last, first, lists)
            if sure and first.low in lists.first and first.low not in lists.words:
                yield Span(last.start, first.end, "PERSON", 0.78, "name_lists")


def _listing(view: View, one: Word, two: Word, lists: Lexicon) -> bool:
    """Whether two names with a comma are two of several people: ``Erik, Amy, Nathaniel and Kim``."""
    if one.low not in lists.first:
        return False
    return view.text[max(0, one.start - 2) : one.start] == ", " or view.text[two.end : two.end + 2] == ", " or view.text.startswith(_AND, two.end)


def _cued_starts(view: View) -> dict[int, tuple[float, str]]:
    """Where a name is likely to begin, with certainty and the rule's name."""
    starts: dict[int, tuple[float, str]] = {}
    for pattern, score, rule in (
        (_FIELD, 0.75, "name_field"), (_GREETING, 0.9, "name_greeting"), (CLOSING, 0.9, "name_signature"), (_INTRODUCED, 0.85, "name_introduced"),
    ):
        if pattern is _INTRODUCED and view.text.isascii() and not _INTRODUCES.near(view, 0, len(view.text)):
            continue
        for match in pattern.finditer(view.text):
            starts[match.end()] = (score, rule)
    return starts


def _run(view: View, words: list[Word], at: int) -> list[Word]:
    """The capitalised words from ``at`` on that may form one name; particles and initials inside count."""
    run = [words[at]]
    for word in words[at + 1 : at + 7]:
        gap = view.text[run[-1].end : word.start]
        if gap not in (" ", "  ", ". ", "\u00a0") or (gap == ". " and not run[-1].initial):
            break
        if not (word.capital or word.low in PARTICLES or (word.low == "und" and run[-1].low == "von")):
            break
        run.append(word)
    return run


def _judged(
    view: View, words: list[Word], at: int, run: list[Word], cued: dict[int, tuple[float, str]], language: str | None
) -> Iterator[Span]:
    """The names inside one run of capitals, which titles and words that never are a name cut in pieces."""
    if any(word.low in ORG_WORDS for word in run[1:]) and view.lower[run[0].start : run[-1].end] not in lexicon().places:
        first = run[1 if run[0].low in _ARTICLES and len(run) > 2 else 0]  # noqa: PLR2004 -- an article, a name and a word such as Group
        yield Span(first.start, run[-1].end, "ORG", 0.7, "org_suffix")
        return
    piece: list[Word] = []
    for offset, word in enumerate([*run, None]):
        if word is not None and word.start in cued and piece and piece[-1].low in PARTICLES:  # ``Virement de Solange``: the name begins at the cue
            yield from _named(view, words, at + offset - len(piece), piece, cued, language)
            piece = []
        if word is not None and word.low not in TITLES and (word.low not in NEVER_A_NAME or word.text == "und" or word.text.endswith(".")):
            piece.append(word)
            continue
        if piece:
            yield from _named(view, words, at + offset - len(piece), piece, cued, language)
        piece = []


def _named(
    view: View, words: list[Word], at: int, rest: list[Word], cued: dict[int, tuple[float, str]], language: str | None
) -> Iterator[Span]:
    lists = lexicon()
    cue = cued.get(rest[0].start)
    titled = at > 0 and words[at - 1].low in TITLES and view.text[words[at - 1].end : rest[0].start].strip(". ") == ""
    if not (cue or titled):
        while len(rest) > 1 and rest[0].low in lists.words and (rest[0].low not in lists.first or rest[1].low in lists.first):
            rest, at = rest[1:], at + 1
    while rest and (not rest[-1].capital or (not cue and len(rest) > 1 and _no_surname(rest[-1].low, lists))):
        rest = rest[:-1]
    if not rest or rest[-1].low in STREET_WORDS or (at > 0 and words[at - 1].low in _SAINTS):
        return
    score, rule = _score(words, at, rest, lists, language)
    if titled and _plausible(rest, lists):
        score, rule = max((score, rule), (0.92, "name_title"))
    if cue and _plausible(rest, lists):
        score, rule = max((score, rule), cue)
        rest = _signed(rest, lists)
    if score >= THRESHOLD:
        yield Span(rest[0].start, rest[-1].end, "PERSON", score, rule)


def _no_surname(low: str, lists: Lexicon) -> bool:
    """Whether a word is an everyday one that nobody is called: ``Davis Administration``, ``GET NICOLA OUT``."""
    return low in lists.words and low not in lists.last and low not in lists.first


def _signed(rest: list[Word], lists: Lexicon) -> list[Word]:
    """Without the firm or the trade after a first and a last name: ``Kirsten Holloway Vodafone``."""
    for at in range(2, len(rest)):
        low = rest[at].low
        if rest[at - 1].low in lists.last and low not in lists.last and low not in lists.first and (low in lists.orgs or low in lists.words):
            return rest[:at]
    return rest


def _plausible(rest: list[Word], lists: Lexicon) -> bool:
    return len(rest) <= _MOST_WORDS + 1 and (any(word.low not in lists.words or word.low in lists.first for word in rest if len(word.low) > 1))


def _score(
    words: list[Word], at: int, rest: list[Word], lists: Lexicon, language: str | None
) -> tuple[float, str]:
    if len(rest) == 1:
        return _single(words, at, rest[0], lists, language)
    known = [word for word in rest if word.low not in PARTICLES]
    shouted = len(words) > _LONG_TEXT and all(word.text.isupper() and not word.initial for word in known)
    if len(known) > _MOST_WORDS or shouted or " ".join(word.low for word in rest) in lists.places:
        return 0.0, ""
    first_known = known[0].low in lists.first
    last_known = known[-1].low in lists.last
    everyday = sum(word.low in lists.words for word in known)
    last_alone = last_known and everyday == 0 and language in _READ_LASTS and known[-1].low not in lists.places
    grounds = (
        (first_known and last_known and everyday < len(known), 0.86, "name_lists"),
        (first_known and everyday == 0, 0.8, "name_first"),
        (known[0].initial and last_known and everyday == 0, 0.75, "name_initial"),
        (first_known and known[0].low not in lists.words, 0.66, "name_first"),
        (last_alone, 0.55, "name_last"),
    )
    return next(((score, rule) for holds, score, rule in grounds if holds), (0.0, ""))


def _single(words: list[Word], at: int, word: Word, lists: Lexicon, language: str | None) -> tuple[float, str]:
    if len(word.low) < _SHORTEST or word.low in lists.words or word.low in lists.places or (word.text.isupper() and len(word.text) <= _LONGEST_ACRONYM):
        return 0.0, ""
    if word.low in lists.first:
        return 0.7, "name_first"
    before = words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in lists.last and language in _READ_LASTS and (before in BEFORE_A_NAME or after in VERBS_OF_SPEECH):
        return 0.6, "name_last"
    return 0.0, ""
