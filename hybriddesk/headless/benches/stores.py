"""A store of its own for a benchmark, in a folder that is thrown away, filled through the table classes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hybriddesk.records.ids import new_id
from hybriddesk.records.work import Turn
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.store import create

WORDS = (
    "Good morning, the parcel with order {n} came on Tuesday and one of the two cups was broken. I have kept the box and made a photo. "
    "Could you send a new cup, or pay the price of it back to my account? I am at home from nine to five. "
)


@contextmanager
def fresh_store() -> Iterator[tuple[Database, Path]]:
    """An opened store with real settings and no rows, and the folder it lies in."""
    with tempfile.TemporaryDirectory(prefix="hybriddesk-bench-") as name:
        folder = StoreFolder(Path(name) / "store")
        key, _code = create(folder, "a passphrase for this benchmark only")
        db = Database.open(folder, key)
        try:
            yield db, Path(name)
        finally:
            db.close()
            key.wipe()


def fill_conversations(db: Database, count: int) -> None:
    """Made-up conversations, all in one transaction."""
    conversations = Conversations(db)
    with db.write("conversations"):
        for number in range(count):
            conversations.new(f"Question {number}", "helper", "helper/1")


def fill_turns(db: Database, conversation: str, count: int) -> None:
    """Made-up turns of about a kilobyte, all in one transaction."""
    conversations = Conversations(db)
    with db.write("turns"):
        for number in range(count):
            text = WORDS.format(n=number) * 4
            conversations.add_turn(Turn(new_id(), conversation, None, "user", text, text, "complete", None, "helper", "helper/1", None, number))
