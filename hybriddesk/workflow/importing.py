"""From files to stored work: read in a worker thread, compare with the store, then file in slices that hold the engine shortly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import anyio.lowlevel
import anyio.to_thread

from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.vault.database import Database
from hybriddesk.vault.items import digest, known
from hybriddesk.workflow.drafting import Drafting
from hybriddesk.workflow.intake import read

SLICE = 250
"""Items filed in one transaction: about 50 ms, so that other work of the engine gets its turn in between."""
TELL_EVERY = 20

Told = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FoundWork:
    """What files hold: ``items`` the store does not have yet, ``faults`` in the order found, ``doubles`` how many were left out."""

    source: str
    items: tuple[SourceItem, ...]
    faults: tuple[SourceFault, ...]
    doubles: int


@dataclass(frozen=True, slots=True)
class Filed:
    """Ids of the stored items in the order given, and how many the store had meanwhile."""

    new: tuple[str, ...]
    doubles: int


class Importing:
    """Brings work in. Runs on the engine thread; files are read in a worker thread."""

    def __init__(self, db: Database, drafting: Drafting) -> None:
        self._db = db
        self._drafting = drafting

    async def read(self, paths: Sequence[Path], *, told: Told = lambda _items, _faults: None) -> FoundWork:
        """Reads files and folders; stores nothing. ``told(items, faults)`` comes from the worker thread. Cancelling stops the reading."""
        stop = threading.Event()
        try:
            found = await anyio.to_thread.run_sync(partial(_read, tuple(paths), stop, told), abandon_on_cancel=True)
        finally:
            stop.set()
        fresh = [one for marks in _slices(list(found.marked)) for one in await self._unknown(marks)]
        return FoundWork(
            name_of(paths), tuple(found.marked[mark] for mark in fresh), tuple(found.faults), found.count - len(fresh),
        )

    async def file(self, found: FoundWork, workflow: str, *, done: Callable[[int], None] = lambda _count: None) -> Filed:
        """Stores the items for ``workflow``, ``SLICE`` in one transaction. Cancelling keeps the slices that are stored."""
        new: list[str] = []
        doubles, whole = 0, None
        for part in _slices(found.items) or [()]:
            faults = () if whole else found.faults
            result = self._drafting.file_import(found.source, workflow, (*part, *faults), into=whole)
            whole = result.id
            new += result.new
            doubles += result.doubles
            done(len(new) + doubles)
            await anyio.lowlevel.checkpoint()
        return Filed(tuple(new), doubles)

    async def _unknown(self, marks: Sequence[str]) -> list[str]:
        have = known(self._db, marks)
        await anyio.lowlevel.checkpoint()
        return [mark for mark in marks if mark not in have]


@dataclass(slots=True)
class _Found:
    marked: dict[str, SourceItem]
    faults: list[SourceFault]
    count: int = 0


def _read(paths: Sequence[Path], stop: threading.Event, told: Told) -> _Found:
    found = _Found({}, [])
    for number, one in enumerate(read(paths)):
        if stop.is_set():
            break
        if isinstance(one, SourceItem):
            found.count += 1
            found.marked.setdefault(digest(one), one)
        else:
            found.faults.append(one)
        if number % TELL_EVERY == 0:
            told(found.count, len(found.faults))
    told(found.count, len(found.faults))
    return found


def name_of(paths: Sequence[Path]) -> str:
    """What the import is called: the one file or folder, or the first and how many more."""
    first, *more = [path.resolve().name for path in paths] or [""]
    return f"{first} +{len(more)}" if more else first


def _slices(values: Sequence[T]) -> list[Sequence[T]]:
    return [values[start : start + SLICE] for start in range(0, len(values), SLICE)]
