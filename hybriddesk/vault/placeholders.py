"""Each conversation's map from tokens to values, and what the person decided by hand. The values never leave the store."""

from __future__ import annotations

from collections.abc import Iterable

from hybriddesk.records.way import ByHand, KnownMap, MapEntry
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.hide_lists import terms_for
from hybriddesk.vault.source import Source


def known_map(source: Source, conversation: str) -> KnownMap:
    """Entries in the order issued, overrides in the order made, and the terms of the lists that are used for this conversation. The person's
    settings are added by the workflow."""
    entries = source.query("SELECT token, kind, value FROM placeholders WHERE conversation = ? ORDER BY position", (conversation,))
    by_hand = source.query("SELECT action, value, kind FROM by_hand WHERE conversation = ? ORDER BY created_ms, value", (conversation,))
    return KnownMap(tuple(MapEntry(*row) for row in entries), tuple(ByHand(*row) for row in by_hand), deny=terms_for(source, conversation))


class Placeholders:
    """Tokens are only ever added: one that was issued may come back in any later answer."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)

    def known(self, conversation: str) -> KnownMap:
        return known_map(self.db, conversation)

    def add(self, conversation: str, entries: Iterable[MapEntry]) -> None:
        """A token already stored keeps its value."""
        with self.db.write("placeholders", ids=[conversation]) as connection:
            connection.executemany(
                "INSERT INTO placeholders(conversation, token, kind, value, position) VALUES(?1, ?2, ?3, ?4,"
                " (SELECT coalesce(max(position), 0) + 1 FROM placeholders WHERE conversation = ?1))"
                " ON CONFLICT(conversation, token) DO NOTHING",
                ((conversation, entry.token, entry.kind, entry.value) for entry in entries),
            )

    def override(self, conversation: str, by_hand: ByHand) -> None:
        """Shows or hides one value from now on; audited by kind, never by value."""
        with self.db.write("by_hand", "audit", ids=[conversation]) as connection:
            connection.execute(
                "INSERT INTO by_hand VALUES(?, ?, ?, ?, ?) ON CONFLICT(conversation, value) DO UPDATE SET"
                " action = excluded.action, kind = excluded.kind, created_ms = excluded.created_ms",
                (conversation, by_hand.action, by_hand.value, by_hand.kind, self.db.clock()),
            )
            self._audit.add(f"privacy.{by_hand.action}", conversation, kind=by_hand.kind)

    def passages_chosen(self, conversation: str, *, left: int, taken: int) -> None:
        """Writes down that a person left passages of their sources out of one request, or took held ones along; by number, never by text."""
        with self.db.write("audit", ids=[conversation]):
            self._audit.add("knowledge.chosen", conversation, left=left, taken=taken)

    def remove_override(self, conversation: str, value: str) -> None:
        """Back to what the detectors say. Removing what is not there changes nothing."""
        with self.db.write("by_hand", "audit", ids=[conversation]) as connection:
            gone = connection.execute(
                "DELETE FROM by_hand WHERE conversation = ? AND value = ? RETURNING kind", (conversation, value)
            ).fetchall()
            for (kind,) in gone:
                self._audit.add("privacy.override_removed", conversation, kind=kind)
