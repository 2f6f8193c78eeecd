"""A file for a second reviewer at another desk, and the file that brings their decisions back.

Both are age files under a passphrase, as a bundle is: JSON lines, a header first. They hold only what the second look needs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.sync import age
from hybriddesk.sync.bundle_write import replacing

FORMAT = 1
LARGEST = 64 * 1024 * 1024
"""Bytes of such a file when open: it is read in one piece."""

Kind = Literal["hybriddesk second looks", "hybriddesk second answers"]
ASKED: Kind = "hybriddesk second looks"
ANSWERED: Kind = "hybriddesk second answers"

_Row = TypeVar("_Row")


class Head(msgspec.Struct, frozen=True):
    """The first line. ``person`` is who is asked, or who answers; ``count`` the lines that follow."""

    kind: Kind
    format: int
    person: str
    created_ms: int
    count: int


def write_look_file(target: Path, passphrase: str, head: Head, rows: Sequence[object], *, log_n: int = age.LOG_N) -> None:
    """Writes the file; it is whole or not there. Blocking. Raises as ``bundle_write.write_bundle`` does."""
    with replacing(target) as raw:
        sealer = age.Sealer(raw, passphrase, log_n=log_n)
        for row in (head, *rows):
            sealer.write(msgspec.json.encode(row) + b"\n")
        sealer.finish()


def read_look_file(path: Path, passphrase: str, kind: Kind, shape: type[_Row]) -> tuple[Head, tuple[_Row, ...]]:
    """The header and all rows, checked to the end. Blocking.

    Raises ``Refused``: those of ``age.unlock`` and ``age.chunks``, ``sync.not_a_look_file``, ``sync.other_look_file``,
    ``sync.newer_format``; ``Permanent('sync.unreadable')``.
    """
    lines = _plain(path, passphrase).split(b"\n")
    head = _head(lines[0], kind)
    rows = lines[1:-1]
    if lines[-1] or len(rows) != head.count:
        raise Refused("sync.not_a_look_file")
    try:
        return head, tuple(msgspec.json.decode(row, type=shape) for row in rows)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refused("sync.not_a_look_file") from None


def _head(line: bytes, kind: Kind) -> Head:
    try:
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refused("sync.not_a_look_file") from None
    if head.format > FORMAT:
        raise Refused("sync.newer_format")
    if head.kind != kind:
        raise Refused("sync.other_look_file")
    return head


def _plain(path: Path, passphrase: str) -> bytes:
    with _reading(path), path.open("rb") as file:
        opened, held = age.unlock(file, passphrase), bytearray()
        for chunk in age.chunks(file, opened):
            held += chunk
            if len(held) > LARGEST:
                raise Refused("sync.not_a_look_file")
    return bytes(held)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Permanent("sync.unreadable", file=path.name) from error
