"""Reads of the error log that are too long for the window's thread, each on a connection of its own in a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hybriddesk.desk.monitor.phrases import codes_saying
from hybriddesk.records.errors import Refused
from hybriddesk.records.troubles import Occurrence
from hybriddesk.vault.database import Database
from hybriddesk.vault.error_pages import TroubleRow, trouble_counts, trouble_ids, trouble_page
from hybriddesk.vault.errors import occurrences
from hybriddesk.vault.source import IdList
from hybriddesk.workflow.error_export import export_errors


@dataclass(frozen=True, slots=True)
class Found:
    """The kinds that match, latest first, and how many there are in each state."""

    ids: IdList
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class TroubleInFull:
    """One kind with its latest occurrences, newest first."""

    row: TroubleRow
    occurrences: tuple[Occurrence, ...]


def find_troubles(db: Database, text: str, state: str) -> Found:
    """Kinds in ``state`` (empty: any) that hold ``text`` in their fields or in their words."""
    with closing(db.reader()) as reader:
        return Found(trouble_ids(reader, text, state, codes_saying(text)), trouble_counts(reader))


def trouble_in_full(db: Database, fingerprint: str) -> TroubleInFull:
    """Raises ``Refused('errors.unknown')``."""
    with closing(db.reader()) as reader:
        rows = trouble_page(reader, (fingerprint,))
        if not rows:
            raise Refused("errors.unknown")
        return TroubleInFull(rows[0], occurrences(reader, fingerprint))


def export_log(db: Database, target: Path, progress: Callable[[int, int], object]) -> int:
    """The log as it is at one moment; returns how many kinds. ``progress`` may raise to stop; then no file is left."""
    with closing(db.reader()) as reader:
        reader.begin()
        return export_errors(reader, target, db.clock(), progress)
