"""A view in which escapes of JSON and XML are the characters they stand for; spans map back to whole escapes."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable

from hybriddesk.privacy.carriers.region import Region
from hybriddesk.privacy.normalise import View

_ESCAPES = {
    "json": re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL),
    "xml": re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"),
}
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_UNICODE, _BYTE, _PAIR = 6, 4, 12


class Decoded(View):
    """``text`` is the folded, decoded text; ``source`` stays the text as it was written."""

    def __init__(self, source: str, regions: Iterable[Region]) -> None:
        pieces: list[str] = []
        self._at: list[int] = []
        self._cuts: list[tuple[int, int, int, int]] = []
        done = length = 0
        for region in regions:
            for found in _ESCAPES[region.escape].finditer(source, region.start, region.end):
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


def _plain(escape: str) -> str:
    if escape[0] == "&":
        return html.unescape(escape)
    if escape[1] in "ux" and len(escape) >= _BYTE:
        if len(escape) == _PAIR:
            return (chr(int(escape[2:6], 16)) + chr(int(escape[8:12], 16))).encode("utf-16", "surrogatepass").decode("utf-16")
        return chr(int(escape[2:], 16))
    return _SHORT.get(escape[1], escape[1])


def unescaped(value: str) -> str:
    """A value of the map as it reads without its escapes, JSON's or XML's."""
    if "\\" in value:
        value = Decoded(value, [Region(0, len(value), escape="json")]).text
    return html.unescape(value) if "&" in value else value
