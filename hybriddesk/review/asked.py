"""What a request asks for: an open text or one right answer, something out of a model's reach, a count or a length to keep to.

English, German, French and Spanish. Open requests have many good answers and closed ones a single one, so the same model errs more
often on the latter; what cannot be known from the text (today's news, a picture) is invented or refused.
"""

from __future__ import annotations

import math
import re

from hybriddesk.review.numerals import words

_OPEN = re.compile(
    r"""\b(?:write|compose|suggest|come\ up|imagine|stor(?:y|ies)|poems?|ideas?|describe|outline|e-?mail|letter
    |schreib\w*|formulier\w*|beschreib\w*|vorschl\w+|geschichte|gedicht|ideen?|brief
    |[ée]cri\w+|r[ée]dige\w*|d[ée]cri\w+|histoire|po[èe]me|id[ée]es?|lettre
    |escrib\w+|redact\w+|descri\w+|sugier\w+|historia|poema|carta)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSED = re.compile(
    r"""\b(?:calculate|compute|convert|count|classify|categori[sz]e|determine|find|correct|identify|evaluate|estimate|rank
    |how\ (?:many|much|long|far|old)|is\ (?:it|this|the)|true\ or\ false|name|detect
    |berechne\w*|rechne\w*|z[äa]hl\w*|bestimm\w*|[üu]bersetz\w*|korrigier\w*|wie\ (?:viele?|lange|weit|alt)
    |compt\w+|d[ée]termin\w+|tradui\w+|corrig\w+|combien|cu[áa]nt[oa]s?|traduc\w+)\b
    |(?:\A|(?<=[.!?:;\n]\ )|(?<=\n))(?:what|which|who|when|where|was|welche[rsn]?|wer|wann|wo|quel(?:le)?s?|qui|quand|o[ùu]
    |¿?(?:cu[áa]l(?:es)?|qui[ée]n|cu[áa]ndo|d[óo]nde))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OUT_OF_REACH = re.compile(
    r"""https?://|www\.|\b(?:browse|web\s?(?:site|page)?|url|internet|download|upload|attach\w*|pictures?|photo\w*|video|audio
    |draw|weather|current(?:ly)?|latest|today
    |your\ (?:city|country|favou?rite|own|opinion|experiences?|name|day|family|life)
    |suche\ im|webseite|bild(?:er)?|zeichne\w*|wetter|aktuell\w*|heute|deine?\ (?:stadt|meinung)
    |site\ web|dessine\w*|m[ée]t[ée]o|actualit[ée]s?|aujourd['’]hui|ton\ avis|votre\ avis
    |sitio\ web|dibuj\w+|hoy|tu\ opini[óo]n)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that only helped on the set they were seen on are not in here: ``packaging/ablate_cues.py`` measures it, word by word.
A question word counts where it opens a sentence; inside one it is a relative pronoun, and German "was" an English verb."""
_POINTS_AT = re.compile(
    r"\b(?:following|given|below|attached|this|these|provided|above|folgende[nrsm]?|gegebene[nrs]?|angeh[äa]ngte?n?|diese[nrsm]?"
    r"|suivante?s?|ci-dessous|ci-joint|siguientes?|adjunt[oa]s?|est[ea]s?)\b",
    re.IGNORECASE,
)
POINTS_WITHIN = 90
"""A request that points at something and is shorter than this (characters) probably came without it."""

_NUMERALS = {name: number for number, names in enumerate((
    "one ein eine un une uno una", "two zwei deux dos", "three drei trois tres", "four vier quatre cuatro", "five fünf cinq cinco",
    "six sechs seis", "seven sieben sept siete", "eight acht huit ocho", "nine neun neuf nueve", "ten zehn dix diez",
    "eleven elf onze once", "twelve zwölf douze doce",
), 1) for name in names.split()}
_ANY_NUMERAL = "|".join(name for name, number in _NUMERALS.items() if number > 1)
_COUNT = re.compile(rf"\b(\d{{1,2}}|{_ANY_NUMERAL})\b(?:[ \t-]+[\w-]+){{0,3}}?[ \t]+(?:\w+[sn]|people|criteria|children)\b", re.IGNORECASE)
_WORD_LIMIT = re.compile(r"\b(\d{1,4})[ -](?:words?|w[öo]rtern?|mots|palabras)\b", re.IGNORECASE)
_SENTENCE_LIMIT = re.compile(rf"\b(\d{{1,2}}|{_ANY_NUMERAL}|one)[ -](?:sentences?|s[äa]tzen?|phrases|frases)\b", re.IGNORECASE)
_ITEM = re.compile(r"^[ \t]*(?:[-*•]|\d{1,2}[.):])[ \t]*\S", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
MOST = 4_000
"""Characters of a request that are read for its kind."""


def asked(source: str) -> dict[str, float]:
    """How open, closed or out of reach a request is, as log counts; ``points`` 0..1: it points at something that may be missing."""
    head = source[:MOST]
    pointing = bool(_POINTS_AT.search(head))
    return {
        "open": math.log1p(len(_OPEN.findall(head))),
        "closed": math.log1p(len(_CLOSED.findall(head))),
        "reach": math.log1p(len(_OUT_OF_REACH.findall(head))),
        "points": (1.0 if len(source.strip()) < POINTS_WITHIN else 0.3) if pointing else 0.0,
    }


def count_wanted(source: str, text: str) -> tuple[int, int] | None:
    """(asked for, given) where the request names a number of things and the answer is a list; None otherwise."""
    match, given = _COUNT.search(source[:MOST]), len(_ITEM.findall(text))
    wanted = _number(match.group(1)) if match else 0
    return (wanted, given) if wanted and given > 1 else None


def limit_wanted(source: str, text: str) -> tuple[int, int] | None:
    """(asked for, given) words, or else sentences, where the request sets a length; None otherwise."""
    head = source[:MOST]
    by_words, by_sentences = _WORD_LIMIT.search(head), _SENTENCE_LIMIT.search(head)
    if by_words:
        return _number(by_words.group(1)), len(words(text))
    if by_sentences:
        return _number(by_sentences.group(1)), max(1, len(_SENTENCE_END.findall(text)))
    return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMERALS[text.casefold()]


def compliance(source: str, text: str) -> dict[str, float]:
    """How far the answer misses a count (0..1) or a length (0..1.5, log ratio) that was asked for; left out where none was."""
    found = {}
    count, limit = count_wanted(source, text), limit_wanted(source, text)
    if count:
        found["count_off"] = min(1.0, abs(count[1] - count[0]) / count[0])
    if limit:
        found["limit_off"] = min(1.5, abs(math.log((limit[1] + 1) / (limit[0] + 1))))
    return found
