"""Numbered steps from one schema to the next. Append only: a released step never changes.

``user_version`` is raised in the same transaction as the step, so a killed migration is either not begun or done. Before the
first step on a store with content, the file is copied to ``backups/``, still encrypted under the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlcipher3 import dbapi2

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.ids import Clock, now_ms
from hybriddesk.vault import (
    schema_1,
    schema_context,
    schema_cycle,
    schema_desk,
    schema_failing,
    schema_hide_lists,
    schema_isolation,
    schema_judgement,
    schema_knowledge,
    schema_receipts,
    schema_reviewers,
)
from hybriddesk.vault.backup import copy_to, thin_out
from hybriddesk.vault.cipher import Connection
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey

Step = Callable[[Connection], None]


def first(connection: Connection) -> None:
    """Schema 1."""
    for statement in statements(schema_1.SQL):
        connection.execute(statement)


def failing(connection: Connection) -> None:
    """Tables of the error log, fallback chains, charges, offers and answer marks."""
    for statement in statements(schema_failing.SQL):
        connection.execute(statement)


def judgement(connection: Connection) -> None:
    """What answers were judged by, and the ageing of waiting entries. What waits already ages from now on by its risk."""
    for statement in statements(schema_judgement.SQL):
        connection.execute(statement)


def desk(connection: Connection) -> None:
    """The tables of the review desk."""
    for statement in statements(schema_desk.TABLES):
        connection.execute(statement)


def receipts(connection: Connection) -> None:
    """Receipts of answers from trusted execution environments. They stay with the device that got them."""
    for statement in statements(schema_receipts.SQL):
        connection.execute(statement)


def isolation(connection: Connection) -> None:
    """Padding, proxy and further keys of providers."""
    for statement in statements(schema_isolation.SQL):
        connection.execute(statement)


def hide_lists(connection: Connection) -> None:
    """Lists of what is always hidden for a client or matter, and where they are used."""
    for statement in statements(schema_hide_lists.SQL):
        connection.execute(statement)


def context(connection: Connection) -> None:
    """How conversations were condensed, and which went to another machine."""
    for statement in statements(schema_context.SQL):
        connection.execute(statement)


def cycle(connection: Connection) -> None:
    """The board of the improvement cycle."""
    for statement in statements(schema_cycle.SQL):
        connection.execute(statement)


def reviewers(connection: Connection) -> None:
    """Second looks, lent entries and notes."""
    for statement in statements(schema_reviewers.SQL):
        connection.execute(statement)


def knowledge(connection: Connection) -> None:
    """The person's own sources, their indexes, and what came of them."""
    for statement in statements(schema_knowledge.SQL):
        connection.execute(statement)


STEPS: tuple[Step, ...] = (first, failing, judgement, desk, receipts, isolation, hide_lists, context, cycle, reviewers, knowledge)


def version(connection: Connection) -> int:
    """The store's schema number; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: Connection, folder: StoreFolder, key: DataKey, salt: bytes, *, steps: Sequence[Step] = STEPS, clock: Clock = now_ms,
) -> int:
    """Brings the store to the newest schema; returns the number it had. Raises ``Refused('vault.newer')``, ``Permanent('vault.damaged')``."""
    had = version(connection)
    if had > len(steps):
        raise Refused("vault.newer", version=had)
    if had == len(steps):
        return had
    if had:
        copy_to(connection, folder.backups / f"schema-{had}-{clock()}.db", key, salt)
        thin_out(folder.backups)
    elif connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        # Tables without a number: taking it for an empty store would bury what is in it.
        raise Permanent("vault.damaged", schema=0)
    for number, step in enumerate(steps[had:], start=had + 1):
        _apply(connection, number, step)
    return had


def _apply(connection: Connection, number: int, step: Step) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        step(connection)
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit our transaction first."""
    collected = ""
    for line in script.splitlines(keepends=True):
        collected += line
        if dbapi2.complete_statement(collected):
            yield collected
            collected = ""
    if collected.strip():
        raise ValueError("the schema ends inside a statement")
