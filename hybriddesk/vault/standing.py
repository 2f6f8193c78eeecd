"""What waits for the person besides the review queue: items to draft, items that failed, requests whose outcome nobody knows."""

from __future__ import annotations

from dataclasses import dataclass, field

from hybriddesk.records.offers import Charge
from hybriddesk.vault.source import Source

LEFT = "item.left"
"""The fault code of an item whose unknown outcome the person let rest."""
NAMED = 5


@dataclass(frozen=True, slots=True)
class UnknownItem:
    """An item whose request was on its way when something broke, by id and title.

    ``provider`` had the request last; ``named``: it gave the request an id by which it can be asked; ``charge``: what it said when it was.
    """

    id: str
    title: str = field(repr=False)
    provider: str = ""
    named: bool = False
    charge: Charge | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of items by what they need. ``unknown`` names the oldest few of ``unknown_count``; ``empty``: nothing was ever brought in."""

    waiting: int
    failed: int
    unknown_count: int
    unknown: tuple[UnknownItem, ...]
    samples: int
    empty: bool


def standing(source: Source) -> Standing:
    """Read it on any thread with a ``Reader``, or on the engine's."""
    counts: dict[str, int] = dict(source.query(
        "SELECT CASE WHEN state = 'failed' AND fault_code IS ?1 THEN 'left' WHEN state = 'new' AND id IN"
        " (SELECT conversation FROM handovers WHERE direction = 'out') THEN 'moved' ELSE state END, count(*) FROM items GROUP BY 1", (LEFT,),
    ))
    unknown = source.query(
        "SELECT id, CASE subject WHEN '' THEN source ELSE subject END FROM items WHERE state = 'unknown' ORDER BY created_ms, n LIMIT ?",
        (NAMED,),
    )
    samples = source.query("SELECT count(*) FROM items WHERE sample = 1")[0][0]
    anything = source.query("SELECT EXISTS(SELECT 1 FROM conversations) OR EXISTS(SELECT 1 FROM imports)")[0][0]
    return Standing(
        counts.get("new", 0), counts.get("failed", 0), counts.get("unknown", 0), tuple(_unknown(source, *row) for row in unknown),
        samples, empty=not anything,
    )


def _unknown(source: Source, item: str, title: str) -> UnknownItem:
    rows = source.query(
        "SELECT l.provider, l.request_id IS NOT NULL, c.state, c.cost_usd, c.prompt_tokens, c.completion_tokens FROM runs r"
        " JOIN ledger l ON l.run = r.id AND l.outcome = 'unknown' LEFT JOIN charges c ON c.ledger = l.id"
        " WHERE r.conversation = ? AND r.item = ? ORDER BY l.at_ms DESC LIMIT 1", (item, item),
    )
    for provider, named, *charge in rows:
        return UnknownItem(item, title, provider, bool(named), Charge(*charge) if charge[0] else None)
    return UnknownItem(item, title)


def failed_ids(source: Source) -> tuple[str, ...]:
    """Ids of the items that failed and were not left, oldest first."""
    rows = source.query("SELECT id FROM items WHERE state = 'failed' AND fault_code IS NOT ? ORDER BY created_ms, n", (LEFT,))
    return tuple(row[0] for row in rows)
