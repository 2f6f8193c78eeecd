"""JSON lines: one item a line; a bad line is named by its number and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.intake import columns
from hybriddesk.workflow.intake.decoding import Encoding, encoding_of
from hybriddesk.workflow.intake.limits import RECORD, Found, fitting


def items(path: Path, source: str) -> Iterator[Found]:
    """One item or fault for each line that is not blank. Raises ``Refused('intake.binary')``."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding.name, errors="replace", newline="\n") as file:
        for number, line in lines(file):
            if line is None:
                yield SourceFault(source, f"line {number}", "intake.line_too_long", {"line": number, "most": RECORD})
            elif line.strip():
                yield _item(line, source, number, encoding)


def lines(file: TextIO) -> Iterator[tuple[int, str | None]]:
    """Numbered lines, from 1; None stands for one longer than ``RECORD`` characters, which is skipped without being held."""
    number = 0
    while line := file.readline(RECORD):
        number += 1
        whole = line.endswith("\n") or len(line) < RECORD
        while not whole:
            whole = len(rest := file.readline(RECORD)) < RECORD or rest.endswith("\n")
            line = ""
        yield number, line or None


def _item(line: str, source: str, number: int, encoding: Encoding) -> Found:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return SourceFault(source, f"line {number}", "intake.bad_line", {"line": number})
    if isinstance(row, str):
        row = {"text": row}
    body = _body(row) if isinstance(row, dict) else None
    if body is None:
        return SourceFault(source, f"line {number}", "intake.row_without_text", {"line": number})
    return fitting(SourceItem(
        source, _short(row, columns.KEY) or f"line {number}", "row", _short(row, columns.SUBJECT), body,
        sender=_short(row, columns.SENDER), extra=dict(encoding.notes)))


def _body(row: Mapping[str, object]) -> str | None:
    """The request: what the person said last in a chat export, else the text field."""
    chat = row.get("messages")
    if isinstance(chat, list):
        said = [turn.get("content") for turn in chat if isinstance(turn, dict) and turn.get("role") in ("user", "human")]
        if said and isinstance(said[-1], str):
            return said[-1]
    name = columns.text_field(row)
    return str(row[name]) if name else None


def _short(row: Mapping[str, object], names: tuple[str, ...]) -> str:
    name = columns.named_field(row, names)
    value = row[name] if name and name != columns.text_field(row) else ""
    return str(value) if isinstance(value, (str, int)) else ""
