"""Writing a bundle: one moment of the store, streamed row by row through the seal. Nothing readable touches the disk."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from hybriddesk import __version__
from hybriddesk.records.errors import Permanent
from hybriddesk.records.ids import new_id
from hybriddesk.sync.age import LOG_N, Sealer
from hybriddesk.sync.archive import LARGEST, ArchiveWriter
from hybriddesk.sync.manifest import FORMAT, AuditHead, BundleSummary, Manifest, Part, Trailer
from hybriddesk.sync.rows import Streams, all_rows
from hybriddesk.sync.tables import SCHEMA, TABLES, Table, encoded

Progress = Callable[[int], None]
"""Told the number of rows done so far, now and then, on the working thread."""

PART = 4 * 1024 * 1024
"""Bytes after which a table's next file begins: a tar names each size before its content, so a part is held in memory."""

_CODES = {
    errno.ENOSPC: "sync.disk_full", errno.EDQUOT: "sync.disk_full", errno.EFBIG: "sync.disk_full",
    errno.EROFS: "sync.read_only_folder", errno.EACCES: "sync.read_only_folder", errno.EPERM: "sync.read_only_folder",
}


@dataclass(frozen=True, slots=True)
class About:
    """What only the store's own thread knows: this device's id and the state of the audit chain."""

    device: str
    created_ms: int
    audit: AuditHead


def write_bundle(
    source: Streams, target: Path, passphrase: str, about: About, *,
    include_keys: bool = False, progress: Progress = lambda _: None, log_n: int = LOG_N, only: str = "",
) -> BundleSummary:
    """Writes ``target`` in one step: it is whole or not there. ``only``: a conversation's id; nothing of any other is inside. Blocking; ``source`` must hold one moment (``Reader.begin``).

    Raises ``Permanent``: ``sync.disk_full``, ``sync.read_only_folder``, ``sync.cannot_write``; ``Refused`` as ``age.secret`` does.
    """
    manifest = Manifest(
        "hybriddesk bundle", FORMAT, SCHEMA, __version__, about.device, about.created_ms, include_keys, about.audit,
        {table.name: list(table.names(keys=include_keys)) for table in TABLES}, only)
    with replacing(target) as raw:
        counted = _Counted(raw)
        sealer = Sealer(counted, passphrase, log_n=log_n)  # type: ignore[arg-type]  # it only writes
        trailer = _fill(ArchiveWriter(sealer.write, about.created_ms // 1000), source, manifest, progress)
        sealer.finish()
    return summary(manifest, trailer, counted.size, counted.hash.hexdigest())


def summary(manifest: Manifest, trailer: Trailer, size: int, sha256: str) -> BundleSummary:
    """What is told about a bundle."""
    return BundleSummary(
        manifest.device, manifest.app, manifest.schema, manifest.created_ms, manifest.keys,
        {name: part.rows for name, part in trailer.tables.items()}, {name: part.sha256 for name, part in trailer.tables.items()},
        size, sha256, manifest.audit, manifest.conversation)


def _fill(archive: ArchiveWriter, source: Streams, manifest: Manifest, progress: Progress) -> Trailer:
    header = msgspec.json.format(msgspec.json.encode(manifest))
    archive.add("header.json", header)
    trailer, done = Trailer({"header.json": Part(0, hashlib.sha256(header).hexdigest())}, {}), 0
    for table in TABLES:
        whole, rows = hashlib.sha256(), 0
        for number, (part, content) in enumerate(_parts(source, table, manifest), 1):
            name = f"{table.name}/{number:04}.ndjson"
            archive.add(name, content)
            trailer.files[name] = Part(part, hashlib.sha256(content).hexdigest())
            whole.update(content)
            rows += part
            progress(done + rows)
        done += rows
        trailer.tables[table.name] = Part(rows, whole.hexdigest())
    archive.add("trailer.json", msgspec.json.encode(trailer))
    archive.finish()
    return trailer


def _parts(source: Streams, table: Table, manifest: Manifest) -> Iterator[tuple[int, bytes]]:
    """``(rows, NDJSON)`` pieces of a table. Raises ``Permanent('sync.row_too_large')`` for what no reader would accept."""
    held, rows = bytearray(), 0
    for row in all_rows(source, table, table.names(keys=manifest.keys), manifest.conversation):
        line = encoded(row) + b"\n"
        if len(line) > LARGEST - PART:
            raise Permanent("sync.row_too_large", table=table.name)
        held += line
        rows += 1
        if len(held) >= PART:
            yield rows, bytes(held)
            held, rows = bytearray(), 0
    if rows:
        yield rows, bytes(held)


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A private file beside the target that takes its place when all of it is on the disk, and is gone otherwise."""
    fresh = target.with_name(f".{target.name}.{new_id()[:8]}.part")
    if target.exists() and not target.is_file():
        # the rename at the end would put a plain file in the place of a folder's or device's name
        raise Permanent("sync.cannot_write", file=target.name)
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
            _sync_folder(target.parent)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise Permanent(_CODES.get(error.errno or 0, "sync.cannot_write"), file=target.name) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Counted:
    """A writer that keeps the size and hash of what went through."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.size = 0
        self.hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.size += len(data)
        return self._raw.write(data)
