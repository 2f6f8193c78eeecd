"""Copies of the store, taken while it is open and still encrypted under the same key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hybriddesk.records.errors import Fault
from hybriddesk.vault.cipher import Connection, connect, sql_faults
from hybriddesk.vault.files import disk_faults, sync_folder
from hybriddesk.vault.keys import DataKey

PAGES_A_STEP = 512
COPIES_KEPT = 3


def copy_to(source: Connection, target: Path, key: DataKey, salt: bytes) -> None:
    """Writes a whole, closed copy to ``target``; on a fault nothing stays there. Raises ``Permanent('vault.disk_full')`` and kin."""
    fresh = target.with_name(target.name + ".tmp")
    with disk_faults(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
    try:
        _copy(source, fresh, key, salt)
        with disk_faults(target):
            fresh.replace(target)
            sync_folder(target.parent)
    except Fault:
        _remove(fresh)
        raise


def _copy(source: Connection, fresh: Path, key: DataKey, salt: bytes) -> None:
    copy: Any = connect(fresh, key, salt)
    try:
        with sql_faults():
            reading: Any = source
            reading.backup(copy, pages=PAGES_A_STEP)
            # A copy in WAL mode would want two more files beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def thin_out(backups: Path, kept: int = COPIES_KEPT) -> None:
    """Removes all but the newest copies made before a migration."""
    found = sorted(backups.glob("schema-*.db"), key=lambda path: int(path.stem.rsplit("-", 1)[-1]), reverse=True)
    for path in found[kept:]:
        path.unlink()
