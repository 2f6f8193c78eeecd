"""Reading the review queue: ids in the person's order, then rows a page at a time.

Each order runs along one covering partial index, so opening 100,000 entries sorts nothing: 6 ms rather than 500. The conditions are
spelled as in the schema, because SQLite takes a partial index only for the same words, and ``INDEXED BY`` makes any drift a loud error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Literal

import msgspec

from hybriddesk.records.way import Reason
from hybriddesk.records.work import Review, ReviewRow
from hybriddesk.vault.lanes import ESCALATED, LANES, lane_ids
from hybriddesk.vault.likeness import alike_sql
from hybriddesk.vault.second_looks import BLINDED
from hybriddesk.vault.source import IdList, Row, Source, as_json, id_list, match_terms, only

View = Literal["needs", "all", "done", "escalated", "second", "differ"]
Order = Literal["risk", "oldest", "newest", "alike"]

OPEN = "state IN ('pending','in_review','escalated')"
DONE = "state IN ('approved','edited','returned')"

_NAMES = [field.name for field in fields(Review)]
COLUMNS = ", ".join("reasons_json" if name == "reasons" else name for name in _NAMES)
_REASONS, _NEEDS = _NAMES.index("reasons"), _NAMES.index("needs_person")
_ROW = f"id, title, snippet, confidence, reason_code, state, created_ms, hidden_count, {ESCALATED}"

_WHERE: dict[View, str] = {"needs": f"needs_person = 1 AND {OPEN}", "all": OPEN, "done": DONE}
_ALONG: dict[tuple[bool, Order], tuple[str, str]] = {
    (True, "risk"): ("reviews_queue", "needs_person DESC, risk DESC, created_ms, n"),
    (True, "oldest"): ("reviews_age", "created_ms, n"),
    (True, "newest"): ("reviews_age", "created_ms DESC, n DESC"),
    (False, "risk"): ("reviews_settled", "risk DESC, decided_ms, n"),
    (False, "oldest"): ("reviews_done", "decided_ms, n"),
    (False, "newest"): ("reviews_done", "decided_ms DESC, n DESC"),
}


_WORDS = "SELECT rowid FROM reviews_text WHERE reviews_text MATCH ?1"
_NOTED = "SELECT o.review FROM notes_text t JOIN notes o ON o.n = t.rowid WHERE notes_text MATCH ?1"
_EDITED = " UNION SELECT rowid FROM edits_text WHERE edits_text MATCH ?1"


def review_from(row: Row) -> Review:
    """A row of ``COLUMNS`` as a record."""
    values = list(row)
    values[_REASONS] = msgspec.json.decode(values[_REASONS], type=tuple[Reason, ...])
    values[_NEEDS], values[-1] = bool(values[_NEEDS]), bool(values[-1])
    return Review(*values)


def _holding(of: str = "", *, done: bool = False) -> str:
    """The condition that an entry's texts or notes hold the words of parameter 1. Two lists rather than a union, which would be sorted."""
    return f"({of}n IN ({_WORDS}{_EDITED if done else ''}) OR {of}id IN ({_NOTED}))"


def queue_sql(view: View, order: Order, *, filtered: bool = False) -> str:
    """The query behind ``review_ids``; a test reads its plan. ``filtered`` adds one parameter, an FTS5 expression."""
    index, by = _ALONG[view != "done", order]
    words = f" AND {_holding(done=view == 'done')}" if filtered else ""
    return f"SELECT id FROM reviews INDEXED BY {index} WHERE {_WHERE[view]}{words} ORDER BY {by}"


def review_ids(source: Source, view: View = "needs", order: Order = "risk", text: str = "", person: str = "") -> IdList:
    """All ids of one view. ``needs``: open and sent to a person; ``all``: everything open; ``done``: decided, where the age is that of
    the decision; the lanes have an order of their own. ``text`` keeps entries in which every word occurs, the last one as a beginning.

    ``person``: what waits for their second look is not among the decided, since they must not see the first decision.
    """
    words = match_terms(text)
    found = lane_ids(source, view, person) if view in LANES else _queue_ids(source, view, order, words)
    if view in LANES and words:
        kept = f"SELECT value AS id FROM json_each(?2) j JOIN reviews r ON r.id = j.value WHERE {_holding('r.')} ORDER BY j.key"
        return id_list(source, kept, (words, as_json(tuple(found))))
    hidden = {row[0] for row in source.query(BLINDED, {"person": person})} if view == "done" and person else set()
    return IdList("".join(one for one in found if one not in hidden)) if hidden else found


def _queue_ids(source: Source, view: View, order: Order, words: str) -> IdList:
    if order == "alike":
        sql = alike_sql(_WHERE[view], f" AND {_holding('r.', done=view == 'done')}" if words else "")
    else:
        sql = queue_sql(view, order, filtered=bool(words))
    return id_list(source, sql, (words,) if words else ())


def review_rows(source: Source, ids: Sequence[str]) -> tuple[ReviewRow, ...]:
    """The rows of a page, in the order of ``ids``; ids that are gone are left out."""
    rows = source.query(f"SELECT {_ROW} FROM reviews WHERE id IN (SELECT value FROM json_each(?))", (as_json(list(ids)),))
    found = {row[0]: ReviewRow(*row) for row in rows}
    return tuple(found[id_] for id_ in ids if id_ in found)


def review(source: Source, wanted: str) -> Review:
    """Raises ``Refused('review.unknown')``."""
    return review_from(only(source, "review.unknown", f"SELECT {COLUMNS} FROM reviews WHERE id = ?", (wanted,)))


def review_of(source: Source, conversation: str) -> tuple[str, ...]:
    """Ids of the reviews filed for one conversation, oldest first."""
    rows = source.query("SELECT id FROM reviews WHERE conversation = ? ORDER BY created_ms, n", (conversation,))
    return tuple(row[0] for row in rows)


def review_counts(source: Source) -> dict[str, int]:
    """Every state with its number, and ``needs``, ``all`` and ``done``: what the three views hold."""
    rows = source.query("SELECT state, needs_person, count(*) FROM reviews GROUP BY state, needs_person")
    counts = dict.fromkeys(("pending", "in_review", "approved", "edited", "returned", "escalated", "needs", "all", "done"), 0)
    for state, needs, count in rows:
        done = state in {"approved", "edited", "returned"}
        counts[state] += count
        counts["done" if done else "all"] += count
        counts["needs"] += count if needs and not done else 0
    return counts
