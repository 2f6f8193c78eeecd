"""Who is asked when a provider cannot answer: a chain for each provider, or for one model of it."""

from __future__ import annotations

from collections.abc import Sequence

from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database

Step = tuple[str, str]
"""Provider and model; an empty model is the provider's default."""


class Fallbacks:
    """Chains as the person wrote them. Whether a step may be taken is decided when it comes to that."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)

    def set(self, start: str, model: str, chain: Sequence[Step]) -> None:
        """The chain for a provider (``model`` empty: for each of its models); an empty chain removes it."""
        with self.db.write("fallbacks", "audit", ids=[start]) as connection:
            connection.execute("DELETE FROM fallbacks WHERE start = ? AND model = ?", (start, model))
            connection.executemany(
                "INSERT INTO fallbacks VALUES(?, ?, ?, ?, ?)",
                [(start, model, place, *step) for place, step in enumerate(chain)],
            )
            self._audit.add("provider.fallback", start, model=model, steps=len(chain))

    def chain(self, start: str, model: str) -> tuple[Step, ...]:
        """The steps for this model, else those for the whole provider."""
        for wanted in dict.fromkeys((model, "")):
            rows = self.db.query("SELECT provider, to_model FROM fallbacks WHERE start = ? AND model = ? ORDER BY position", (start, wanted))
            if rows:
                return tuple((provider, to_model) for provider, to_model in rows)
        return ()

    def all(self) -> dict[tuple[str, str], tuple[Step, ...]]:
        """Every chain by where it starts."""
        rows = self.db.query("SELECT start, model, provider, to_model FROM fallbacks ORDER BY start, model, position")
        found: dict[tuple[str, str], tuple[Step, ...]] = {}
        for start, model, provider, to_model in rows:
            found[start, model] = (*found.get((start, model), ()), (provider, to_model))
        return found

    def forget(self, provider: str) -> None:
        """The provider was removed: no chain starts there or leads there."""
        with self.db.write("fallbacks", ids=[provider]) as connection:
            connection.execute("DELETE FROM fallbacks WHERE start = ? OR provider = ?", (provider, provider))
