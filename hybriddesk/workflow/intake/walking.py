"""Which files a dropped folder holds, and under which names the person finds them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hybriddesk.records.work import SourceFault

Place = tuple[Path, str]


def files(paths: Sequence[Path]) -> Iterator[Place | SourceFault]:
    """Files with their names (``folder/sub/file.eml``), sorted within each folder; hidden ones and loops of links are left out."""
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield SourceFault(path.name, "", "intake.missing")
        else:
            yield path, path.name


def _folder(top: Path) -> Iterator[Place | SourceFault]:
    found = False
    for place in _inside(top, top.resolve().name, frozenset()):
        found = True
        yield place
    if not found:
        yield SourceFault(top.resolve().name, "", "intake.empty_folder")


def _inside(folder: Path, name: str, above: frozenset[Path]) -> Iterator[Place | SourceFault]:
    here = folder.resolve()
    if here in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield SourceFault(name, "", "intake.unreadable")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _inside(entry, f"{name}/{entry.name}", above | {here})
        else:
            yield entry, f"{name}/{entry.name}"
