"""A plain tar of regular files inside the bundle, written and read in one go. Reading is strict: nothing but what we write."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Callable, Iterable, Iterator

from hybriddesk.records.errors import Refused
from hybriddesk.sync.age import CHUNK

BLOCK = 512
LARGEST = 48 * 1024 * 1024
"""Bytes of one file inside: it is held in memory while it is read."""
_NAME = re.compile(r"[a-z_]+(/[0-9]{4,6}\.ndjson|\.json)")


class ArchiveWriter:
    """Hands tar bytes to ``write``; ``finish`` pads to whole chunks, so that a cut file shows and sizes say little."""

    def __init__(self, write: Callable[[bytes], None], mtime: int) -> None:
        self._write = write
        self._mtime = mtime
        self._size = 0

    def add(self, name: str, content: bytes) -> None:
        self._put(_head(name, len(content), self._mtime))
        self._put(content)
        self._put(bytes(-len(content) % BLOCK))

    def finish(self) -> None:
        end = self._size + 2 * BLOCK
        self._put(bytes(2 * BLOCK + -end % CHUNK))

    def _put(self, data: bytes) -> None:
        self._write(data)
        self._size += len(data)


def entries(chunks: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Names and contents in order; ends after the whole stream is read and found to be padding.

    Raises ``Refused('sync.not_a_bundle')`` if the first entry is no such file, ``'sync.damaged'`` for anything odd later.
    """
    stream = _Stream(iter(chunks))
    first = True
    while True:
        block = stream.take(BLOCK)
        if not any(block):
            stream.only_zeros()
            return
        name, size = _entry(block, "sync.not_a_bundle" if first else "sync.damaged")
        content = stream.take(size)
        if any(stream.take(-size % BLOCK)):
            raise Refused("sync.damaged")
        yield name, content
        first = False


def _head(name: str, size: int, mtime: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, mtime
    return entry.tobuf(tarfile.USTAR_FORMAT)


def _entry(block: bytes, code: str) -> tuple[str, int]:
    try:
        entry = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, ValueError):
        raise Refused(code) from None
    known = _NAME.fullmatch(entry.name) and 0 <= entry.size <= LARGEST
    if not known or block != _head(entry.name, entry.size, int(entry.mtime)):
        raise Refused(code)
    return entry.name, entry.size


class _Stream:
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = bytearray()

    def take(self, size: int) -> bytes:
        while len(self._rest) < size:
            more = next(self._chunks, None)
            if more is None:
                raise Refused("sync.damaged")
            self._rest += more
        with memoryview(self._rest) as whole:
            taken = bytes(whole[:size])
        del self._rest[:size]
        return taken

    def only_zeros(self) -> None:
        if any(self._rest) or any(any(chunk) for chunk in self._chunks):
            raise Refused("sync.damaged")
