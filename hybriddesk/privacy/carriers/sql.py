"""SQL: string literals and numbers; the column of an INSERT or the name before an operator is the label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.carriers.region import Block, Region, label_of, trimmed

_BEGIN = re.compile(
    r"(?i)\b(?:INSERT\s{1,20}(?:IGNORE\s{1,20})?INTO|REPLACE\s{1,20}INTO|UPDATE\s{1,20}[\w.`\"\[\]]{1,80}\s{1,20}SET|DELETE\s{1,20}FROM|MERGE\s{1,20}INTO|CREATE\s{1,20}TABLE)\b"
    r"|\bSELECT\b(?=[^;]{1,400}?\bFROM\b)"
)
_KEYWORD = re.compile(r"(?i)\s*(?:INSERT|REPLACE|UPDATE|DELETE|MERGE|CREATE|SELECT|ALTER|DROP|BEGIN|COMMIT|WITH|SET|--|/\*)(?![\w'])")
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<comment>--[^\n]*|/\*.{0,4000}?\*/)|[NEBnebx]?'(?P<string>[^']*(?:''[^']*)*)'|(?P<name>`[^`\n]{1,80}`|\"[^\"\n]{1,80}\"|\[[\w ]{1,80}\]|[^\W\d]\w*)"
    r"|(?P<number>[0-9][0-9.]*)|(?P<mark>.)", re.DOTALL,
)
_PASSED = frozenset(["LIKE", "ILIKE", "IN", "NOT", "AND", "OR", "IS", "BETWEEN", "AS", "ON", "N", "E"])


def find(text: str, start: int, end: int) -> Iterator[Block]:
    """Statements from their first word on; they end at a semicolon with no statement after it, or at an empty line."""
    at = start
    while begin := _BEGIN.search(text, at, end):
        scan = _Scan(text, begin.start(), end)
        if scan.regions:
            yield Block(begin.start(), scan.at, tuple(scan.regions))
        at = max(scan.at, begin.end())


class _Scan:
    """One walk over the tokens of a run of statements."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.at, self.end = text, start, end
        self.regions: list[Region] = []
        self._label, self._columns, self._created = "", list[str](), list[str]()
        self._creating, self._opens = False, False
        self._listing, self._values, self._depth, self._place, self._record = False, False, 0, 0, 0
        while self.at < end and self._token():
            pass

    def _token(self) -> bool:
        found = _TOKEN.match(self.text, self.at, self.end)
        assert found is not None  # the last alternative takes any character
        kind, at = found.lastgroup, self.at
        if kind == "space" and found[0].count("\n") > 1 and not _KEYWORD.match(self.text, found.end(), self.end) and not self._depth:
            return False
        self.at = found.end()
        if kind == "comment":
            self._add(at + 2, self.at, "", "")
        elif kind == "string":
            self._add(found.start("string"), found.end("string"), self._named(), "")
        elif kind == "number":
            self._add(at, self.at, self._named(), "'")
        elif kind == "name":
            self._name(found[0].strip('`"[]'))
        elif kind == "mark":
            return self._mark(found[0])
        return True

    def _name(self, name: str) -> None:
        word = name.upper()
        if word in ("INTO", "VALUES"):
            self._listing, self._values = word == "INTO", word == "VALUES"
            self._columns = [] if self._listing else self._columns or self._created
        elif self._creating and self._depth == 1:
            if self._opens:
                self._created.append(label_of(name))
            self._opens = False
        elif word == "CREATE":
            self._creating, self._created = True, []
        elif self._listing and self._depth == 1:
            self._columns.append(label_of(name))
        elif word not in _PASSED:
            self._label = label_of(name)

    def _mark(self, mark: str) -> bool:
        self._opens = mark in "(," and self._depth <= 1
        if mark == "(":
            self._depth += 1
            self._place = 0 if self._depth == 1 else self._place
            self._record += self._depth == 1
        elif mark == ")":
            self._depth -= 1
        elif mark == "," and self._depth == 1:
            self._place += 1
        elif mark == ";":
            self._depth, self._listing, self._values, self._creating, self._label = 0, False, False, False, ""
            return _KEYWORD.match(self.text, self.at, self.end) is not None
        return True

    def _named(self) -> str:
        if self._values and self._depth >= 1:
            return self._columns[self._place] if self._place < len(self._columns) else ""
        return self._label

    def _add(self, start: int, end: int, label: str, quote: str) -> None:
        while start < end and self.text[start] == "%":
            start += 1
        while start < end and self.text[end - 1] == "%":
            end -= 1
        first, last = trimmed(self.text, start, end)
        if first < last:
            self.regions.append(Region(first, last, label, self._record, quote))
