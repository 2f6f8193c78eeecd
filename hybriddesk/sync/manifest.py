"""What stands at both ends of a bundle, and what is told about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.sync.tables import SCHEMA, of_schema

FORMAT = 1


class AuditHead(msgspec.Struct, frozen=True):
    """The exporting store's audit chain: how many lines, the last hash, and whether it checked out there."""

    entries: int
    head: str
    ok: bool


class Manifest(msgspec.Struct, frozen=True):
    """``header.json``, the first file. ``tables`` maps each table to its columns; ``keys`` says whether provider keys are inside."""

    kind: Literal["hybriddesk bundle"]
    format: int
    schema: int
    app: str
    device: str
    created_ms: int
    keys: bool
    audit: AuditHead
    tables: dict[str, list[str]]


class Part(msgspec.Struct, frozen=True):
    """One file inside."""

    rows: int
    sha256: str


class Trailer(msgspec.Struct, frozen=True):
    """``trailer.json``, the last file: every other file's rows and hash, and each table's, over all its lines in order."""

    files: dict[str, Part]
    tables: dict[str, Part]


class _Lead(msgspec.Struct):
    kind: Literal["hybriddesk bundle"]
    format: int
    schema: int


@dataclass(frozen=True, slots=True)
class BundleSummary:
    """What a bundle holds. ``sha256`` is the bundle file's, ``digests`` each table's; ``bytes`` the file's size."""

    device: str
    app: str
    schema: int
    created_ms: int
    keys: bool
    rows: Mapping[str, int]
    digests: Mapping[str, str]
    bytes: int
    sha256: str
    audit: AuditHead


@dataclass(frozen=True, slots=True)
class TableCount:
    """Rows of one table: ``new`` here, ``same`` as here, ``newer`` than ours and taken, ``older`` than ours and left."""

    new: int = 0
    same: int = 0
    newer: int = 0
    older: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, or with ``dry_run`` would do. ``conflicts`` are texts of which both versions were kept."""

    new: int
    same: int
    newer: int
    older: int
    conflicts: int
    by_table: Mapping[str, TableCount] = field(default_factory=dict)
    dry_run: bool = False


def manifest_from(content: bytes) -> Manifest:
    """One of an older schema is read as far as its tables go.

    Raises ``Refused``: ``sync.not_a_bundle``, ``sync.newer_format``, ``sync.older_format`` (an older one with tables of another form),
    ``sync.damaged``.
    """
    try:
        lead = msgspec.json.decode(content, type=_Lead)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refused("sync.not_a_bundle") from None
    if lead.format > FORMAT or lead.schema > SCHEMA:
        raise Refused("sync.newer_format")
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, ValueError):
        raise Refused("sync.damaged") from None
    wanted = {table.name: list(table.names(keys=manifest.keys)) for table in of_schema(lead.schema)}
    if manifest.tables != wanted or lead.format < 1:
        raise Refused("sync.damaged" if lead.schema == SCHEMA else "sync.older_format")
    return manifest


def trailer_from(content: bytes, schema: int = SCHEMA) -> Trailer:
    """``schema`` is that of the bundle. Raises ``Refused('sync.damaged')``."""
    try:
        trailer = msgspec.json.decode(content, type=Trailer)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refused("sync.damaged") from None
    if trailer.tables.keys() != {table.name for table in of_schema(schema)}:
        raise Refused("sync.damaged")
    return trailer
