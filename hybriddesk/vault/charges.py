"""What providers said, later, about requests whose outcome nobody knew."""

from __future__ import annotations

from hybriddesk.records.offers import Charge
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source


def charge_rows(source: Source, run: str) -> tuple[Charge, ...]:
    """What is known of a run's requests, in the order in which it was asked."""
    rows = source.query("SELECT state, cost_usd, prompt_tokens, completion_tokens FROM charges WHERE run = ? ORDER BY asked_ms, ledger", (run,))
    return tuple(Charge(*row) for row in rows)


class Charges:
    """One row for each ledger line that was looked up; a later look replaces it."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def keep(self, ledger: str, run: str, charge: Charge) -> None:
        with self.db.write("charges", "runs", ids=[run]) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO charges VALUES(?, ?, ?, ?, ?, ?, ?)",
                (ledger, run, charge.state, charge.cost_usd, charge.prompt_tokens, charge.completion_tokens, self.db.clock()),
            )
            if charge.state == "charged":
                connection.execute(
                    "UPDATE runs SET cost_usd = ?, prompt_tokens = coalesce(?, prompt_tokens), completion_tokens = coalesce(?, completion_tokens)"
                    " WHERE id = ?", (charge.cost_usd, charge.prompt_tokens, charge.completion_tokens, run),
                )

    def of(self, run: str) -> tuple[Charge, ...]:
        """What is known of a run's requests."""
        return charge_rows(self.db, run)
