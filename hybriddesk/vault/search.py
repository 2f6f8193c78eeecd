"""Full-text search over work items, conversation turns and review entries, newest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source, match_terms

HitKind = Literal["item", "turn", "review"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand. In ``snippet`` each found word stands between the control characters 2 and 3."""

    id: str
    kind: HitKind
    conversation: str
    snippet: str = field(repr=False)
    at_ms: int


# Newest first by row number: bm25 over a common word of a large store takes half a second, this a fraction of a millisecond.
_SQL = {
    "review": "SELECT reviews.id, 'review', conversation, snippet(reviews_text, -1, char(2), char(3), '…', 14), created_ms"
    " FROM reviews_text JOIN reviews ON reviews.n = reviews_text.rowid"
    " WHERE reviews_text MATCH ? ORDER BY reviews_text.rowid DESC LIMIT ?",
    "edit": "SELECT reviews.id, 'review', conversation, snippet(edits_text, 0, char(2), char(3), '…', 14), created_ms"
    " FROM edits_text JOIN reviews ON reviews.n = edits_text.rowid"
    " WHERE edits_text MATCH ? ORDER BY edits_text.rowid DESC LIMIT ?",
    "turn": "SELECT turns.id, 'turn', conversation, snippet(turns_text, 0, char(2), char(3), '…', 14), turns.created_ms"
    " FROM turns_text JOIN turns ON turns.n = turns_text.rowid JOIN conversations ON conversations.id = conversation"
    " WHERE turns_text MATCH ? AND conversations.deleted_ms IS NULL ORDER BY turns_text.rowid DESC LIMIT ?",
    "item": "SELECT items.id, 'item', items.id, snippet(items_text, -1, char(2), char(3), '…', 14), created_ms"
    " FROM items_text JOIN items ON items.n = items_text.rowid"
    " WHERE items_text MATCH ? ORDER BY items_text.rowid DESC LIMIT ?",
}


def find(source: Source, query: str, limit: int = 20) -> tuple[Hit, ...]:
    """At most ``limit`` hits, newest first and one a conversation: a review stands for its turns, and these for their item."""
    terms = match_terms(query)
    if not terms:
        return ()
    best: dict[str, Hit] = {}
    for sql in _SQL.values():
        for row in source.query(sql, (terms, limit * 2)):
            hit = Hit(*row)
            best.setdefault(hit.conversation, hit)
    return tuple(sorted(best.values(), key=lambda hit: -hit.at_ms)[:limit])


class Search:
    """The same on the engine thread."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def find(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        return find(self.db, query, limit)
