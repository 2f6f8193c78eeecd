"""Runs of base64 and hexadecimal that hold readable text, so that a value does not leave in them unseen."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

_RUN = re.compile(r"[A-Za-z0-9+/_\-]{6,8192}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){4,}\Z")
_FEWEST = 3


def encoded_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, decoded)`` of each run that decodes to printable text of at least three characters."""
    for run in _RUN.finditer(text):
        if _HEX.match(run[0]):
            yield from ((*run.span(), plain) for plain in _readable(bytes.fromhex(run[0])))
        elif not run[0].islower():
            yield from ((*run.span(), plain) for plain in _readable(_base64(run[0])))


def _base64(run: str) -> bytes:
    body = run.rstrip("=").translate(_STANDARD)
    return base64.b64decode(body[: len(body) - (len(body) % 4 == 1)] + "=" * (-len(body) % 4 % 3))


_STANDARD = str.maketrans("-_", "+/")


def _readable(data: bytes) -> Iterator[str]:
    try:
        plain = data.decode()
    except UnicodeDecodeError:
        return
    if len(plain) >= _FEWEST and plain.replace("\n", " ").replace("\t", " ").replace("\r", " ").isprintable():
        yield plain
