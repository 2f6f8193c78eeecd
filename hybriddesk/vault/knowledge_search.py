"""Pieces of the sources that share words with a question: candidates, and how common each word is. Who fits is decided elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from hybriddesk.vault.source import Source, as_json

_ROOT = 5
"""Letters that two words must share at their beginnings to be parts of one another: ``delivery`` and ``deliverytime``."""
_MOST_KIN = 12
"""Words of the sources taken for one word of the question."""
_TERMS = 24
_COMMON = 5_000
"""Pieces that a word may stand in to be looked for while rarer ones are there: more would make a search slow."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a source as an index holds it. ``terms``: its words as they are compared, in order, with repeats."""

    source: str
    name: str
    start: int
    end: int
    text: str = field(repr=False)
    terms: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hits:
    """``pieces`` by bm25, best first. ``counts``: of each word of the sources that is like one of the question's, in how many of ``total``
    pieces it stands, over all versions; words that are like none are not in it."""

    pieces: tuple[Piece, ...]
    counts: Mapping[str, int]
    total: int


def search(source: Source, version: int, terms: Collection[str], limit: int) -> Hits:
    """At most ``limit`` pieces of one version that share words with ``terms``. Removed sources are left out, and those not wholly in the index."""
    docs = _documents(source, sorted(terms))
    total = int(source.query("SELECT coalesce(sum(chunks), 0) FROM knowledge_indexed")[0][0])
    rare = sorted(docs, key=lambda term: (docs[term], term))
    chosen = [term for term in rare if docs[term] <= _COMMON][:_TERMS] or rare[:2]
    if not chosen:
        return Hits((), {}, total)
    rows = source.query(
        "SELECT c.source, s.name, c.start, c.end, c.text, c.terms FROM knowledge_text JOIN knowledge_chunks c ON c.n = knowledge_text.rowid"
        " JOIN knowledge_sources s ON s.id = c.source JOIN knowledge_indexed i ON i.version = c.version AND i.source = c.source"
        " WHERE knowledge_text MATCH ? AND c.version = ? AND s.removed_ms IS NULL ORDER BY knowledge_text.rank LIMIT ?",
        (" OR ".join(f'"{term}"' for term in chosen), version, limit),
    )
    return Hits(tuple(Piece(of, name, start, end, text, tuple(own.split())) for of, name, start, end, text, own in rows), docs, total)


def _documents(source: Source, terms: list[str]) -> dict[str, int]:
    """In how many pieces each word stands that is one of ``terms`` or a beginning or continuation of one."""
    rows = source.query(
        "SELECT term, doc FROM knowledge_terms WHERE term IN (SELECT value FROM json_each(?))", (as_json(sorted({*terms, *_beginnings(terms)})),),
    )
    found: dict[str, int] = dict(rows)
    for term in terms:
        if len(term) >= _ROOT:
            found |= dict(source.query(
                "SELECT term, doc FROM knowledge_terms WHERE term > ? AND term < ? LIMIT ?", (term, term + "\U0010ffff", _MOST_KIN),
            ))
    return found


def _beginnings(terms: list[str]) -> set[str]:
    return {term[:length] for term in terms for length in range(_ROOT, len(term))}
