"""The head of a GGUF file, as far as this app needs it: whether it is one, and how much the model was trained to read."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from hybriddesk.records.errors import Permanent

MAGIC = b"GGUF"
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of a value by its type; 8 is a text and 9 a list."""
_NUMBERS = {4: "<I", 5: "<i", 10: "<Q", 11: "<q"}
_TEXT, _LIST = 8, 9
MOST_PAIRS, LONGEST = 100_000, 1 << 20


def trained_context(path: Path) -> int | None:
    """Tokens the model was trained to read at once; None where the file does not say. Raises ``Permanent('local.unreadable')``."""
    try:
        with path.open("rb") as file:
            return _context(file)
    except (OSError, struct.error, KeyError, OverflowError) as error:
        raise Permanent("local.unreadable", file=path.name) from error


def _context(file: BinaryIO) -> int | None:
    if file.read(4) != MAGIC:
        raise KeyError("magic")
    _version, _tensors, pairs = struct.unpack("<IQQ", _exactly(file, 20))
    for _ in range(min(pairs, MOST_PAIRS)):
        key, kind = _text(file), _number(file, "<I")
        if key.endswith(b".context_length") and kind in _NUMBERS:
            return _number(file, _NUMBERS[kind])
        _skip(file, kind)
    return None


def _skip(file: BinaryIO, kind: int) -> None:
    if kind == _TEXT:
        _text(file)
    elif kind == _LIST:
        inner, count = _number(file, "<I"), _number(file, "<Q")
        if inner == _TEXT:
            for _ in range(count):
                _text(file)
        else:
            file.seek(_SIZES[inner] * count, 1)
    else:
        file.seek(_SIZES[kind], 1)


def _text(file: BinaryIO) -> bytes:
    length = _number(file, "<Q")
    if length > LONGEST:
        raise KeyError("length")
    return _exactly(file, length)


def _number(file: BinaryIO, form: str) -> int:
    (number,) = struct.unpack(form, _exactly(file, struct.calcsize(form)))
    return int(number)


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) != count:
        raise struct.error("cut")
    return found
