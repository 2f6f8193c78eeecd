"""Stores for the tests of this room: made with the least stretching, so that a test spends its time on what it is about."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hybriddesk.vault import store
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey, Stretch

PASSPHRASE = "plain words for testing"
QUICK = Stretch(passes=1, lanes=1, memory_kib=8)
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Made:
    folder: StoreFolder
    key: DataKey
    code: str


def make(where: Path, passphrase: str | None = PASSPHRASE, **more: Any) -> Made:
    folder = StoreFolder(where / "data")
    key, code = store.create(folder, passphrase, stretch=QUICK, **more)
    return Made(folder, key, code)


@contextlib.contextmanager
def opened(made: Made, **more: Any) -> Iterator[Database]:
    db = Database.open(made.folder, made.key, **more)
    try:
        yield db
    finally:
        db.close()


def put(db: Database, name: str, value: str = "kept") -> None:
    with db.write("meta", ids=[name]) as connection:
        connection.execute("INSERT INTO meta(name, value) VALUES(?, ?)", (name, value))


def names(db: Database) -> list[str]:
    return [row[0] for row in db.query("SELECT name FROM meta ORDER BY name")]


def child(*arguments: str) -> subprocess.Popen[str]:
    """This room's helper process: see ``vault_child.py``."""
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("vault_child.py")), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent)))},
    )


def ticking() -> Callable[[], int]:
    """A clock that moves on by a minute each time it is read."""
    moments = iter(range(1_700_000_000_000, 1 << 60, 60_000))
    return lambda: next(moments)
