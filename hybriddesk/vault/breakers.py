"""What each breaker knew when the app was last open, so that a provider in trouble is not hammered after a restart."""

from __future__ import annotations

from hybriddesk.vault.database import Database


class Breakers:
    """State as ``resilience`` wrote it, per provider and model."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def load(self) -> dict[tuple[str, str], str]:
        """JSON by ``(provider, model)``."""
        rows = self.db.query("SELECT provider, model, state_json FROM breakers")
        return {(provider, model): state for provider, model, state in rows}

    def budget(self, provider: str) -> float | None:
        """What is left of a provider's retry budget; None if nothing was stored yet."""
        rows = self.db.query('SELECT "left" FROM retry_budgets WHERE provider = ?', (provider,))
        return float(rows[0][0]) if rows else None

    def save_budget(self, provider: str, left: float) -> None:
        with self.db.write("breakers", ids=[provider]) as connection:
            connection.execute("INSERT OR REPLACE INTO retry_budgets VALUES(?, ?, ?)", (provider, left, self.db.clock()))

    def save(self, provider: str, model: str, state_json: str) -> None:
        with self.db.write("breakers", ids=[provider]) as connection:
            connection.execute(
                "INSERT INTO breakers VALUES(?, ?, ?, ?) ON CONFLICT(provider, model) DO UPDATE SET"
                " state_json = excluded.state_json, changed_ms = excluded.changed_ms",
                (provider, model, state_json, self.db.clock()),
            )
