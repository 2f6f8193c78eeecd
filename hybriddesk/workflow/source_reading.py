"""Files and folders as sources: each file one text. Of tables every row is a paragraph that names its columns."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hybriddesk.privacy.screening import visible
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.vault.knowledge import NewSource
from hybriddesk.workflow.intake import read
from hybriddesk.workflow.intake.decoding import encoding_of
from hybriddesk.workflow.intake.limits import WHOLE_FILE, plain
from hybriddesk.workflow.intake.rows import json_rows, table_rows
from hybriddesk.workflow.intake.walking import files

MOST_CHARACTERS = 10_000_000
"""Of one source. A thick book has two million; a row of a bundle holds this many whatever their script."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file that has not changed since it was read: nothing to do."""

    path: str


@dataclass(slots=True)
class _Text:
    parts: list[str] = field(default_factory=list)
    kind: str = ""
    hidden: int = 0


Read = NewSource | Known | SourceFault


def read_sources(paths: Sequence[Path], known: Callable[[str, str], bool]) -> Iterator[Read]:
    """Sources and faults, one after the other while they are read. ``known(path, sha256)`` says that a file need not be read again.

    Blocking; call it in a worker thread. A file with faults in some rows is a source of the others.
    """
    for place in files(paths):
        if isinstance(place, SourceFault):
            yield place
        else:
            yield from _file(*place, known)


def _file(path: Path, name: str, known: Callable[[str, str], bool]) -> Iterator[Read]:
    try:
        if path.is_file() and path.stat().st_size > WHOLE_FILE:
            yield SourceFault(name, "", "intake.too_large", {"megabytes": round(path.stat().st_size / 2**20), "most": WHOLE_FILE // 2**20})
            return
        digest = _digest(path) if path.is_file() else ""
        where = _storable(str(path.resolve()))
        if digest and known(where, digest):
            yield Known(where)
            return
        found = _Text()
        faults = list(_filled(found, path, name))
    except Refused as fault:
        yield SourceFault(name, "", fault.code, fault.facts)
        return
    except OSError:
        yield SourceFault(name, "", "intake.unreadable")
        return
    yield from faults
    text, hidden = visible("\n\n".join(found.parts).strip("\n"), markup=True)
    if len(text) > MOST_CHARACTERS:
        yield SourceFault(name, "", "intake.body_too_long", {"characters": len(text), "most": MOST_CHARACTERS})
    elif text.strip():
        yield NewSource(_name(name), where, found.kind, digest, found.hidden + hidden, text)
    elif not faults:
        yield SourceFault(name, "", "intake.no_text")


def _filled(found: _Text, path: Path, name: str) -> Iterator[SourceFault]:
    """Reads a file into ``found``; what could not be read of it comes out as faults."""
    ending = path.suffix.lower()
    if ending in {".csv", ".tsv", ".jsonl", ".ndjson"} and path.stat().st_size:
        found.kind = "table"
        rows = table_rows(path, name) if ending in {".csv", ".tsv"} else json_rows(path, name)
        for row in rows:
            if isinstance(row, SourceFault):
                yield row
            else:
                found.parts.append(row)
    elif ending in {".txt", ".md"} and path.stat().st_size:
        found.kind = "text"
        found.parts.append(plain(path.read_text(encoding=encoding_of(path).name, errors="replace")))
    else:
        for one in read([path]):
            if isinstance(one, SourceFault):
                yield SourceFault(name, one.key, one.code, one.facts)
            else:
                _taken(found, one)


def _taken(found: _Text, item: SourceItem) -> None:
    """A mail with its subject, a document with its title where the text does not begin with it."""
    found.kind = item.kind
    found.hidden += int(item.extra.get("hidden", "0"))
    if item.subject and not item.body.startswith(item.subject) and item.kind == "mail":
        found.parts.append(item.subject)
    found.parts.append(item.body)


def _storable(where: str) -> str:
    """The path, or '' for one that is no Unicode: a store cannot hold it, so the file cannot be read again by itself."""
    try:
        where.encode()
    except UnicodeEncodeError:
        return ""
    return where


def _name(name: str) -> str:
    return " ".join(plain(name).split()) or "?"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
