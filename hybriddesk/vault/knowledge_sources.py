"""The person's own sources as they are listed and read."""

from __future__ import annotations

from dataclasses import dataclass, field

from hybriddesk.vault.source import IdList, Source, id_list, only

_STANDING = "removed_ms IS NULL AND instr(lower(name), lower(?)) > 0"
_LIVE = "(SELECT version FROM knowledge_indexes WHERE live = 1)"
LISTED = (
    "s.id, s.name, s.path, s.kind, s.sha256, s.characters,"
    f" coalesce((SELECT i.chunks FROM knowledge_indexed i WHERE i.source = s.id AND i.version = {_LIVE}), 0),"
    " s.hidden, s.added_ms, s.changed_ms, (SELECT count(DISTINCT run) FROM passages p WHERE p.source = s.id AND p.code = '')"
)
"""The columns of a ``SourceRow``, of sources named ``s``."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as it is listed. ``path`` is empty for pasted text; ``chunks`` counts its pieces in the live index, ``hidden`` characters
    that no reader sees and that were left out, ``used`` the requests it was given to."""

    id: str
    name: str
    path: str
    kind: str
    sha256: str
    characters: int
    chunks: int
    hidden: int
    added_ms: int
    changed_ms: int
    used: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """Where a source was read, and the file's SHA-256 then."""

    id: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be kept. ``path`` is where it was read, absolute; ``sha256`` that of the file, or of pasted text as UTF-8."""

    name: str
    path: str
    kind: str
    sha256: str
    hidden: int
    text: str = field(repr=False)


def source_rows(source: Source, limit: int, offset: int = 0, needle: str = "") -> tuple[SourceRow, ...]:
    """A page of the sources whose name has ``needle`` in it, by name."""
    rows = source.query(
        f"SELECT {LISTED} FROM (SELECT * FROM knowledge_sources WHERE {_STANDING} ORDER BY name, n LIMIT ? OFFSET ?) s ORDER BY s.name, s.n",
        (needle, limit, offset),
    )
    return tuple(SourceRow(*row) for row in rows)


def source_row(source: Source, wanted: str) -> SourceRow:
    """Raises ``Refused('knowledge.unknown_source')``."""
    return SourceRow(*only(source, "knowledge.unknown_source", f"SELECT {LISTED} FROM knowledge_sources s WHERE s.id = ? AND s.removed_ms IS NULL", (wanted,)))


def source_count(source: Source, needle: str = "") -> int:
    """How many sources stand."""
    return int(source.query(f"SELECT count(*) FROM knowledge_sources WHERE {_STANDING}", (needle,))[0][0])


def source_ids(source: Source, needle: str = "") -> IdList:
    """The ids in the order of ``source_rows``."""
    return id_list(source, f"SELECT id FROM knowledge_sources WHERE {_STANDING} ORDER BY name, n", (needle,))


def source_text(source: Source, wanted: str) -> str:
    """The whole text. Raises ``Refused('knowledge.unknown_source')``."""
    return str(only(source, "knowledge.unknown_source", "SELECT text FROM knowledge_sources WHERE id = ? AND removed_ms IS NULL", (wanted,))[0])


def source_sum(source: Source, wanted: str) -> str:
    """SHA-256 of what a standing source was read from, or '' if it is not there."""
    rows = source.query("SELECT sha256 FROM knowledge_sources WHERE id = ? AND removed_ms IS NULL", (wanted,))
    return str(rows[0][0]) if rows else ""


def read_from(source: Source) -> tuple[FileRow, ...]:
    """The sources that were read from a file, the oldest first. Those of another device may have the same path."""
    return tuple(FileRow(*row) for row in source.query("SELECT id, path, sha256 FROM knowledge_sources WHERE removed_ms IS NULL AND path <> '' ORDER BY n"))


def has_content(source: Source, sha256: str) -> bool:
    """Whether a source of exactly this content stands."""
    return bool(source.query("SELECT 1 FROM knowledge_sources WHERE sha256 = ? AND removed_ms IS NULL LIMIT 1", (sha256,)))
