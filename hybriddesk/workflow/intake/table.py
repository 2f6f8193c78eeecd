"""CSV and TSV, streamed: one item a row; a broken row is named by its line and the rest goes on."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.intake.columns import Columns, by_name, is_header
from hybriddesk.workflow.intake.decoding import encoding_of
from hybriddesk.workflow.intake.limits import RECORD, Found, fitting

_SAMPLE = 50
_DELIMITERS = ",;\t|"

# The csv module's limit is one for the process and refuses fields over 128 KiB; raising it to our own record limit harms no one.
csv.field_size_limit(max(csv.field_size_limit(), RECORD))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record and the line it starts on, from 1; ``cells`` is None for a record that is broken."""

    line: int
    cells: list[str] | None


def items(path: Path, source: str) -> Iterator[Found]:
    """One item or fault for each row that is not blank. Raises ``Refused('intake.binary')``."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        rows = Rows(file, delimiter_of(path, file))
        stream = iter(rows)
        head = next(stream, None)
        if head is None or head.cells is None:
            first, names = [] if head is None else [head], [""]
        elif is_header(head.cells):
            first, names = [], head.cells
            rows.width = len(names)
        else:
            first, names = [head], [""] * len(head.cells)
        sample = [*first, *islice(stream, _SAMPLE)]
        columns = by_name(names, [row.cells for row in sample if row.cells])
        for row in chain(sample, stream):
            yield _item(row, columns, source, dict(encoding.notes))


def _item(row: Row, columns: Columns, source: str, notes: dict[str, str]) -> Found:
    if row.cells is None:
        return SourceFault(source, f"row {row.line}", "intake.broken_row", {"line": row.line})
    body = _cell(row.cells, columns.text)
    if not body.strip():
        return SourceFault(source, f"row {row.line}", "intake.row_without_text", {"line": row.line})
    return fitting(SourceItem(
        source, _cell(row.cells, columns.key) or f"row {row.line}", "row", _cell(row.cells, columns.subject), body,
        sender=_cell(row.cells, columns.sender), extra=notes))


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""


def delimiter_of(path: Path, file: TextIO) -> str:
    """The delimiter that cuts the first line into most cells; a .tsv file has tabs."""
    first = file.readline(RECORD)
    file.seek(0)
    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(_DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter), [])))


class Rows:
    """Records of a CSV file. After a broken one (a quote never closed, a cell too many) reading resumes on the very next line."""

    def __init__(self, file: TextIO, delimiter: str) -> None:
        self._file = file
        self._delimiter = delimiter
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._size = 0
        self._line = 1
        self.width: int | None = None

    def __iter__(self) -> Iterator[Row]:
        reader = self._reader()
        while True:
            cells, start = None, self._line
            self._taken, self._size = [], 0
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLongError):
                reader = self._resume()
            else:
                if len(self._taken) > 1 and not self.fits(cells):
                    reader, cells = self._resume(), None
            if cells is None or any(cell.strip() for cell in cells):
                yield Row(start, cells if cells is None or self.fits(cells) else None)

    def fits(self, cells: list[str]) -> bool:
        """Whether a record has no more cells than the header names; empty ones at the end do not count."""
        return self.width is None or not any(cell.strip() for cell in cells[self.width:])

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self._delimiter, strict=True)

    def _resume(self) -> Iterator[list[str]]:
        """Gives back all lines of the broken record but its first."""
        self._again.extendleft(reversed(self._taken[1:]))
        self._line -= len(self._taken) - 1
        return self._reader()

    def _lines(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else self._file.readline(RECORD):
            self._taken.append(line)
            self._line += 1
            self._size += len(line)
            if self._size > RECORD:
                raise _TooLongError
            yield line.replace("\x00", "")


class _TooLongError(Exception):
    """A record grew past ``RECORD`` characters: a quote that is never closed."""
