"""What each provider said of its models when it was last asked."""

from __future__ import annotations

from collections.abc import Iterable

from hybriddesk.records.offers import Offer
from hybriddesk.vault.database import Database


class Offers:
    """Prices, sizes and digests by provider and model."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def keep(self, provider: str, offers: Iterable[Offer]) -> None:
        """Replaces the provider's list."""
        now = self.db.clock()
        rows = [(provider, one.model, one.context, one.prompt_usd, one.completion_usd, one.digest, now) for one in offers]
        with self.db.write("offers", ids=[provider]) as connection:
            connection.execute("DELETE FROM offers WHERE provider = ?", (provider,))
            connection.executemany("INSERT INTO offers VALUES(?, ?, ?, ?, ?, ?, ?)", rows)

    def of(self, provider: str, model: str) -> Offer | None:
        """What is known of one model; None if the provider never named it."""
        rows = self.db.query(
            "SELECT model, context, prompt_usd, completion_usd, digest FROM offers WHERE provider = ? AND model = ?", (provider, model),
        )
        return Offer(*rows[0]) if rows else None

    def forget(self, provider: str) -> None:
        """The provider was removed."""
        with self.db.write("offers", ids=[provider]) as connection:
            connection.execute("DELETE FROM offers WHERE provider = ?", (provider,))
