"""What a text claims, sentence by sentence: its figures and names, its telling words, and whether it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hybriddesk.knowledge.facts import facts, folded
from hybriddesk.knowledge.sentences import spans
from hybriddesk.knowledge.smallwords import SMALL, content_words
from hybriddesk.knowledge.stems import stem
from hybriddesk.knowledge.summary import GREETING

Span = tuple[int, int]

MOST = 50_000
"""Characters of a text that are read: a cause does not get clearer after that, only slower."""
MOST_SENTENCES = 400
_ENDLESS = re.compile(r"\S{300,}")
"""No word of a language, but a blob: patterns would look at each of its characters again and again."""
_NUMBER = re.compile(r"(?<!\w)(?<![^\W\d_]-)\d+(?:[.,:/'’\u00a0\u202f]\d+)*")
_LIST_MARK = re.compile(r"\s*(?:\d{1,2}[.)]|[-*•–])\s+")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2,4})")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?")
_SIGNS = re.compile(r"[.,'’\u00a0\u202f]")
_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|without|nobody|nothing|nowhere|neither|none|nicht|nichts|kein\w*|nie|niemals|niemand|ohne|nein|pas|jamais|aucune?|sans|non|"
    r"personne|rien|nunca|ningun[oa]?|ningún|sin|nadie|nada)\b|n['’]t\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\b(?:no (?:problem|doubt|fewer|less|more than|later than)|not only|not hesitate|no trouble|kein problem|keine ursache|nicht nur|nicht zögern|zögern sie nicht|"
    r"pas de problème|non seulement|n['’]hésitez pas|sin problema|no solo|no dude)\b",
    re.IGNORECASE,
)
"""A "not" that denies nothing."""
_NO_NAMES = frozenset(
    "eur usd gbp chf jpy sek nok dkk pln czk euro euros dollar dollars sir madam mr mrs ms dr herr frau monsieur madame señor señora".split(),  # noqa: SIM905
)
LONGEST_GREETING = 6
"""Words: what is longer says something as well."""
_WORDED = re.compile(r"[^\W\d_]+")
_SPELT = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "vierzehn": 14,
    "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "neunzig": 90, "hundert": 100,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "huit": 8, "dix": 10, "onze": 11, "douze": 12, "quatorze": 14, "quinze": 15, "vingt": 20,
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
    "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "catorce": 14, "veinte": 20,
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "cien": 100,
}
"""Numbers in words. What is also another word (one, six in French, sept, once) is left out where it would mislead."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence. ``facts`` are figures (``#30``) and names, folded; ``words`` stems of telling words; greetings and closings claim nothing."""

    span: Span
    facts: frozenset[str]
    words: frozenset[str]
    denies: bool
    text: str


def claims(text: str) -> tuple[Claim, ...]:
    """The claims of a text in its order, of at most ``MOST`` characters and ``MOST_SENTENCES`` sentences."""
    read = _ENDLESS.sub(lambda run: " " * len(run.group()), text[:MOST])
    names = sorted({folded(fact.value) for fact in facts(read) if fact.kind == "name"} - _NO_NAMES - SMALL, key=len, reverse=True)[:MOST_SENTENCES]
    found = []
    for start, end in _lines(read):
        said = read[start:end]
        if not _greets(said):
            found.append(_claim((start, end), said, names))
        if len(found) == MOST_SENTENCES:
            break
    return tuple(found)


def figures(text: str) -> frozenset[str]:
    """The numbers of a text in one writing: ``1.250,00`` and ``1,250`` are ``#1250``, ``thirty`` is ``#30``."""
    bare = _LIST_MARK.sub("", text, count=1) if _LIST_MARK.match(text) else text
    return frozenset((*(f"#{number(match.group())}" for match in _NUMBER.finditer(bare)), *_spelt(bare)))


def number(said: str) -> str:
    """One number as it is compared."""
    if date := _DATE.fullmatch(said):
        return "/".join(str(int(part)) for part in date.groups())
    if ":" in said or "/" in said:
        return "/".join(part.lstrip("0") or "0" for part in re.split(r"[:/]", said))
    if _THOUSANDS.fullmatch(said):
        cut = re.fullmatch(r"(.*\d{3})[.,](\d{1,2})", said)
        whole, part = (cut.group(1), cut.group(2)) if cut else (said, "")
        return _plain(_SIGNS.sub("", whole), part)
    whole, _, part = said.replace(",", ".").partition(".")
    return _plain(whole, part)


def _plain(whole: str, part: str) -> str:
    rest = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _spelt(text: str) -> Iterator[str]:
    for match in _WORDED.finditer(text.casefold()):
        if match.group() in _SPELT:
            yield f"#{_SPELT[match.group()]}"


def _claim(span: Span, said: str, names: list[str]) -> Claim:
    flat, known = folded(said), list[str]()
    for name in names:
        if name in flat and not any(name in longer for longer in known):
            known.append(name)
    return Claim(span, figures(said) | frozenset(known), frozenset(map(stem, content_words(said))), bool(_DENIES.search(_HARMLESS.sub("", said))), flat)


def _greets(said: str) -> bool:
    words = said.split()
    return len(words) <= LONGEST_GREETING and not _NUMBER.search(said) and bool(GREETING.match(" ".join(words)))


def _lines(text: str) -> Iterator[Span]:
    """Sentences; a greeting on a line of its own is none of the sentence that follows it."""
    for start, end in spans(text):
        head, mark, _ = text[start:end].partition("\n")
        if mark and _greets(head):
            yield start, start + len(head)
            rest = start + len(head)
            while text[rest].isspace():
                rest += 1
            yield rest, end
        else:
            yield start, end
