"""One way to open a database file: keyed, checked to be encrypted, and set so that nothing leaks beside it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2

from hybriddesk.records.errors import Fault, Permanent, Refused, Transient
from hybriddesk.vault.files import disk_faults
from hybriddesk.vault.keys import KEY_BYTES, SALT_BYTES, DataKey

Error: type[Exception] = dbapi2.Error
PLAIN_MAGIC = b"SQLite format 3\x00"
BUSY_MS = 5000

_AFTER_KEY = (
    "cipher_page_size = 4096",
    # 1.7x the cost of a plain cold read rather than 2.5x; the tag still has 256 bits.
    "cipher_hmac_algorithm = HMAC_SHA256",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "foreign_keys = ON",
    "secure_delete = ON",
    f"busy_timeout = {BUSY_MS}",
)


class Cursor(Protocol):
    """What the room uses of a cursor."""

    rowcount: int
    lastrowid: int | None
    description: Any

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def fetchmany(self, size: int = ...) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What the room uses of a connection. The library ships no types."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor: ...
    def set_key(self, key: bytearray, /) -> None: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


def connect(path: Path, key: DataKey, salt: bytes, *, shared: bool = False) -> Connection:
    """A keyed connection in autocommit mode; the file is created, for this user only, if it is missing.

    ``shared`` lets another thread close it. Raises the faults of ``sql_faults``, and ``Permanent('vault.not_encrypted')``
    when the library would write plain text.
    """
    with disk_faults(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    with sql_faults():
        connection: Connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=not shared)
    try:
        with sql_faults():
            _key(connection, key, salt)
            require_cipher(connection, path)
            for pragma in _AFTER_KEY:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except Fault as fault:
        connection.close()
        raise _by_space(fault, path) from fault
    return connection


def _by_space(fault: Fault, path: Path) -> Fault:
    """A disk without room for the shared index reports no more than an I/O error: the space left tells the two apart."""
    if fault.code == "vault.io" and shutil.disk_usage(path.parent).free < _INDEX_BYTES:
        return Permanent("vault.disk_full")
    return fault


_INDEX_BYTES = 64 * 1024


def _key(connection: Connection, key: DataKey, salt: bytes) -> None:
    if len(key.raw) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError("raw key of 32 bytes and salt of 16 bytes")
    # A wrong key would otherwise be printed about on the terminal.
    connection.execute("PRAGMA cipher_log_level = NONE")
    spelled = bytearray(b"x'")
    for byte in (*key.raw, *salt):
        spelled += b"%02x" % byte
    spelled += b"'"
    connection.set_key(spelled)
    spelled[:] = bytes(len(spelled))


def require_cipher(connection: Connection, path: Path) -> None:
    """Raises ``Permanent('vault.not_encrypted')`` unless this is SQLCipher with a key."""
    version = connection.execute("PRAGMA cipher_version").fetchone()
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if not version or not version[0] or not status or status[0] != "1":
        raise Permanent("vault.not_encrypted", file=path.name)


def require_hidden(path: Path) -> None:
    """Raises ``Permanent('vault.not_encrypted')`` if the file shows SQLite's own header. To be asked after the first write."""
    with disk_faults(path), path.open("rb") as file:
        if file.read(len(PLAIN_MAGIC)) == PLAIN_MAGIC:
            raise Permanent("vault.not_encrypted", file=path.name)


@contextlib.contextmanager
def sql_faults() -> Iterator[None]:
    """Names what SQLite says about disk and file in the store's codes. A broken rule of the schema stays what it is: a defect."""
    try:
        yield
    except Error as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error


_CODES: dict[int, str] = {
    3: "vault.read_only", 8: "vault.read_only", 10: "vault.io", 11: "vault.damaged", 13: "vault.disk_full",
    14: "vault.cannot_open", 26: "vault.damaged",
}
_WORDS = {
    "database or disk is full": 13, "disk I/O error": 10, "attempt to write a readonly database": 8, "database is locked": 5,
    "database disk image is malformed": 11, "file is not a database": 26, "unable to open database file": 14,
}
_BUSY = (5, 6)
_INTERRUPTED = 9


def fault_of(error: Exception) -> Fault | None:
    """The fault for a library error, by SQLite's primary result code; None for a defect of ours."""
    # A copy's faults come without their number, only in SQLite's fixed words.
    code = int(getattr(error, "sqlite_errorcode", None) or _WORDS.get(str(error), 1)) & 0xFF
    if code == _INTERRUPTED:
        # Only locking the store interrupts a query.
        return Refused("vault.locked")
    if code in _BUSY:
        return Transient("vault.busy")
    if code in _CODES:
        return Permanent(_CODES[code], sqlite=code)
    return None
