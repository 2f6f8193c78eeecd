"""Writing the encrypted bundle beside reading the same rows, and the memory it takes."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from hybriddesk.headless.benches.stores import fill_conversations, fill_turns, fresh_store
from hybriddesk.headless.benches.timing import seconds
from hybriddesk.records.measure import Figure
from hybriddesk.sync.bundling import export_bundle, verify_bundle
from hybriddesk.sync.rows import all_rows
from hybriddesk.sync.tables import TABLES
from hybriddesk.vault.conversations import conversation_rows
from hybriddesk.vault.database import Database

TURNS = 24_000
PASSPHRASE = "four words for it"  # noqa: S105  of a bundle that is thrown away
READING, MEMORY_MB = 0.7, 150


def measure(scale: float) -> Iterator[Figure]:
    """The time of an almost empty bundle, which is the work of its passphrase, is measured and taken off the rates."""
    with fresh_store() as (db, folder):
        fill_conversations(db, 1)
        conversation = conversation_rows(db, 1)[0].id
        fixed = seconds(lambda: export_bundle(db, folder / "empty.age", PASSPHRASE))
        fill_turns(db, conversation, max(int(TURNS * scale), 200))
        before = _peak_mb()
        reading = seconds(lambda: _read(db))
        target = folder / "full.age"
        writing = max(seconds(lambda: export_bundle(db, target, PASSPHRASE)) - fixed, 1e-6)
        size = target.stat().st_size / 1e6
        yield Figure("passphrase work of a bundle", fixed, "s")
        yield Figure("export", size / writing, "MB/s", size / reading, READING, "ratio >=")
        yield Figure("memory grown by the export", _peak_mb() - before, "MB", target=MEMORY_MB)
        yield _verifying(target, folder / "empty.age", size, writing)


def _verifying(target: Path, empty: Path, size: float, writing: float) -> Figure:
    fixed = seconds(lambda: verify_bundle(empty, PASSPHRASE))
    took = max(seconds(lambda: verify_bundle(target, PASSPHRASE)) - fixed, 1e-6)
    return Figure("verify, beside export", size / took, "MB/s", size / writing)


def _read(db: Database) -> None:
    reader = db.reader()
    try:
        for table in TABLES:
            for _row in all_rows(reader, table, table.names(keys=False)):
                pass
    finally:
        reader.close()


def _peak_mb() -> float:
    """The most memory this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
