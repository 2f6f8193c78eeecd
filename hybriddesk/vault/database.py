"""The opened store: one writer, as many readers as threads ask for.

Saved means committed and on the disk (``synchronous=FULL``): a power cut takes nothing that was acknowledged.
"""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from hybriddesk.records.errors import Fault, Permanent, Refused
from hybriddesk.records.ids import Clock, now_ms
from hybriddesk.records.work import Changed
from hybriddesk.vault import head as head_file
from hybriddesk.vault import header as header_file
from hybriddesk.vault.backup import copy_to
from hybriddesk.vault.cipher import Connection, connect, require_hidden, sql_faults
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.head import Head
from hybriddesk.vault.keys import DataKey
from hybriddesk.vault.lock import Lock
from hybriddesk.vault.migrations import migrate, version
from hybriddesk.vault.reader import Reader

__all__ = ["Connection", "Database", "Reader"]

OnChange = Callable[[Changed], None]


class Database:
    """The one writer. Lives on the thread that opened it; ``reader`` and ``integrity`` may be called from any thread.

    ``unclean`` says that the last process did not close the store, so that ``integrity`` should be run in a worker.
    ``notice`` is what the person should be told about an open that worked: ``vault.put_back``, ``vault.head_missing``,
    ``vault.head_damaged``; the next audit line records it.
    """

    def __init__(self, folder: StoreFolder, key: DataKey, salt: bytes, connection: Connection, lock: Lock, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self.unclean = False
        self.on_change: OnChange | None = None
        self.notice: Refused | None = None
        self.notice_to_log: Refused | None = None
        self._key = key
        self._salt = salt
        self._writer: Connection | None = connection
        self._lock = lock
        self._readers: weakref.WeakSet[Reader] = weakref.WeakSet()
        self._tables: set[str] = set()
        self._ids: set[str] = set()
        self._head: Head | None = None

    @classmethod
    def open(
        cls, folder: StoreFolder, key: DataKey, *, on_change: OnChange | None = None, clock: Clock = now_ms,
    ) -> Database:
        """Takes the store's lock, opens and migrates. The database file must exist: a missing one is never made anew here.

        Raises ``Refused``: ``vault.in_use``, ``vault.newer``, ``vault.no_database``, ``vault.header_missing``,
        ``vault.header_damaged``; ``Permanent``: ``vault.damaged``, ``vault.read_only``, ``vault.disk_full``, ``vault.cannot_open``.
        """
        lock = Lock.take(folder.lock)
        try:
            header = header_file.load(folder.header)
            folder.settle_creation()
            unclean = _left_open(folder.database)
            connection = connect(folder.database, key, header.salt)
        except Fault:
            lock.release()
            raise
        db = cls(folder, key, header.salt, connection, lock, clock)
        db.unclean = unclean
        try:
            db._settle()
        except Fault:
            db._abandon()
            raise
        db.on_change = on_change
        return db

    def _settle(self) -> None:
        with sql_faults():
            if version(self.connection) == 0:
                # An emptied file opens as a new database: taking it for one would bury the loss.
                raise Permanent("vault.damaged", schema=0)
            start_writing(self.connection)
            migrate(self.connection, self.folder, self._key, self._salt, clock=self.clock)
            if self.unclean:
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        require_hidden(self.folder.database)
        self.notice = self.notice_to_log = self._compare_head()

    @property
    def connection(self) -> Connection:
        """The writer, for reads on its own thread. Raises ``Refused('vault.locked')`` after ``close``."""
        if self._writer is None:
            raise Refused("vault.locked")
        return self._writer

    def query(self, sql: str, params: Any = ()) -> list[Any]:
        """All rows, on the writer's own thread."""
        with sql_faults():
            return self.connection.execute(sql, params).fetchall()

    def derive(self, purpose: str) -> bytes:
        """A key of its own for a purpose of this room, 32 bytes."""
        return self._key.derive(purpose)

    @contextlib.contextmanager
    def write(self, *tables: str, ids: Iterable[str] = ()) -> Iterator[Connection]:
        """One transaction: all of it or nothing. A nested use joins the outer one. After the commit, ``on_change`` is told once.

        Raises ``Permanent('vault.disk_full'|'vault.read_only'|'vault.io'|'vault.damaged')``; nothing of it is kept then.
        """
        connection = self.connection
        if _in_transaction(connection):
            self._touch(tables, ids)
            yield connection
            return
        with sql_faults():
            connection.execute("BEGIN IMMEDIATE")
        self._touch(tables, ids)
        try:
            with sql_faults():
                yield connection
                connection.execute("COMMIT")
        finally:
            touched = Changed(frozenset(self._tables), frozenset(self._ids))
            head, self._head = self._head, None
            self._tables.clear()
            self._ids.clear()
            # SQLite rolls back by itself on some faults, so ask.
            if _in_transaction(connection):
                connection.execute("ROLLBACK")
        self._keep(head)
        if touched.tables and self.on_change is not None:
            self.on_change(touched)

    def _touch(self, tables: Iterable[str], ids: Iterable[str]) -> None:
        self._tables.update(tables)
        self._ids.update(ids)

    def note_head(self, head: Head) -> None:
        """The audit log's new end, to be kept outside once the running transaction is committed."""
        self._head = head

    def known_head(self) -> Head | None:
        """The end of the audit log as kept outside. Raises ``Refused('vault.head_damaged')``."""
        return head_file.read(self.folder.head, self.derive("audit head"))

    def _keep(self, head: Head | None) -> None:
        # The commit stands whatever happens here: a head that lags behind is no alarm, and the next line brings it up.
        if head is not None:
            with contextlib.suppress(Permanent):
                head_file.write(self.folder.head, head, self.derive("audit head"))

    def _compare_head(self) -> Refused | None:
        found = int(self.query("SELECT count(*) FROM audit")[0][0])
        try:
            known = self.known_head()
        except Refused as fault:
            return fault
        if known is None:
            return Refused("vault.head_missing") if found else None
        last = self.query("SELECT hash FROM audit WHERE seq = ?", (known.entries,))
        if last and last[0][0] == known.hash:
            return None
        return Refused("vault.put_back", expected=known.entries, found=found)

    def reader(self) -> Reader:
        """A connection that can only read, for the calling thread. Closed with the store."""
        if self._writer is None:
            raise Refused("vault.locked")
        reader = Reader(self.folder, self._key, self._salt)
        self._readers.add(reader)
        return reader

    def backup(self, target: Path) -> None:
        """Writes an encrypted copy that the same secrets open, together with the same ``vault.json``."""
        copy_to(self.connection, target, self._key, self._salt)

    def integrity(self) -> tuple[str, ...]:
        """Reads every page and checks its seal and the tables' order. Blocking; any thread. Empty when sound."""
        connection = connect(self.folder.database, self._key, self._salt)
        try:
            return _problems(connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Ends the readers, folds the log into the file and lets the lock go. A second call does nothing."""
        if self._writer is None:
            return
        for reader in tuple(self._readers):
            reader.close()
        # On a full disk the log stays; it holds every commit, and the next open folds it in.
        with contextlib.suppress(Fault), sql_faults():
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._abandon()

    def _abandon(self) -> None:
        self.connection.close()
        self._writer = None
        self._lock.release()


def start_writing(connection: Connection) -> None:
    """The writer's own settings, on top of every connection's."""
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")


def _in_transaction(connection: Connection) -> bool:
    return connection.in_transaction


def _left_open(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _problems(connection: Connection) -> tuple[str, ...]:
    try:
        with sql_faults():
            # The check reads the file without its log; holding a moment of the store keeps others from writing under it.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            seals = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
            order = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    except Permanent as fault:
        return (fault.code,)
    return tuple(seals) + tuple(line for line in order if line != "ok")
