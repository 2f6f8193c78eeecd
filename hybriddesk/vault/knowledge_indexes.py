"""The versions of the index over the person's sources, and the questions kept to compare them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.errors import Refused
from hybriddesk.vault.source import Source


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One version. ``size`` and ``overlap`` in characters; ``chunks`` counts those of standing sources."""

    version: int
    size: int
    overlap: int
    ranking: str
    state: Literal["building", "ready"]
    live: bool
    chunks: int
    built_ms: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question kept for comparing. ``wanted`` is the source that should be found, or empty."""

    id: str
    text: str = field(repr=False)
    wanted: str
    created_ms: int


def index_rows(source: Source) -> tuple[IndexRow, ...]:
    """All versions, the newest first."""
    rows = source.query(
        "SELECT x.version, x.size, x.overlap, x.ranking, x.state, x.live, (SELECT coalesce(sum(i.chunks), 0) FROM knowledge_indexed i"
        " JOIN knowledge_sources s ON s.id = i.source WHERE i.version = x.version AND s.removed_ms IS NULL), x.built_ms"
        " FROM knowledge_indexes x ORDER BY x.version DESC",
    )
    return tuple(IndexRow(version, size, overlap, ranking, state, bool(live), chunks, built) for version, size, overlap, ranking, state, live, chunks, built in rows)


def index_row(source: Source, version: int) -> IndexRow:
    """Raises ``Refused('knowledge.unknown_index')``."""
    found = next((row for row in index_rows(source) if row.version == version), None)
    if found is None:
        raise Refused("knowledge.unknown_index", version=version)
    return found


def live_version(source: Source) -> int:
    """The version that is asked, 0 where there is none."""
    rows = source.query("SELECT version FROM knowledge_indexes WHERE live = 1")
    return int(rows[0][0]) if rows else 0


def question_rows(source: Source) -> tuple[QuestionRow, ...]:
    """The kept questions, oldest first."""
    rows = source.query("SELECT id, text, wanted, created_ms FROM knowledge_questions WHERE removed_ms IS NULL ORDER BY created_ms, id")
    return tuple(QuestionRow(*row) for row in rows)
