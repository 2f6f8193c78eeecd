"""The SQL of this room: reading tables in the order of their keys, one row by its key, and writing one row.

Every name in these statements comes from ``tables``; values are always bound.
"""
# ruff: noqa: S608  -- see the docstring: no text from outside ever stands in a statement

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from hybriddesk.sync.tables import Row, Table, Value, settled

_SPANS = "SELECT run, row_number() OVER (PARTITION BY run ORDER BY id) AS position, step, started_ms, duration_us, state, facts_json FROM spans"

_REVIEWS = "SELECT id FROM reviews WHERE conversation = ?1"
_OF_ONE = {
    "conversations": "id = ?1", "items": "id = ?1", "imports": "id IN (SELECT import_id FROM items WHERE id = ?1)",
    **dict.fromkeys(("placeholders", "by_hand", "turns", "compactions", "runs", "ledger", "reviews", "feedback"), "conversation = ?1"),
    **dict.fromkeys(("spans", "passages"), "run IN (SELECT id FROM runs WHERE conversation = ?1)"),
    **dict.fromkeys(("decisions", "rubric_answers", "finals", "diagnoses"), f"review IN ({_REVIEWS})"),
    "batches": f"decision IN (SELECT id FROM decisions WHERE review IN ({_REVIEWS}))",
    "versions": f"row_id = ?1 OR row_id IN (SELECT id FROM turns WHERE conversation = ?1) OR row_id IN ({_REVIEWS})",
}
"""Which rows belong to one conversation. Tables that are not here say nothing of it: settings, providers, the audit log."""


class Streams(Protocol):
    """A connection that yields a large answer piece by piece, such as ``vault.Reader``."""

    def rows(self, sql: str, params: Any = ()) -> Iterator[Any]: ...


class Source(Protocol):
    """A connection to read from, such as ``vault.Database`` or ``vault.Reader``."""

    def query(self, sql: str, params: Any = (), /) -> list[Any]: ...


class Connection(Protocol):
    """What the merge uses of the writer."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...


def all_rows(source: Streams, table: Table, names: Sequence[str], only: str = "") -> Iterator[Row]:
    """Every row in key order, settled for other devices; ``only``: those of this conversation."""
    inside = f"({_SPANS})" if table.name == "spans" else table.name
    among = f" WHERE {_OF_ONE.get(table.name, '0')}" if only else ""
    sql = f"SELECT {', '.join(names)} FROM {inside}{among} ORDER BY {', '.join(table.key)}"
    return (settled(table.name, dict(zip(names, values, strict=True))) for values in source.rows(sql, (only,) if "?1" in among else ()))


def one_row(source: Source, table: Table, names: Sequence[str], row: Row) -> Row | None:
    """The stored row with the key of ``row``, as it stands; None if there is none."""
    if table.name == "spans":
        columns = ", ".join(names).replace("position", "?2")
        sql = f"SELECT {columns} FROM spans WHERE run = ?1 ORDER BY id LIMIT 1 OFFSET ?2 - 1"
    else:
        sql = f"SELECT {', '.join(names)} FROM {table.name} WHERE {' AND '.join(f'{name} = ?' for name in table.key)}"
    found = source.query(sql, tuple(row[name] for name in table.key))
    return dict(zip(names, found[0], strict=True)) if found else None


def put_row(connection: Connection, table: Table, row: Row) -> None:
    """Inserts the row, or changes the one with its key. An insert-or-replace would delete without the full-text triggers."""
    kept = {name: value for name, value in row.items() if (table.name, name) != ("spans", "position")}
    changes = ", ".join(f"{name} = excluded.{name}" for name in kept if name not in table.key)
    clash = f" ON CONFLICT({', '.join(table.key)}) DO UPDATE SET {changes}" if table.name != "spans" else ""
    sql = f"INSERT INTO {table.name}({', '.join(kept)}) VALUES({', '.join('?' * len(kept))}){clash}"
    connection.execute(sql, tuple(kept.values()))


def count(source: Source, table: Table) -> int:
    """How many rows the table has."""
    found: int = source.query(f"SELECT count(*) FROM {table.name}")[0][0]
    return found


def last_decision(source: Source, review: Value) -> int:
    """When a person last decided on an entry or took a decision back, 0 for never."""
    found = source.query("SELECT max(max(decided_ms, coalesce(undone_ms, 0))) FROM decisions WHERE review = ?", (review,))
    return int(found[0][0] or 0)


def known_conversation(source: Source, wanted: Value) -> bool:
    """Whether the store has this conversation."""
    return bool(source.query("SELECT 1 FROM conversations WHERE id = ?", (wanted,)))


def provider_key(source: Source, name: Value) -> object:
    """The stored key; None if there is none."""
    found = source.query("SELECT key FROM providers WHERE name = ?", (name,))
    return found[0][0] if found else None


def set_provider_key(connection: Connection, name: Value, key: object) -> None:
    """Stores or removes a provider's key."""
    connection.execute("UPDATE providers SET key = ? WHERE name = ?", (key, name))


def review_state(source: Source, wanted: Value) -> object:
    """The state of a review; None if there is no such review."""
    found = source.query("SELECT state FROM reviews WHERE id = ?", (wanted,))
    return found[0][0] if found else None


def drop_final(connection: Connection, review: Value) -> int:
    """Takes a reply out of the past finals; how many rows that were."""
    return int(connection.execute("DELETE FROM finals WHERE review = ?", (review,)).rowcount)
