"""Feedback, explicit and implicit, with the context it was given in."""

from __future__ import annotations

from collections.abc import Mapping

from hybriddesk.records.errors import Fact
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import Signal
from hybriddesk.vault.database import Database
from hybriddesk.vault.passages import passage_facts
from hybriddesk.vault.source import Source, as_json

_COLUMNS = "conversation, turn, review, name, value, reason, comment"


def feedback_rows(source: Source, conversation: str) -> tuple[Signal, ...]:
    """All signals of one conversation, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM feedback WHERE conversation = ? ORDER BY created_ms, rowid"
    return tuple(Signal(*row) for row in source.query(sql, (conversation,)))


class Feedback:
    """Signals are only ever added; the latest of a name is the one that stands."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(self, signal: Signal, context: Mapping[str, Fact]) -> None:
        """``context``: prompt version, provider, model, hidden count ... at the time, so that figures need no guess later.
        What the person's own sources gave to its runs is added here.
        """
        with self.db.write("feedback", ids=[signal.conversation]) as connection:
            connection.execute(
                f"INSERT INTO feedback(id, {_COLUMNS}, context_json, created_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    new_id(), signal.conversation, signal.turn, signal.review, signal.name, signal.value, signal.reason, signal.comment,
                    as_json({**context, **passage_facts(self.db, context)}), self.db.clock(),
                ),
            )

    def of(self, conversation: str) -> tuple[Signal, ...]:
        return feedback_rows(self.db, conversation)

    def standing(self, conversation: str, name: str) -> dict[str | None, Signal]:
        """The latest signal of one name by turn, such as the thumb each answer shows."""
        return {signal.turn: signal for signal in self.of(conversation) if signal.name == name}
