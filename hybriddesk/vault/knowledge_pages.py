"""The person's own sources as windows show them: rows of a page by their ids, where a source is split, and names to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from hybriddesk.vault.knowledge_sources import LISTED, SourceRow
from hybriddesk.vault.source import Source, as_json


def source_page(source: Source, ids: Sequence[str]) -> tuple[SourceRow, ...]:
    """The sources asked for, in that order; those that are not there are left out."""
    rows = source.query(
        f"SELECT {LISTED} FROM knowledge_sources s WHERE s.removed_ms IS NULL AND s.id IN (SELECT value FROM json_each(?))", (as_json(list(ids)),),
    )
    found = {row[0]: SourceRow(*row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def source_names(source: Source, limit: int) -> tuple[tuple[str, str], ...]:
    """Id and name of at most ``limit`` sources, by name."""
    return tuple(source.query("SELECT id, name FROM knowledge_sources WHERE removed_ms IS NULL ORDER BY name, n LIMIT ?", (limit,)))


def spans_of(source: Source, wanted: str, version: int) -> tuple[tuple[int, int], ...]:
    """The passages a version of the index splits a source in, as code points ``[start, end)`` of its text, in order."""
    return tuple(source.query("SELECT start, end FROM knowledge_chunks WHERE version = ? AND source = ? ORDER BY start", (version, wanted)))
