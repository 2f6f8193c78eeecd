"""What a dead process left behind: nothing is sent again by itself; what may have been sent is shown as unknown."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.vault.audit import Audit
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.items import Items
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs


@dataclass(frozen=True, slots=True)
class Recovered:
    """Counts: ``unknown`` requests whose outcome nobody knows, ``waiting`` items put back, ``kept`` partial answers."""

    unknown: int
    waiting: int
    kept: int


def recover(
    db: Database, *, runs: Runs, ledger: Ledger, items: Items, conversations: Conversations, reviews: Reviews, audit: Audit,
) -> Recovered:
    """Puts the store in order after a stop, clean or not, in one transaction.

    A run with a ledger line may have reached the provider: run, item and turn become ``unknown`` and a person decides. A run
    without one never left: its item waits again. Entries taken by the dead process go back to the queue.
    """
    with db.write():
        unknown = set(ledger.mark_interrupted())
        waiting = 0
        for run in runs.open():
            left = run.id in unknown
            runs.finish(run.id, "unknown" if left else "cancelled", fault_code="run.unknown_outcome" if left else "run.interrupted")
            if run.item and items.get(run.item).state == "drafting":
                items.set_state(run.item, "unknown" if left else "new", "run.unknown_outcome" if left else None)
                waiting += not left
        waiting += items.put_back_drafting()
        kept = conversations.interrupt_streaming(unknown)
        reviews.release_all()
        if unknown or waiting or kept:
            audit.add("store.recovered", "", unknown=len(unknown), waiting=waiting, kept=kept)
    return Recovered(len(unknown), waiting, kept)
