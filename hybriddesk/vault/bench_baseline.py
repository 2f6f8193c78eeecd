"""A plain, unencrypted copy of this store's tables, for the bench command to measure the encryption against.

It holds rows the benchmark made up, in a folder that is thrown away; nothing of a person is ever written through it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hybriddesk.vault import schema_1
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source


class Plain:
    """The same tables, journal and durability as the store, without its encryption and its full-text indexes."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.executescript(schema_1.TABLES)

    def copy(self, db: Database, table: str) -> None:
        """Every row of one table of the store."""
        reader = db.reader()
        try:
            columns = len(reader.query(f"SELECT * FROM {table} LIMIT 1")[0])
            with self.write() as connection:
                connection.executemany(f"INSERT INTO {table} VALUES({', '.join('?' * columns)})", reader.rows(f"SELECT * FROM {table}"))
        finally:
            reader.close()

    def query(self, sql: str, params: Any = ()) -> list[Any]:
        """All rows, as ``Reader.query`` gives them."""
        return self._connection.execute(sql, params).fetchall()

    @contextmanager
    def write(self, *_tables: str) -> Iterator[sqlite3.Connection]:
        """One transaction, as ``Database.write`` makes it."""
        self._connection.execute("BEGIN IMMEDIATE")
        yield self._connection
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


def scanned(source: Source, word: str) -> int:
    """How many pieces of the sources hold a word, found by reading all of them."""
    return int(source.query("SELECT count(*) FROM knowledge_chunks WHERE instr(terms, ?) > 0", (word,))[0][0])
