"""The shipped lists of names, places and ordinary words, read once and only when a text needs them."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from hybriddesk.records.resources import resource

_ABROAD = frozenset(
    ["deutschland", "frankreich", "italien", "spanien", "schweiz", "österreich", "niederlande", "allemagne", "espagne", "italie", "suisse", "autriche", "angleterre", "alemania", "francia", "españa", "italia", "suiza", "inglaterra", "germania", "spagna", "svizzera", "regno", "unito", "alemanha", "frança", "espanha", "suíça", "duitsland", "frankrijk", "spanje", "zwitserland", "england", "scotland", "wales", "brasil", "méxico", "belgique", "belgien", "polen", "suecia", "polonia", "russia", "syria", "iran", "korea", "vietnam", "bolivia", "venezuela", "tanzania", "moldova", "palestine", "taiwan", "burma", "holland"]
)
"""Spellings of countries that the English list lacks."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case sets; ``places`` are cities and countries (with US states). ``words`` are English words that are not names by themselves, ``orgs`` well-known organisations; sources in ``resources/NOTICE.privacy``."""

    first: AbstractSet[str]
    last: AbstractSet[str]
    cities: AbstractSet[str]
    countries: AbstractSet[str]
    places: AbstractSet[str]
    words: AbstractSet[str]
    orgs: AbstractSet[str]


def _lines(name: str) -> Iterator[str]:
    """The lines of a shipped list, unpacked a little at a time: in one piece the interpreter, and a window with it, would stand still."""
    with lzma.open(resource(f"data/privacy/{name}.txt.xz"), "rt", encoding="utf-8", newline="\n") as packed:
        yield from map(str.strip, packed)


def _read(name: str) -> AbstractSet[str]:
    return {line for line in _lines(name) if line}


@cache
def lexicon() -> Lexicon:
    """The lists, loaded at the first call (about 100 ms, in short steps)."""
    cities, countries = _read("cities"), _read("countries") | _ABROAD
    return Lexicon(_read("first"), _read("last"), cities, countries, cities | countries, _read("words"), _read("orgs"))


@cache
def countries_of_cities() -> dict[str, str]:
    """Lower-case city -> its country or US state; read where a policy asks for it."""
    pairs = (line.partition("\t") for line in _lines("regions") if line)
    return {city: region for city, _, region in pairs}
