"""A view in which escapes of JSON, XML and URLs are the characters they stand for; spans map back to whole escapes."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from urllib.parse import unquote

from hybriddesk.privacy.carriers.region import Region
from hybriddesk.privacy.normalise import View

_PERCENT = r"(?:%[0-9a-fA-F]{2}){1,400}"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_UNICODE = r"\\{1,8}u[dD][89abAB][0-9a-fA-F]{2}\\{1,8}u[dD][c-fC-F][0-9a-fA-F]{2}|\\{1,8}u[0-9a-fA-F]{4}"
"""More backslashes than one: JSON within JSON."""
_ESCAPES = {
    "": re.compile(f"{_UNICODE}|{_PERCENT}|{_ENTITY}"),
    "json": re.compile(rf"{_UNICODE}|\\x[0-9a-fA-F]{{2}}|\\.|{_PERCENT}|{_ENTITY}", re.DOTALL),
    "xml": re.compile(f"{_ENTITY}|{_PERCENT}"),
}
_SIGN = re.compile(r"%[0-9a-fA-F]{2}|&#|&[A-Za-z]{2,30};|\\u[0-9a-fA-F]{4}")
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_PAIR = 10


def is_escaped(text: str) -> bool:
    """Whether any escape that means the same everywhere stands in the text."""
    return ("%" in text or "&" in text or "\\u" in text) and _SIGN.search(text) is not None


class Decoded(View):
    """``text`` is the folded, decoded text; ``source`` stays the text as it was written. Outside ``regions`` only escapes that are the same everywhere are read."""

    def __init__(self, source: str, regions: Iterable[Region] = ()) -> None:
        pieces: list[str] = []
        self._at: list[int] = []
        self._cuts: list[tuple[int, int, int, int]] = []
        done = length = 0
        for start, end, pattern in _stretches(regions, len(source)):
            for found in pattern.finditer(source, start, end):
                plain = _plain(found[0])
                pieces += (source[done : found.start()], plain)
                length += found.start() - done
                self._at.append(length)
                self._cuts.append((length, length + len(plain), *found.span()))
                length += len(plain)
                done = found.end()
        pieces.append(source[done:])
        super().__init__("".join(pieces))
        self.source = source

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``source`` for a non-empty span of ``text``; an escape is taken whole."""
        first, last = super().to_source(start, end)
        return self._back(first, ends=False), self._back(last - 1, ends=True)

    def _back(self, at: int, *, ends: bool) -> int:
        number = bisect_right(self._at, at) - 1
        if number < 0:
            return at + ends
        _, stop, source_start, source_stop = self._cuts[number]
        if at < stop:
            return source_stop if ends else source_start
        return source_stop + at - stop + ends


def _stretches(regions: Iterable[Region], end: int) -> Iterable[tuple[int, int, re.Pattern[str]]]:
    at = 0
    for region in regions:
        yield at, region.start, _ESCAPES[""]
        yield region.start, region.end, _ESCAPES[region.escape]
        at = region.end
    yield at, end, _ESCAPES[""]


def _plain(escape: str) -> str:
    if escape[0] == "&":
        return html.unescape(escape)
    if escape[0] == "%":
        return _percent(escape)
    digits = escape.replace("\\", "")
    if digits[:1] in ("u", "x") and len(digits) > 1:
        if len(digits) == _PAIR:
            return (chr(int(digits[1:5], 16)) + chr(int(digits[6:], 16))).encode("utf-16", "surrogatepass").decode("utf-16")
        return chr(int(digits[1:], 16))
    return _SHORT.get(escape[1], escape[1])


def _percent(escape: str) -> str:
    try:
        return unquote(escape, errors="strict")
    except UnicodeDecodeError:
        return escape


def unescaped(value: str) -> str:
    """A value of the map as it reads without its escapes."""
    return Decoded(value, [Region(0, len(value), escape="json")]).text if "\\" in value or is_escaped(value) else value
