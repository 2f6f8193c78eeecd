"""Tables as text: CSV, TSV, semicolons, pipes and markdown. The header names the column; the separators stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from hybriddesk.privacy.carriers.hints import names_data
from hybriddesk.privacy.carriers.region import Block, Region, label_of, trimmed

Cells = list[tuple[int, int]]
_DELIMITERS = "\t|;,"
_HEADING = re.compile(r"[^\W\d_][\w .\-/#()'*]{0,40}\Z")
_RULER = re.compile(r"[\s|:\-+=]{3,}\Z")
_QUOTED = re.compile(r'[ \t]{0,20}"([^"]{0,4000}(?:""[^"]{0,4000}){0,50})"[ \t]{0,20}')
_LINE = re.compile(r"[^\n]*")
_MOST_CELLS = 400
_FEWEST_LINES, _FEWEST_CELLS, _LONGEST_CELL = 3, 4, 80


def find(text: str, start: int, end: int) -> Iterator[Block]:
    """A header with at least one column that names data and rows of as many cells; or three like rows of short cells."""
    at = start
    while at < end:
        stop = _line_end(text, at, end)
        block = next((made for sign in _DELIMITERS if sign in text[at:stop] and (made := _table(text, at, stop, end, sign))), None)
        if block:
            yield block
        at = block.end if block else stop + 1


def _table(text: str, start: int, stop: int, end: int, sign: str) -> Block | None:
    head, at = _row(text, start, end, sign)
    names = [text[a:b].strip(' "\'*`') for a, b in head]
    if not 1 < len(head) <= _MOST_CELLS or (at != stop + 1 and at < end):
        return None
    labels = [label_of(name) for name in names]
    headed = all(_HEADING.match(name) for name in names) and any(map(names_data, labels))
    if headed:
        rows = list(_rows(text, at, end, sign, len(head)))
        return _block(text, start, rows, labels) if rows else None
    if len(head) < (_FEWEST_CELLS if sign == "," else _FEWEST_CELLS - 1) or not _short(head):
        return None
    rows = [head, *takewhile(_short, _rows(text, at, end, sign, len(head)))]
    return _block(text, start, rows, [""] * len(head)) if len(rows) >= _FEWEST_LINES else None


def _short(row: Cells) -> bool:
    return all(end - start <= _LONGEST_CELL for start, end in row)


def _block(text: str, start: int, rows: list[Cells], labels: list[str]) -> Block:
    regions = [
        Region(*cell, label, number) for number, row in enumerate(rows) for cell, label in zip(row, labels, strict=True) if cell[0] < cell[1]
    ]
    return Block(start, max(rows[-1][-1][1], start), tuple(_without_quotes(text, region) for region in regions))


def _without_quotes(text: str, region: Region) -> Region:
    if region.end - region.start > 1 and text[region.start] == text[region.end - 1] and text[region.start] in "'\"":
        return Region(region.start + 1, region.end - 1, region.label, region.record)
    return region


def _rows(text: str, at: int, end: int, sign: str, count: int) -> Iterator[Cells]:
    while at < end:
        stop = _line_end(text, at, end)
        if sign == "|" and _RULER.match(text, at, stop):
            at = stop + 1
            continue
        row, at = _row(text, at, end, sign)
        if len(row) != count:
            return
        yield row


def _row(text: str, at: int, end: int, sign: str) -> tuple[Cells, int]:
    """The cells of the row at ``at``, trimmed, and where the next one begins. Markdown's outer pipes are no cells."""
    cells: Cells = []
    while True:
        quoted = _QUOTED.match(text, at, end)
        if quoted and (quoted.end() == end or text[quoted.end()] in (sign, "\n", "\r")):
            cells.append(trimmed(text, *quoted.span(1)))
            at = quoted.end()
        else:
            stop = _line_end(text, at, end)
            cut = text.find(sign, at, stop)
            cut = stop if cut < 0 else cut
            cells.append(trimmed(text, at, cut))
            at = cut
        if at >= end or text[at] != sign or len(cells) > _MOST_CELLS:
            at = _line_end(text, at, end) + 1
            break
        at += 1
    if sign == "|" and len(cells) > 1:
        cells = cells[cells[0][0] == cells[0][1] : len(cells) - (cells[-1][0] == cells[-1][1])]
    return cells, at


def _line_end(text: str, at: int, end: int) -> int:
    stop = text.find("\n", at, end)
    return end if stop < 0 else stop
