"""Waiting entries move up as they age: each at a few moments of its life, so that the queue's order stays in its index."""

from __future__ import annotations

from hybriddesk.vault.database import Database
from hybriddesk.vault.queue import OPEN

BATCH = 100
"""Entries that one call moves at most: some ten milliseconds."""


class Ageing:
    """When each open entry moves next, and what its place is made of."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def start(self, review: str, base: float, *, sensitive: bool, sla_ms: int, first_ms: int) -> None:
        """Begins an entry's ageing. ``base``: P(bad) x severity; ``first_ms``: after how long it moves for the first time."""
        now = self.db.clock()
        with self.db.write("ageing") as connection:
            connection.execute(
                "INSERT OR REPLACE INTO ageing VALUES(?, ?, ?, ?, ?, ?)", (review, base, int(sensitive), now, sla_ms, now + first_ms),
            )

    def due(self) -> tuple[tuple[str, float, bool, float, int], ...]:
        """(entry, base, sensitive, share of its SLA that has passed, its SLA in ms) of those that move now, the most overdue first."""
        now = self.db.clock()
        rows = self.db.query(
            "SELECT review, base, sensitive, filed_ms, sla_ms FROM ageing WHERE due_ms <= ? ORDER BY due_ms LIMIT ?", (now, BATCH),
        )
        return tuple((review, base, bool(sensitive), (now - filed) / sla, sla) for review, base, sensitive, filed, sla in rows)

    def move(self, review: str, risk: float, next_ms: int | None) -> None:
        """Gives an entry its new place; ``next_ms`` after its filing it moves again, None: never. A decided entry only stops ageing."""
        with self.db.write("reviews", "ageing", ids=[review]) as connection:
            still = connection.execute(f"UPDATE reviews SET risk = ? WHERE id = ? AND {OPEN}", (risk, review)).rowcount
            if still and next_ms is not None:
                connection.execute("UPDATE ageing SET due_ms = filed_ms + ? WHERE review = ?", (next_ms, review))
            else:
                connection.execute("DELETE FROM ageing WHERE review = ?", (review,))
