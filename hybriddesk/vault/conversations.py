"""Conversations and their turns. A turn is stored before it is answered, and its text is saved while it streams."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from typing import Literal

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import Conversation, Turn, TurnState
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source, as_json, only

_COLUMNS = ", ".join(field.name for field in fields(Conversation))
_TURN = ", ".join(field.name for field in fields(Turn))
_PAGE = 200


def conversation(source: Source, wanted: str) -> Conversation:
    """Raises ``Refused('conversation.unknown')``."""
    return Conversation(*only(source, "conversation.unknown", f"SELECT {_COLUMNS} FROM conversations WHERE id = ?", (wanted,)))


def conversation_rows(
    source: Source, limit: int, before: Conversation | None = None, *, kind: Literal["chat", "item"] = "chat"
) -> tuple[Conversation, ...]:
    """The latest touched first; ``before`` is the last one of the page above."""
    sql = f"SELECT {_COLUMNS} FROM conversations WHERE kind = ? AND deleted_ms IS NULL"
    params: list[object] = [kind]
    if before is not None:
        # the first bound lets the index seek, the second tells apart what was touched in the same millisecond
        sql += " AND updated_ms <= ? AND (updated_ms < ? OR id > ?)"
        params += [before.updated_ms, before.updated_ms, before.id]
    return tuple(Conversation(*row) for row in source.query(f"{sql} ORDER BY updated_ms DESC, id LIMIT ?", [*params, limit]))


def turn_rows(source: Source, wanted: str) -> tuple[Turn, ...]:
    """All turns of one conversation, oldest first; ``parent`` tells the branches."""
    return tuple(Turn(*row) for row in source.query(f"SELECT {_TURN} FROM turns WHERE conversation = ? ORDER BY created_ms, n", (wanted,)))


def turns_of(source: Source, ids: Collection[str]) -> tuple[Turn, ...]:
    """These turns, oldest first; an id nobody has is left out."""
    sql = f"SELECT {_TURN} FROM turns WHERE id IN (SELECT value FROM json_each(?)) ORDER BY created_ms, n"
    return tuple(Turn(*row) for row in source.query(sql, (as_json(list(ids)),)))


class Conversations:
    """Chats (``kind='chat'``) and the private threads of work items."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def new(self, title: str, provider: str, model: str, kind: Literal["chat", "item"] = "chat") -> Conversation:
        now = self.db.clock()
        made = Conversation(new_id(), title, kind, provider, model, now, now)
        with self.db.write("conversations", ids=[made.id]) as connection:
            connection.execute(
                f"INSERT INTO conversations({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                (made.id, title, kind, provider, model, now, now, ""),
            )
        return made

    def get(self, wanted: str) -> Conversation:
        """Raises ``Refused('conversation.unknown')``."""
        return conversation(self.db, wanted)

    def recent(
        self, limit: int, before: Conversation | None = None, *, kind: Literal["chat", "item"] = "chat"
    ) -> tuple[Conversation, ...]:
        return conversation_rows(self.db, limit, before, kind=kind)

    def all(self, kind: Literal["chat", "item"] = "chat") -> Iterator[Conversation]:
        """Every conversation that is not deleted, the latest touched first, read a page at a time."""
        last: Conversation | None = None
        while page := self.recent(_PAGE, last, kind=kind):
            yield from page
            last = page[-1]

    def rename(self, wanted: str, title: str) -> None:
        self._set(wanted, "title = ?", title)

    def set_model(self, wanted: str, provider: str, model: str) -> None:
        self._set(wanted, "provider = ?, model = ?", provider, model)

    def delete(self, wanted: str) -> None:
        """Hides the conversation; ``undelete`` brings it back."""
        self._set(wanted, "deleted_ms = ?", self.db.clock())

    def undelete(self, wanted: str) -> None:
        self._set(wanted, "deleted_ms = NULL")

    def set_unsent(self, wanted: str, text: str) -> None:
        """What stands in the composer, kept for a crash or another day."""
        self._set(wanted, "unsent = ?", text)

    def unsent(self, wanted: str) -> str:
        return self.get(wanted).unsent

    def turns(self, wanted: str) -> tuple[Turn, ...]:
        return turn_rows(self.db, wanted)

    def turn(self, wanted: str) -> Turn:
        """Raises ``Refused('turn.unknown')``."""
        return Turn(*only(self.db, "turn.unknown", f"SELECT {_TURN} FROM turns WHERE id = ?", (wanted,)))

    def add_turn(self, turn: Turn) -> None:
        """Raises ``Refused('conversation.unknown')``."""
        now = self.db.clock()
        values = {name: getattr(turn, name) for name in _TURN.split(", ")} | {"changed_ms": now}
        with self.db.write("turns", "conversations", ids=[turn.conversation, turn.id]) as connection:
            self._touch(turn.conversation)
            connection.execute(
                f"INSERT INTO turns({_TURN}, changed_ms) VALUES(:{_TURN.replace(', ', ', :')}, :changed_ms)", values
            )

    def save_partial(self, turn_id: str, text: str, scrubbed: str) -> None:
        """What has streamed in so far. A turn that has ended is left as it is."""
        with self.db.write("turns", ids=[turn_id]) as connection:
            connection.execute(
                "UPDATE turns SET text = ?, scrubbed = ?, changed_ms = ? WHERE id = ? AND state = 'streaming'",
                (text, scrubbed, self.db.clock(), turn_id),
            )

    def end_turn(
        self, turn_id: str, text: str, scrubbed: str, state: TurnState, confidence: float | None = None, model: str | None = None,
        *, provider: str | None = None,
    ) -> None:
        """The turn as it stands for good; ``model`` and ``provider`` say who answered in the end. Raises ``Refused('turn.unknown')``."""
        owner = self.turn(turn_id).conversation
        with self.db.write("turns", "conversations", ids=[owner, turn_id]) as connection:
            self._touch(owner)
            connection.execute(
                "UPDATE turns SET text = ?, scrubbed = ?, state = ?, confidence = ?, model = coalesce(?, model),"
                " provider = coalesce(?, provider), changed_ms = ? WHERE id = ?",
                (text, scrubbed, state, confidence, model, provider, self.db.clock(), turn_id),
            )

    def interrupt_streaming(self, unknown_runs: Collection[str]) -> int:
        """At start-up: answers a dead process was receiving keep their text as ``unknown`` (their run is) or ``interrupted``."""
        with self.db.write("turns") as connection:
            return connection.execute(
                "UPDATE turns SET changed_ms = ?, state = CASE WHEN run IN (SELECT value FROM json_each(?)) THEN 'unknown'"
                " ELSE 'interrupted' END WHERE state = 'streaming'",
                (self.db.clock(), as_json(list(unknown_runs))),
            ).rowcount

    def _touch(self, wanted: str) -> None:
        self._set(wanted, "updated_ms = max(updated_ms, ?)", self.db.clock())

    def _set(self, wanted: str, assignment: str, *values: object) -> None:
        with self.db.write("conversations", ids=[wanted]) as connection:
            changed = connection.execute(f"UPDATE conversations SET {assignment} WHERE id = ?", (*values, wanted))
            if not changed.rowcount:
                raise Refused("conversation.unknown")
