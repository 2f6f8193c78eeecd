"""A second connection that can only read: for the window's pages and for exports in a worker thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from hybriddesk.records.errors import Refused
from hybriddesk.vault.cipher import Connection, connect, sql_faults
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey

ROWS_A_TIME = 256
INTERRUPT_EVERY_S = 0.02


class Reader:
    """Owned by the thread that asked for it; the engine may close it at any moment, when the person locks the store."""

    def __init__(self, folder: StoreFolder, key: DataKey, salt: bytes) -> None:
        self._using = threading.Lock()
        self._connection: Connection | None = connect(folder.database, key, salt, shared=True)
        self._connection.execute("PRAGMA query_only = ON")

    def query(self, sql: str, params: Any = ()) -> list[Any]:
        """All rows. Raises ``Refused('vault.locked')`` once the store is closed."""
        with self._using, sql_faults():
            return self._open().execute(sql, params).fetchall()

    def rows(self, sql: str, params: Any = ()) -> Iterator[Any]:
        """The rows of a large answer, a few hundred at a time in memory."""
        with self._using, sql_faults():
            cursor = self._open().execute(sql, params)
        while True:
            with self._using, sql_faults():
                self._open()
                part = cursor.fetchmany(ROWS_A_TIME)
            if not part:
                return
            yield from part

    def begin(self) -> None:
        """Holds one moment of the store for every later query, until ``close``."""
        self.query("BEGIN")
        self.query("SELECT count(*) FROM sqlite_master")

    def close(self) -> None:
        """Stops a running query and closes; a second call does nothing."""
        # An interrupt before the query has begun is lost, so ask until it lets go.
        while not self._using.acquire(timeout=INTERRUPT_EVERY_S):
            with contextlib.suppress(Refused):
                self._open().interrupt()
        try:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
        finally:
            self._using.release()

    def _open(self) -> Connection:
        if self._connection is None:
            raise Refused("vault.locked")
        return self._connection
