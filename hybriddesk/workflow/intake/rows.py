"""Whole rows of tables as paragraphs, each value under the name of its column: for sources, of which every column may matter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from hybriddesk.records.work import SourceFault
from hybriddesk.workflow.intake.columns import is_header
from hybriddesk.workflow.intake.decoding import encoding_of
from hybriddesk.workflow.intake.jsonl import lines
from hybriddesk.workflow.intake.limits import FAULTS, RECORD, plain
from hybriddesk.workflow.intake.table import Row, Rows, delimiter_of

Paragraph = str | SourceFault


def table_rows(path: Path, source: str) -> Iterator[Paragraph]:
    """The rows of a CSV or TSV file. Raises ``Refused('intake.binary')``."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        rows = Rows(file, delimiter_of(path, file))
        stream = iter(rows)
        head = next(stream, None)
        if head is None:
            return
        names: list[str] = []
        if head.cells and is_header(head.cells):
            names = [_one_line(name) for name in head.cells]
            rows.width = len(names)
        yield from _bounded((_table_row(row, names, source) for row in (stream if names else chain([head], stream))), source)


def _table_row(row: Row, names: list[str], source: str) -> Paragraph:
    if row.cells is None:
        return SourceFault(source, f"row {row.line}", "intake.broken_row", {"line": row.line})
    return _paragraph([(names[at] if at < len(names) else "", cell) for at, cell in enumerate(row.cells)])


def json_rows(path: Path, source: str) -> Iterator[Paragraph]:
    """The objects of a JSON lines file. Raises ``Refused('intake.binary')``."""
    with path.open(encoding=encoding_of(path).name, errors="replace", newline="\n") as file:
        yield from _bounded((_json_row(line, number, source) for number, line in lines(file) if line is None or line.strip()), source)


def _json_row(line: str | None, number: int, source: str) -> Paragraph:
    if line is None:
        return SourceFault(source, f"line {number}", "intake.line_too_long", {"line": number, "most": RECORD})
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return SourceFault(source, f"line {number}", "intake.bad_line", {"line": number})
    fields = row.items() if isinstance(row, Mapping) else [("", row)]
    said = _paragraph([(str(name), value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)) for name, value in fields if value is not None])
    return said or SourceFault(source, f"line {number}", "intake.row_without_text", {"line": number})


def _paragraph(cells: list[tuple[str, str]]) -> str:
    """``Name: value`` lines; no blank line in between, so that a row stays together."""
    said = [(_one_line(name), _one_line(value)) for name, value in cells]
    return "\n".join(f"{name}: {value}" if name else value for name, value in said if value)


def _one_line(value: str) -> str:
    return " ".join(plain(value).split())


def _bounded(rows: Iterator[Paragraph], source: str) -> Iterator[Paragraph]:
    faults = 0
    for row in rows:
        faults += isinstance(row, SourceFault)
        if isinstance(row, str) or faults <= FAULTS:
            yield row
    if faults > FAULTS:
        yield SourceFault(source, "", "intake.more_faults", {"count": faults - FAULTS})
