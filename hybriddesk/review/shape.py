"""The outer shape of an answer and of its request: lengths, numbers, names, signs. Weak on their own; a judge learns what they mean here."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from hybriddesk.review import phrases
from hybriddesk.review.numerals import MOST, numbers, words
from hybriddesk.review.pieces import matches
from hybriddesk.review.reckoning import reckoning
from hybriddesk.review.support import unsupported

_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")
_OF_ITSELF = re.compile(
    r"""\b(?:sorry|unable|not\ (?:able|provided|specified|given|clear|possible)
    |please\ provide|no\ (?:information|input|data|text)|without\ (?:more|further|additional)|impossible
    |nicht\ (?:m[öo]glich|angegeben|in\ der\ Lage)|keine\ (?:Angaben?|Informationen?|Daten)
    |d[ée]sol[ée]e?|aucune\ (?:information|donn[ée]e)|lo\ siento|imposible|ninguna\ informaci[óo]n)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST = re.compile(r"\b(?:I|I'm|me|my|ich|mir|mich|je|moi|yo|m[ií])\b")
_LIST = re.compile(r"^[ \t]*(?:[-*•]|\d+[.)])\s", re.MULTILINE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MATTER = 4
"""Letters from which a word carries matter rather than grammar."""


def shape(source: str, text: str, context: str = "") -> dict[str, float]:
    """Logs, shares 0..1 and flags of the texts' surface. ``context``: passages whose numbers are no news in an answer."""
    text, source = text[:MOST], source[:MOST]
    own, asked = words(text), words(source)
    return {
        **_phrases(text, len(own)), **_overlap(own, asked), **_numbers(text, source, context[:MOST]), **_signs("", text), **_signs("asked_", source),
        "words": math.log1p(len(own)), "asked_words": math.log1p(len(asked)),
        "ratio": math.log((len(text) + 1) / (len(source) + 1)),
        "rep2": 1 - len(set(pairwise(own))) / (len(own) - 1) if len(own) > 1 else 0.0,
        "variety": len(set(own)) / max(1, len(own)) ** 0.7,
        "lines": math.log1p(text.count("\n")), "asked_lines": math.log1p(source.count("\n")),
        "list": float(bool(_LIST.search(text))), "years": math.log1p(len(list(matches(_YEAR, text)))),
    }


def _phrases(text: str, count: int) -> dict[str, float]:
    return {
        "arith_bad": float(bool(phrases.wrong_sums(text))), "refuse": float(bool(phrases.refusals(text))),
        "hedge": float(bool(phrases.hedges(text))), "rep4": phrases.repeated(text)[0], "slots_open": float(bool(phrases.slots(text))),
        "itself": math.log1p(len(list(matches(_OF_ITSELF, text)))), "first": len(list(matches(_FIRST, text))) / max(1, count),
    }


def _overlap(own: Sequence[str], asked: Sequence[str]) -> dict[str, float]:
    """Words taken over from the request, and words of the request that come back."""
    here, there = set(own), set(asked)
    return {
        "copied": _share([word in there for word in own if len(word) >= _MATTER and not word[0].isdigit()]),
        "taken_up": _share([word in here for word in there if len(word) >= _MATTER]),
    }


def _numbers(text: str, source: str, context: str) -> dict[str, float]:
    own, asked, done = numbers(text), numbers(source), phrases.calculations(text)
    here, there = set(own), set(asked)
    known = there | set(numbers(context))
    borne = " ".join((source, context, *(f"{result:g}" for _, result in done)))  # what was worked out needs no source
    return {
        "num": math.log1p(len(own)), "asked_num": math.log1p(len(asked)),
        "num_new": _share([value not in known for value in own]), "num_lost": _share([value not in here for value in there]),
        "figures": math.log1p(len(unsupported(text, borne))), **reckoning(source, done, text),
    }


def _signs(prefix: str, text: str) -> dict[str, float]:
    tokens = _TOKEN.findall(text)
    inside = [word for before, word in pairwise(tokens) if word[0].isupper() and before not in ".!?:"]
    letters = [len(word) for word in tokens if word[0].isalnum()]
    return {
        f"{prefix}names": len(inside) / max(1, len(tokens)),
        f"{prefix}signs": 1 - len(letters) / max(1, len(tokens)),
        f"{prefix}word_length": sum(letters) / max(1, len(letters)),
    }


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0
