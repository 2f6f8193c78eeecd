"""What the sources page reads, in a worker thread: which sources there are, one in full, and whether its file still is what was read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hybriddesk.desk.knowledge.phrases import State
from hybriddesk.desk.knowledge.source_parts import Parts, parts_of
from hybriddesk.records.errors import Refused
from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge import SourceRow, live_version, source_count, source_ids, source_text
from hybriddesk.vault.knowledge_pages import source_page, spans_of
from hybriddesk.vault.source import IdList
from hybriddesk.workflow.knowing import Knowing


@dataclass(frozen=True, slots=True)
class Listed:
    """Sources that match, and how many there are in all."""

    ids: IdList
    whole: int


@dataclass(frozen=True, slots=True)
class SourceInFull:
    """One source with its text, cut into parts for the screen. ``version`` is the index that splits it, 0 for none."""

    row: SourceRow
    version: int
    text: str = field(repr=False)
    parts: Parts


def find_sources(db: Database, needle: str) -> Listed:
    """Sources whose name holds ``needle``."""
    with closing(db.reader()) as reader:
        return Listed(source_ids(reader, needle), source_count(reader))


def source_in_full(db: Database, source: str) -> SourceInFull:
    """Raises ``Refused('knowledge.unknown_source')``."""
    with closing(db.reader()) as reader:
        rows = source_page(reader, (source,))
        if not rows:
            raise Refused("knowledge.unknown_source")
        version, text = live_version(reader), source_text(reader, source)
        return SourceInFull(rows[0], version, text, parts_of(text, spans_of(reader, source, version)))


def file_states(db: Database, knowing: Knowing) -> dict[str, State]:
    """Of sources whose file is not what was read: whether it was changed or is gone."""
    stale = knowing.stale()
    with closing(db.reader()) as reader:
        return {row.id: "changed" if Path(row.path).exists() else "gone" for row in source_page(reader, stale)}
