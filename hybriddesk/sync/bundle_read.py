"""Reading a bundle twice: first to its very end without keeping anything, then for the merge. Nothing is unpacked to disk."""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.sync import age
from hybriddesk.sync.archive import entries
from hybriddesk.sync.bundle_write import Progress, summary
from hybriddesk.sync.manifest import BundleSummary, Manifest, Part, Trailer, manifest_from, trailer_from
from hybriddesk.sync.tables import BY_NAME, Row, Table, of_schema


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read to its end and found whole. ``decided`` tells when each review was last decided or undone."""

    path: Path
    manifest: Manifest
    summary: BundleSummary
    trailer: Trailer = field(repr=False)
    opened: age.Opened = field(repr=False)
    decided: dict[str, int] = field(repr=False)

    def rows(self) -> Iterator[tuple[Table, Row]]:
        """All rows again, in order; every byte is checked again. Raises as ``check_bundle`` does."""
        with _reading(self.path) as file:
            yield from _Pass(file, self.opened, self.trailer).rows()


def check_bundle(path: Path, passphrase: str, *, progress: Progress = lambda _: None) -> Bundle:
    """Verifies everything, writes nothing. Blocking, for a worker thread: the key derivation takes half a second, then about 100 MB/s.

    ``progress`` is told the bytes of the file read so far.

    Raises ``Refused`` with ``sync.``: ``wrong_passphrase``, ``empty``, ``not_a_bundle``, ``cut``, ``damaged``, ``head_damaged``,
    ``reordered``, ``newer_format``, ``older_format``, ``too_hard``; ``Permanent('sync.unreadable'|'sync.no_memory')``.
    """
    with _reading(path) as file:
        opened = age.unlock(file, passphrase)
        reading = _Pass(file, opened)
        decided: dict[str, int] = {}
        for done, (table, row) in enumerate(reading.rows(), 1):
            if table.name == "decisions":
                review, at = str(row["review"]), max(_ms(row["decided_ms"]), _ms(row["undone_ms"]))
                decided[review] = max(at, decided.get(review, 0))
            if done % 1000 == 0:
                progress(file.tell())
        size, sha256 = _whole(file)
    told = summary(reading.manifest, reading.trailer, size, sha256)
    return Bundle(path, reading.manifest, told, reading.trailer, opened, decided)


class _Pass:
    """One reading from the header to the trailer. ``manifest`` and ``trailer`` are there when ``rows`` has ended."""

    manifest: Manifest
    trailer: Trailer

    def __init__(self, file: BinaryIO, opened: age.Opened, known: Trailer | None = None) -> None:
        self._entries = entries(age.chunks(file, opened))
        self._known = known
        self._seen = Trailer({}, {})
        self._chain = ("0" * 64, 0)

    def rows(self) -> Iterator[tuple[Table, Row]]:
        name, content = next(self._entries, ("", b""))
        if name != "header.json":
            raise Refused("sync.not_a_bundle")
        self.manifest = manifest_from(content)
        self._seen.files[name] = Part(0, hashlib.sha256(content).hexdigest())
        waiting = next(self._entries, ("", b""))
        for table in of_schema(self.manifest.schema):
            whole, number, rows = hashlib.sha256(), 1, 0
            while waiting[0] == f"{table.name}/{number:04}.ndjson":
                yield from self._part(table, *waiting)
                whole.update(waiting[1])
                rows += self._seen.files[waiting[0]].rows
                waiting, number = next(self._entries, ("", b"")), number + 1
            self._seen.tables[table.name] = Part(rows, whole.hexdigest())
        self._end(*waiting)

    def _part(self, table: Table, name: str, content: bytes) -> Iterator[tuple[Table, Row]]:
        names, count = table.names(keys=self.manifest.keys), 0
        if not content.endswith(b"\n"):
            raise Refused("sync.damaged", table=table.name)
        # Line by line: a part of nothing but line ends would split into a list many times its size.
        for line in io.BytesIO(content):
            row = table.decoded(line[:-1], names)
            count += 1
            if table is BY_NAME["audit"]:
                self._link(row)
            yield table, row
        self._seen.files[name] = Part(count, hashlib.sha256(content).hexdigest())

    def _link(self, row: Row) -> None:
        """Each audit line names the one before it. Whether its own hash is right only the other store's key can tell."""
        before, seq = self._chain
        if row["previous"] != before or row["seq"] != seq + 1:
            raise Refused("sync.damaged", table="audit")
        self._chain = (str(row["hash"]), seq + 1)

    def _end(self, name: str, content: bytes) -> None:
        if name != "trailer.json":
            raise Refused("sync.damaged")
        self.trailer = trailer_from(content, self.manifest.schema)
        if next(self._entries, None) is not None or self.trailer != self._seen or self._known not in (None, self._seen):
            raise Refused("sync.damaged")


def _ms(value: object) -> int:
    return value if isinstance(value, int) else 0


def _whole(file: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.sha256(), file.seek(0)
    while block := file.read(1 << 20):
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise Permanent("sync.unreadable", file=path.name) from error
