"""A Markdown text cut into pieces that are parsed and laid out once each, so that a long answer costs the same per word to its end.

A piece is a paragraph, a heading, one list item, at most 20 lines of code, at most 5 rows of a table. How a text arrives does not
matter: any way of feeding it gives the same pieces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

PARAGRAPH = 800
"""Characters after which a paragraph is cut at its next good place."""
REACH = 200
CODE_LINES = 20
TABLE_ROWS = 5

Kind = Literal["text", "item", "code", "table"]

_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})\s*([^\s`]*)[^`]*$")
_ITEM = re.compile(r"( *)(?:[-*+]|\d{1,9}[.)])(?: +|$)")
_TABLE_RULE = re.compile(r" {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_GOOD_CUT = re.compile(r"(?<=[.!?:;\u3002\uff01\uff1f])\s+|\n")
_BLANK_CUT = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """``source`` is Markdown, for code the bare lines. ``joins``: it goes on from the piece above, without a gap.

    ``group`` is the number of the piece that began the same code block or table; ``depth`` how far a list item is moved in.
    """

    kind: Kind
    source: str = field(repr=False)
    group: int
    joins: bool = False
    depth: int = 0
    language: str = ""


class Splitter:
    """``feed`` text, read ``closed`` and ``open``; ``close`` at the end."""

    def __init__(self) -> None:
        self.closed: list[Piece] = []
        self._lines: list[str] = []
        self._size = 0
        self._tail = ""
        self._kind: Kind = "text"
        self._fence = ""
        self._indent = 0
        self._language = ""
        self._group = 0
        self._joins = False
        self._depth = 0
        self._table_head: list[str] = []
        self._gap = False

    def feed(self, text: str) -> None:
        """More of the text."""
        self._tail += text
        *whole, self._tail = self._tail.split("\n")
        for line in whole:
            self._line(self._cut_long(line))
        self._tail = self._cut_long(self._tail)

    def close(self) -> None:
        """The end of the text: nothing stays open."""
        if self._tail:
            self._line(self._tail)
            self._tail = ""
        self._end()

    @property
    def open(self) -> Piece | None:
        """What is still growing, as it would be if it ended here."""
        lines = [*self._lines, self._tail] if self._tail else list(self._lines)
        return self._piece(lines) if any(line.strip() for line in lines) else None

    # -- lines -----------------------------------------------------------------------------------------------------

    def _line(self, line: str) -> None:
        if self._kind == "code":
            self._code_line(line)
        elif self._opens_code(line):
            pass
        elif not line.strip():
            self._blank()
        elif self._kind == "table" and "|" in line:
            self._table_line(line)
        else:
            self._text_line(line)

    def _code_line(self, line: str) -> None:
        if re.fullmatch(rf" {{0,3}}{re.escape(self._fence[0])}{{{len(self._fence)},}}\s*", line):
            self._end()
            return
        lead = len(line) - len(line.lstrip(" "))
        self._lines.append(line[min(lead, self._indent) :])
        if len(self._lines) >= CODE_LINES:
            self._go_on()

    def _opens_code(self, line: str) -> bool:
        found = _FENCE.match(line.lstrip(" ") if self._kind == "item" else line)
        if found is None:
            return False
        depth = self._depth + 1 if self._kind == "item" and line.startswith("  ") else 0
        self._end()
        self._kind, self._fence, self._language, self._depth = "code", found[2], found[3].lower(), depth
        self._indent = len(line) - len(line.lstrip(" "))
        self._group = len(self.closed)
        return True

    def _blank(self) -> None:
        if self._kind == "item" and self._lines:
            self._gap = True
        else:
            self._end()

    def _table_line(self, line: str) -> None:
        self._lines.append(line)
        if len(self._lines) >= TABLE_ROWS:
            self._go_on()

    def _text_line(self, line: str) -> None:
        item = _ITEM.match(line)
        if item and (self._kind != "text" or not self._lines or self._begins_list(line)):
            self._end()
            self._kind, self._depth = "item", len(item[1]) // 2
            line = line.lstrip(" ")
        elif self._kind == "item":
            line = self._inside_item(line)
        if self._kind == "text" and self._is_table_rule(line):
            self._begin_table(line)
            return
        if self._kind == "table" or (_HEADING.match(line) and self._kind == "text"):
            self._end()
        self._lines.append(line)
        self._size += len(line) + 1
        if _HEADING.match(line) and self._kind == "text":
            self._end()
        elif self._size > PARAGRAPH:
            self._go_on()

    @staticmethod
    def _begins_list(line: str) -> bool:
        return not re.match(r" *\d+", line) or bool(re.match(r" *1[.)]", line))

    def _inside_item(self, line: str) -> str:
        """A further line of a list item keeps to the item, moved in as Markdown wants it; after a gap an outer line ends the list."""
        lead = len(line) - len(line.lstrip(" "))
        if self._gap and lead < 2:
            self._end()
            return line
        if self._gap:
            self._lines.append("")
        self._gap = False
        marker = _ITEM.match(self._lines[0]) if self._lines and not self._joins else None
        return " " * (marker.end() if marker else 0) + line.strip()

    def _is_table_rule(self, line: str) -> bool:
        return bool(self._lines) and "|" in self._lines[-1] and "|" in line and bool(_TABLE_RULE.match(line))

    def _begin_table(self, rule: str) -> None:
        head = self._lines.pop()
        self._end()
        self._kind, self._group = "table", len(self.closed)
        self._table_head = [head, rule]

    # -- cutting ---------------------------------------------------------------------------------------------------

    def _cut_long(self, line: str) -> str:
        """A line far longer than a paragraph is cut where a sentence ends, else at a blank, else where it is."""
        if self._kind in {"code", "table"}:
            return line
        while len(line) >= PARAGRAPH + REACH:
            at = _cut_place(line[: PARAGRAPH + REACH])
            self._text_line(line[:at].rstrip())
            self._go_on()
            line = line[at:].lstrip(" ")
        return line

    def _go_on(self) -> None:
        """Closes the piece; what follows belongs to the same paragraph, item, code or table."""
        if not self._lines:
            return
        kind, group, depth, language, head = self._kind, self._group, self._depth, self._language, self._table_head
        fence, indent = self._fence, self._indent
        if not self._end():
            return
        self._kind, self._depth, self._language, self._table_head = kind, depth, language, head
        self._fence, self._indent, self._joins = fence, indent, True
        self._group = group if kind in {"code", "table"} else len(self.closed)

    def _end(self) -> bool:
        lines = self._lines
        made = any(line.strip() for line in lines) or (self._kind == "code" and bool(lines)) or (self._kind == "table" and not self._joins)
        if made:
            self.closed.append(self._piece(lines))
        self._lines, self._size, self._kind, self._joins, self._gap = [], 0, "text", False, False
        self._depth, self._language, self._table_head = 0, "", []
        return made

    def _piece(self, lines: list[str]) -> Piece:
        group = self._group if self._kind in {"code", "table"} else len(self.closed)
        source = "\n".join([*self._table_head, *lines] if self._kind == "table" else lines)
        return Piece(self._kind, source, group, self._joins, self._depth, self._language)


def _cut_place(text: str) -> int:
    """The first good place after a paragraph's measure that leaves no emphasis, code or link open."""
    for pattern in (_GOOD_CUT, _BLANK_CUT):
        for found in pattern.finditer(text, PARAGRAPH):
            if _whole(text[: found.end()]):
                return found.end()
    last = _BLANK_CUT.search(text, PARAGRAPH)
    return last.end() if last else len(text)


def _whole(text: str) -> bool:
    return text.count("**") % 2 == 0 and text.count("`") % 2 == 0 and text.count("[") == text.count("]") and text.count("(") == text.count(")")


def pieces(text: str) -> list[Piece]:
    """All pieces of a whole text."""
    splitter = Splitter()
    splitter.feed(text)
    splitter.close()
    return splitter.closed
