"""The steps by which conversations were condensed for their models. Rows are only added."""

from __future__ import annotations

from dataclasses import astuple, fields

from hybriddesk.records.context import ContextStep
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source

_COLUMNS = ", ".join(field.name for field in fields(ContextStep))


def context_steps(source: Source, conversation: str) -> tuple[ContextStep, ...]:
    """All steps of one conversation, oldest first."""
    rows = source.query(f"SELECT {_COLUMNS} FROM compactions WHERE conversation = ? ORDER BY created_ms, rowid", (conversation,))
    return tuple(ContextStep(*row) for row in rows)


class ContextSteps:
    """What was condensed, when, and what the model read in its place."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def of(self, conversation: str) -> tuple[ContextStep, ...]:
        """All steps of one conversation, oldest first."""
        return context_steps(self.db, conversation)

    def add(self, step: ContextStep) -> ContextStep:
        """Keeps a step."""
        with self.db.write("compactions", ids=[step.conversation]) as connection:
            connection.execute(f"INSERT INTO compactions({_COLUMNS}) VALUES({', '.join('?' * len(fields(step)))})", astuple(step))
        return step
