"""JSON, also cut short, inside prose or one document a line: string leaves and numbers, the key names the value.

A scanner of its own: no recursion, and what is no JSON ends the block where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hybriddesk.privacy.carriers.region import Block, Region, label_of, trimmed

_OPEN = re.compile(r'[\[{][\s\[{]{0,200}"')
_TOKEN = re.compile(
    r'\s*(?:([{}\[\],:])|"([^"\\]*(?:\\.[^"\\]*)*)"|(-?[0-9][0-9.eE+\-]*)|(?:true|false|null)\b|(")|//[^\n]*)', re.DOTALL
)
_COLON = re.compile(r"\s*:")
_NEXT = re.compile(r"[\s,]*(?=[{\[])")
_PLAIN_KEY = re.compile(r"[A-Za-z_$@#][\w$.:\-@#/ ]{0,60}\Z")
_NAMING_KEYS = frozenset(["name", "key", "field", "label", "type", "system", "property", "attribute", "column"])
_VALUE_KEYS = frozenset(["value", "val", "content"])
"""``{"field": "ssn", "value": ...}``: the first says what the second is."""
_LONGEST_NAME = 40
_PART_KEYS = frozenset(["first", "last", "given", "middle", "family", "full", "number", "no", "line 1", "line 2", "line1", "line2", "value", "text", "name", "city", "code", "date", "street"])
"""Keys that say little without the key of the object around them: ``{"name": {"first": ...}}``."""


def find(text: str, start: int, end: int) -> Iterator[Block]:
    """Objects and arrays that hold a string."""
    at = start
    while opened := _OPEN.search(text, at, end):
        scan = _Scan(text, opened.start(), end)
        if scan.regions and scan.proper:
            yield Block(opened.start(), scan.at, tuple(scan.regions))
        at = max(scan.at, opened.end() - 1)


@dataclass(slots=True)
class _Frame:
    """An open object or array: the label it stands under, its record, and what a field of it says that its ``value`` is."""

    is_object: bool
    label: str
    record: int
    named: str = ""


class _Scan:
    """One walk from an opening bracket as far as the text is JSON."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.at, self.end = text, start, end
        self.regions: list[Region] = []
        self.proper = text[start] == "["
        self._frames: list[_Frame] = []
        self._key = ""
        self._records = 0
        while self._token():
            pass

    def _token(self) -> bool:
        found = _TOKEN.match(self.text, self.at, self.end)
        if not found:
            return False
        mark, string, number, broken = found.groups()
        if broken:
            self._cut_off(found.start(4) + 1)
            return False
        self.at = found.end()
        if mark:
            return self._mark(mark)
        if string is not None:
            self._string(found.start(2), found.end(2))
        elif number:
            self._value(found.start(3), found.end(3), quote='"')
        return True

    def _mark(self, mark: str) -> bool:
        if mark in "{[":
            self._records += mark == "{"
            self._frames.append(_Frame(mark == "{", self._label(), self._records))
            self._key = ""
        elif mark in "}]":
            self._frames.pop()
            self._key = ""
            return bool(self._frames) or self._another()
        elif mark == ",":
            self._key = ""
        return True

    def _another(self) -> bool:
        """Whether a further document follows, as in a file of one a line."""
        more = _NEXT.match(self.text, self.at, self.end)
        if more and "\n" in more[0]:
            self.at = more.end()
            return True
        return False

    def _string(self, start: int, end: int) -> None:
        colon = _COLON.match(self.text, self.at, self.end) if self._frames[-1].is_object else None
        if not colon:
            self._value(start, end)
            return
        name = self.text[start:end]
        if not _PLAIN_KEY.match(name):
            self._value(start, end)
        self.proper = True
        self._key = label_of(name)
        self.at = colon.end()

    def _label(self) -> str:
        if not self._frames:
            return ""
        frame = self._frames[-1]
        if frame.named and self._key in _VALUE_KEYS:
            return frame.named
        around = frame.label
        return f"{around} {self._key}" if around and self._key in _PART_KEYS else self._key or around

    def _value(self, start: int, end: int, quote: str = "") -> None:
        first, last = trimmed(self.text, start, end)
        if first < last:
            escape = not quote and "\\" in self.text[first:last]
            frame = self._frames[-1]
            self.regions.append(Region(first, last, self._label(), frame.record, quote, "json" if escape else ""))
            if self._key in _NAMING_KEYS and last - first <= _LONGEST_NAME:
                frame.named = label_of(self.text[first:last])

    def _cut_off(self, start: int) -> None:
        """A string that the end of the text cuts off."""
        self.at = self.end
        self._value(start, self.end)
