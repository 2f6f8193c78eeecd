"""A text file is one item: its name is the subject unless a markdown heading says better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.intake.decoding import encoding_of
from hybriddesk.workflow.intake.limits import Found, fitting

_HEADING = re.compile(r"\s*#{1,3} +(.+)")


def items(path: Path, source: str) -> Iterator[Found]:
    """One item. Raises ``Refused('intake.binary')``."""
    encoding = encoding_of(path)
    body = path.read_text(encoding=encoding.name, errors="replace")
    yield fitting(SourceItem(source, "", "text", _subject(path, body), body, extra=dict(encoding.notes)))


def _subject(path: Path, body: str) -> str:
    heading = _HEADING.match(body) if path.suffix.lower() == ".md" else None
    return heading[1].strip(" #") if heading else path.stem
