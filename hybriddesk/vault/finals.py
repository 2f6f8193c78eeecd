"""The person's own approved replies, with kind slots in the place of values, found again by likeness of the request."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from hybriddesk.records.work import PastFinal
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source, as_json

_TERMS = 12
_COMMON = 5_000
_CANDIDATES = 24
_QUOTED = re.compile(r'"([^"]*)"')


class Finals:
    """Also a ``FinalsSource`` for the helper."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def index(self, review_id: str, request_slots: str, final_slots: str) -> None:
        """Keeps one approved reply; a second call for the same review replaces it."""
        with self.db.write("finals", ids=[review_id]) as connection:
            connection.execute(
                "INSERT INTO finals(review, created_ms, request, final) VALUES(?, ?, ?, ?) ON CONFLICT(review) DO UPDATE SET"
                " created_ms = excluded.created_ms, request = excluded.request, final = excluded.final",
                (review_id, self.db.clock(), request_slots, final_slots),
            )

    def remove(self, review_id: str) -> None:
        with self.db.write("finals", ids=[review_id]) as connection:
            connection.execute("DELETE FROM finals WHERE review = ?", (review_id,))

    def count(self) -> int:
        count: int = self.db.query("SELECT count(*) FROM finals")[0][0]
        return count

    def search(self, query: str, limit: int) -> tuple[PastFinal, ...]:
        return search_finals(self.db, query, limit)


def search_finals(source: Source, query: str, limit: int) -> tuple[PastFinal, ...]:
    """Past replies whose request is like ``query``, best first. ``query`` is plain text, or quoted words joined by OR.

    bm25 over the rarest words picks the candidates. Its scale depends on how many replies there are (a lone one scores almost 0
    against itself), so ``match`` 0..1 is the share of what is asked that the past request has, rare words weighing more.
    """
    asked = Counter(words(" ".join(_QUOTED.findall(query)) or query))
    docs = _documents(source, asked)
    rare = sorted(docs, key=lambda term: docs[term])
    chosen = [term for term in rare if docs[term] <= _COMMON][:_TERMS] or rare[:2]
    if not chosen:
        return ()
    rows = source.query(
        "SELECT finals.review, finals.request, finals.final FROM finals_text JOIN finals ON finals.n = finals_text.rowid"
        " WHERE finals_text MATCH ? ORDER BY finals_text.rank LIMIT ?",
        (" OR ".join(f'"{term}"' for term in chosen), max(limit, _CANDIDATES)),
    )
    total = source.query("SELECT count(*) FROM finals")[0][0]
    weights = {term: n * math.log1p(total / (docs.get(term, 0) + 0.5)) for term, n in asked.items()}
    found = [PastFinal(review, request, final, _share(weights, request)) for review, request, final in rows]
    return tuple(sorted(found, key=lambda final: -final.match)[:limit])


def words(text: str) -> list[str]:
    """The terms FTS5's ``unicode61 remove_diacritics 2`` sees: letters and digits, folded."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare).split()


def _documents(source: Source, terms: Iterable[str]) -> dict[str, int]:
    """In how many past requests each term stands; terms nobody used are left out."""
    rows = source.query("SELECT term, doc FROM finals_terms WHERE term IN (SELECT value FROM json_each(?))", (as_json(list(terms)),))
    return dict(rows)


def _share(weights: Mapping[str, float], request: str) -> float:
    shared = weights.keys() & words(request)
    return sum(weights[term] for term in shared) / sum(weights.values())
