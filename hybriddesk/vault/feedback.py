"""Feedback, explicit and implicit, with the context it was given in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hybriddesk.records.errors import Fact, Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import Signal
from hybriddesk.vault.database import Database
from hybriddesk.vault.passages import passage_facts
from hybriddesk.vault.source import Source, as_json

STARS = frozenset({"", "1", "2", "3", "4", "5"})
"""What a rating may say; empty takes it back."""
_COLUMNS = "conversation, turn, review, name, value, reason, comment"


def feedback_rows(source: Source, conversation: str) -> tuple[Signal, ...]:
    """All signals of one conversation, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM feedback WHERE conversation = ? ORDER BY created_ms, rowid"
    return tuple(Signal(*row) for row in source.query(sql, (conversation,)))


def stars_of(signals: Iterable[Signal], *, turn: str | None = None, review: str | None = None) -> int:
    """The stars that stand for an answer, given in its conversation (``turn``) or in Review, of signals oldest first; 0: none."""
    values = [one.value for one in signals if one.name == "stars" and ((turn and one.turn == turn) or (review and one.review == review))]
    return int(values[-1]) if values and values[-1] in STARS - {""} else 0


class Feedback:
    """Signals are only ever added; the latest of a name is the one that stands."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(self, signal: Signal, context: Mapping[str, Fact]) -> None:
        """``context``: prompt version, provider, model, hidden count ... at the time, so that figures need no guess later.
        What the person's own sources gave to its runs is added here.

        Raises ``Refused('feedback.stars')`` for a rating that is not 1 to 5 or empty.
        """
        if signal.name == "stars" and signal.value not in STARS:
            raise Refused("feedback.stars")
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

    def all(self) -> Iterator[tuple[Signal, str, int]]:
        """Every signal with its context as JSON and its time, oldest first."""
        for row in self.db.query(f"SELECT {_COLUMNS}, context_json, created_ms FROM feedback ORDER BY created_ms, rowid"):
            yield Signal(*row[:-2]), row[-2], row[-1]

    def standing(self, conversation: str, name: str) -> dict[str | None, Signal]:
        """The latest signal of one name by turn, such as the thumb each answer shows."""
        return {signal.turn: signal for signal in self.of(conversation) if signal.name == name}
