"""Looking for earlier replies: the query for the full-text index, and how alike two requests are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from hybriddesk.knowledge.smallwords import content_words
from hybriddesk.records.work import PastFinal

MOST_WORDS = 24
"""Words of one query: more cost time and add noise."""


def query_for(text: str) -> str:
    """An FTS5 MATCH expression for texts like this one: its most telling words, quoted, joined by OR. Empty when there is none.

    Words that stand several times come first, then longer ones. Only letters, digits, apostrophes and hyphens reach the
    expression, so that nothing a sender writes can act as query syntax.
    """
    counts = Counter(content_words(text))
    best = sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:MOST_WORDS]
    return " OR ".join(f'"{word}"' for word in best)


def match(one: str, other: str) -> float:
    """How alike two texts are, 0..1: cosine of their content-word counts, each word damped by a square root."""
    a, b = Counter(content_words(one)), Counter(content_words(other))
    if not a or not b:
        return 0.0
    shared = sum(math.sqrt(a[word] * b[word]) for word in a.keys() & b.keys())
    return shared / math.sqrt(a.total() * b.total())


def rank(request: str, candidates: Iterable[PastFinal]) -> tuple[PastFinal, ...]:
    """The candidates with their match to ``request``, best first; those that share no word are left out."""
    scored = (replace(one, match=match(request, one.request)) for one in candidates)
    return tuple(sorted((one for one in scored if one.match > 0), key=lambda one: -one.match))
