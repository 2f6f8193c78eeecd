"""The files of one store inside its data folder, and what state they are in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from hybriddesk.records.errors import Refused
from hybriddesk.records.store import StoreState
from hybriddesk.vault.files import disk_faults, sync_folder
from hybriddesk.vault.header import copy_of, load
from hybriddesk.vault.lock import Lock


class StoreFolder:
    """Paths of ``vault.json`` (+ ``.bak``), ``vault.db``, ``vault.head``, ``store.lock`` and ``backups/``."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.header = data_dir / "vault.json"
        self.header_copy = copy_of(self.header)
        self.database = data_dir / "vault.db"
        self.new_database = data_dir / "vault.db.new"
        self.head = data_dir / "vault.head"
        self.lock = data_dir / "store.lock"
        self.header_lock = data_dir / "vault.json.lock"
        self.backups = data_dir / "backups"

    def state(self) -> StoreState:
        """What lies here, from the files alone. Only ``absent`` may ever lead to a new store."""
        if not (self.header.exists() or self.header_copy.exists()):
            return "no_header" if self.database.exists() else "absent"
        try:
            load(self.header)
        except Refused as fault:
            return "newer" if fault.code == "vault.newer" else "damaged_header"
        return "present" if self.database.exists() or self.new_database.exists() else "no_database"

    def make(self) -> None:
        """Creates the folder, for this user only. Raises ``Permanent('vault.read_only'|'vault.disk_full')``."""
        with disk_faults(self.data_dir):
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.data_dir.chmod(0o700)

    def settle_creation(self) -> None:
        """Puts the new store's waiting file in its place: the last step of set-up, done later if it was killed before.

        Raises ``Refused('vault.no_database')`` if there is neither.
        """
        if self.database.exists():
            return
        if not self.new_database.exists():
            raise Refused("vault.no_database")
        with disk_faults(self.database):
            self.new_database.replace(self.database)
            sync_folder(self.data_dir)

    @contextlib.contextmanager
    def changing_header(self) -> Iterator[None]:
        """Holds the header alone: set-up, a new passphrase and the keyring switch never interleave."""
        self.make()
        held = Lock.take(self.header_lock)
        try:
            yield
        finally:
            held.release()
