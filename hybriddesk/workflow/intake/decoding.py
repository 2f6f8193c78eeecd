"""Which encoding a text file has, found without reading it into memory."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from hybriddesk.records.errors import Refused

_BLOCK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})


@dataclass(frozen=True, slots=True)
class Encoding:
    """``name`` for ``open()``; ``notes`` go into an item's ``extra`` so that the person learns what was guessed or replaced."""

    name: str
    notes: tuple[tuple[str, str], ...] = ()


def encoding_of(path: Path) -> Encoding:
    """UTF-8 or UTF-16 by mark, else UTF-8 if it mostly is, else Windows-1252. Raises ``Refused('intake.binary')``, ``OSError``."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name)
    _refuse_binary(head)
    return _guess(*_count(path))


def _refuse_binary(head: bytes) -> None:
    odd = len(head) - len(head.translate(None, _CONTROLS))
    if b"\x00" in head or odd * 50 > len(head):
        raise Refused("intake.binary")


def _count(path: Path) -> tuple[int, int]:
    """How many characters beyond ASCII decode as UTF-8, and how many do not."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            if b"\x00" in block:
                raise Refused("intake.binary")
            text = decoder.decode(block, final=not block)
            wrong = text.count("\ufffd")
            bad += wrong
            good += 0 if text.isascii() else sum(character > "\x7f" for character in text) - wrong
            if not block:
                return good, bad


def _guess(good: int, bad: int) -> Encoding:
    if not bad:
        return Encoding("utf-8")
    if good > bad:
        return Encoding("utf-8", (("encoding", "utf-8"), ("notice", "intake.characters_replaced")))
    return Encoding("cp1252", (("encoding", "windows-1252"), ("notice", "intake.encoding_guessed")))
