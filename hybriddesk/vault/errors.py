"""The central error log: a row for each kind of trouble, its count, and the latest occurrences. Encrypted like all else here."""

from __future__ import annotations

from dataclasses import fields

import msgspec

from hybriddesk.records.troubles import Occurrence, Trouble, TroubleState
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source, as_json, only

KEPT = 50
"""Occurrences of one kind that are kept; the count goes on."""

_NAMES = [field.name for field in fields(Trouble)]
_COLUMNS = ", ".join({"kind": "class"}.get(name, name) for name in _NAMES)


def trouble_rows(source: Source, state: TroubleState | None = None, limit: int = 1000) -> tuple[Trouble, ...]:
    """The latest first; all states without ``state``."""
    rows = source.query(
        f"SELECT {_COLUMNS} FROM errors WHERE (?1 IS NULL OR state = ?1) ORDER BY last_ms DESC, fingerprint LIMIT ?2", (state, limit),
    )
    return tuple(Trouble(*row) for row in rows)


def occurrences(source: Source, fingerprint: str) -> tuple[Occurrence, ...]:
    """The latest first."""
    rows = source.query("SELECT at_ms, run, facts_json FROM error_events WHERE fingerprint = ? ORDER BY id DESC", (fingerprint,))
    return tuple(Occurrence(at, run, msgspec.json.decode(facts)) for at, run, facts in rows)


class Errors:
    """Writing the log and saying what became of an entry."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(self, trouble: Trouble, occurrence: Occurrence) -> None:
        """Counts the trouble once more. A solved one is open again."""
        at = occurrence.at_ms
        with self.db.write("errors", ids=[trouble.fingerprint]) as connection:
            connection.execute(
                "INSERT INTO errors(fingerprint, code, class, workflow, node, provider, model, place, state, first_ms, last_ms, count)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, 1) ON CONFLICT(fingerprint) DO UPDATE SET last_ms = excluded.last_ms,"
                " count = count + 1, state = CASE state WHEN 'solved' THEN 'open' ELSE state END",
                (trouble.fingerprint, trouble.code, trouble.kind, trouble.workflow, trouble.node, trouble.provider, trouble.model, trouble.place, at, at),
            )
            connection.execute(
                "INSERT INTO error_events(fingerprint, at_ms, run, facts_json) VALUES(?, ?, ?, ?)",
                (trouble.fingerprint, at, occurrence.run, as_json(dict(occurrence.facts))),
            )
            connection.execute(
                "DELETE FROM error_events WHERE fingerprint = ?1 AND id <= (SELECT id FROM error_events WHERE fingerprint = ?1"
                " ORDER BY id DESC LIMIT 1 OFFSET ?2)", (trouble.fingerprint, KEPT),
            )

    def set_state(self, fingerprint: str, state: TroubleState) -> Trouble:
        """Raises ``Refused('errors.unknown')``."""
        with self.db.write("errors", ids=[fingerprint]) as connection:
            connection.execute("UPDATE errors SET state = ? WHERE fingerprint = ?", (state, fingerprint))
        return Trouble(*only(self.db, "errors.unknown", f"SELECT {_COLUMNS} FROM errors WHERE fingerprint = ?", (fingerprint,)))

    def all(self, state: TroubleState | None = None) -> tuple[Trouble, ...]:
        return trouble_rows(self.db, state)

    def occurrences(self, fingerprint: str) -> tuple[Occurrence, ...]:
        return occurrences(self.db, fingerprint)
