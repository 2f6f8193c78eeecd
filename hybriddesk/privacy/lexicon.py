"""The shipped lists of names, places and ordinary words, read once and only when a text needs them."""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import cache

from hybriddesk.records.resources import resource


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case sets. ``words`` are English words that are not names by themselves; sources in ``resources/NOTICE.privacy``."""

    first: frozenset[str]
    last: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]


def _read(name: str) -> frozenset[str]:
    return frozenset(lzma.decompress(resource(f"data/privacy/{name}.txt.xz").read_bytes()).decode().split("\n")) - {""}


@cache
def lexicon() -> Lexicon:
    """The lists, loaded at the first call (about 60 ms)."""
    return Lexicon(_read("first"), _read("last"), _read("places"), _read("words"))
