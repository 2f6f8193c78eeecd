"""Which conversations went to another machine, so that none is continued on two of them unasked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, fields
from typing import Literal

from hybriddesk.records.errors import Refused
from hybriddesk.records.handover import Handover
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source

_COLUMNS = ", ".join(field.name for field in fields(Handover))
_UNDER_WAY = (
    "SELECT 1 FROM runs WHERE conversation = ?1 AND state IN ('intent', 'sent') UNION ALL SELECT 1 FROM items WHERE id = ?1 AND state = 'drafting'"
    " UNION ALL SELECT 1 FROM turns WHERE conversation = ?1 AND state = 'streaming'"
)


def handover(source: Source, conversation: str) -> Handover | None:
    """The last time this conversation went or came; None if it never did."""
    rows = source.query(f"SELECT {_COLUMNS} FROM handovers WHERE conversation = ?", (conversation,))
    return Handover(*rows[0]) if rows else None


class Handovers:
    """One mark a conversation: where it is continued."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)

    def of(self, conversation: str) -> Handover | None:
        """The last time it went or came."""
        return handover(self.db, conversation)

    def guard(self, conversation: str) -> None:
        """Raises ``Refused('conversation.moved')`` for one that is continued elsewhere."""
        found = self.of(conversation)
        if found is not None and found.direction == "out":
            raise Refused("conversation.moved")

    def settled(self, conversation: str) -> None:
        """Raises ``Refused('conversation.answering')`` while something is under way in it."""
        if self.db.query(_UNDER_WAY, (conversation,)):
            raise Refused("conversation.answering")

    @contextmanager
    def holding(self, conversation: str) -> Iterator[None]:
        """Marked as gone while its file is written. If that fails, it is as it was."""
        before = self.of(conversation)
        self._mark(Handover(conversation, "out", "", "", self.db.clock()))
        try:
            yield
        finally:
            now = self.of(conversation)
            if now is not None and not now.sha256:  # no file was made
                self._forget(conversation)
                if before is not None:
                    self._mark(before)

    def note(self, conversation: str, direction: Literal["out", "in"], sha256: str, device: str) -> None:
        """It went out, or came in; with a line in the audit log."""
        with self.db.write("handovers", "conversations", ids=[conversation]):
            self._mark(Handover(conversation, direction, sha256, device, self.db.clock()))
            if direction == "out":
                self._audit.add("conversation.handed_over", conversation, sha256=sha256, device=device)
            else:
                self._audit.add("conversation.taken_over", conversation, sha256=sha256, device=device)

    def keep(self, conversation: str) -> None:
        """The person goes on here all the same. Raises ``Refused('conversation.not_moved')``."""
        found = self.of(conversation)
        if found is None or found.direction != "out":
            raise Refused("conversation.not_moved")
        with self.db.write("handovers", "conversations", ids=[conversation]):
            self._forget(conversation)
            self._audit.add("conversation.kept_here", conversation, sha256=found.sha256)

    def _mark(self, one: Handover) -> None:
        with self.db.write("handovers", ids=[one.conversation]) as connection:
            connection.execute(
                "INSERT INTO handovers VALUES(?, ?, ?, ?, ?) ON CONFLICT(conversation) DO UPDATE SET direction = excluded.direction,"
                " sha256 = excluded.sha256, device = excluded.device, at_ms = excluded.at_ms", astuple(one),
            )

    def _forget(self, conversation: str) -> None:
        with self.db.write("handovers", ids=[conversation]) as connection:
            connection.execute("DELETE FROM handovers WHERE conversation = ?", (conversation,))
