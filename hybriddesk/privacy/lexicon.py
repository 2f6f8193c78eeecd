"""The shipped lists of names, places and ordinary words, read once and only when a text needs them."""

from __future__ import annotations

import lzma
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

    first: frozenset[str]
    last: frozenset[str]
    cities: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    orgs: frozenset[str]


def _read(name: str) -> frozenset[str]:
    return frozenset(lzma.decompress(resource(f"data/privacy/{name}.txt.xz").read_bytes()).decode().split("\n")) - {""}


@cache
def lexicon() -> Lexicon:
    """The lists, loaded at the first call (about 60 ms)."""
    cities, countries = _read("cities"), _read("countries") | _ABROAD
    return Lexicon(_read("first"), _read("last"), cities, countries, cities | countries, _read("words"), _read("orgs"))


@cache
def countries_of_cities() -> dict[str, str]:
    """Lower-case city -> its country or US state; read where a policy asks for it."""
    lines = lzma.decompress(resource("data/privacy/regions.txt.xz").read_bytes()).decode().splitlines()
    return dict(line.split("\t", 1) for line in lines)
