"""The way in: each file to its reader by its ending, every fault with the name of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import SourceFault
from hybriddesk.workflow.intake import document, jsonl, mail, table, text
from hybriddesk.workflow.intake.limits import WHOLE_FILE, Found, bounded
from hybriddesk.workflow.intake.walking import files


class Kind(NamedTuple):
    """A reader, and the most bytes its file may have; None for files that are streamed."""

    items: Callable[[Path, str], Iterator[Found]]
    most: int | None


_KINDS = {
    ".eml": Kind(mail.items, WHOLE_FILE), ".txt": Kind(text.items, WHOLE_FILE), ".md": Kind(text.items, WHOLE_FILE),
    ".docx": Kind(document.items, WHOLE_FILE), ".pdf": Kind(document.items, WHOLE_FILE),
    ".csv": Kind(table.items, None), ".tsv": Kind(table.items, None),
    ".jsonl": Kind(jsonl.items, None), ".ndjson": Kind(jsonl.items, None),
}


def kinds() -> tuple[str, ...]:
    """The file endings that can be read, with their dot."""
    return tuple(_KINDS)


def read(paths: Sequence[Path]) -> Iterator[Found]:
    """Items and faults of files and folders, one after the other while they are read. Blocking; call it in a worker thread.

    A file that cannot be read is one ``SourceFault`` (``intake.*``) and the rest goes on. Nothing is written anywhere.
    """
    for place in files(paths):
        if isinstance(place, SourceFault):
            yield place
        else:
            yield from bounded(_file(*place), place[1])


def _file(path: Path, source: str) -> Iterator[Found]:
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        yield SourceFault(source, "", "intake.unknown_kind", {"ending": path.suffix or "?"})
        return
    try:
        _check(path, kind.most)
        yield from kind.items(path, source)
    except Refused as fault:
        yield SourceFault(source, "", fault.code, fault.facts)
    except OSError:
        yield SourceFault(source, "", "intake.unreadable")


def _check(path: Path, most: int | None) -> None:
    """Refuses what is no file, what is empty and what is too large."""
    size = path.stat().st_size
    if not path.is_file():
        raise Refused("intake.unreadable")
    if not size:
        raise Refused("intake.empty")
    if most is not None and size > most:
        raise Refused("intake.too_large", megabytes=round(size / 2**20), most=most // 2**20)
