"""Readable exports for a running desk: rows are read in slices on the engine thread, files written in a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

import anyio.lowlevel
import anyio.to_thread

from hybriddesk.workflow.exporting import Approved, Format, export_approved, export_conversation, write_whole
from hybriddesk.workflow.gathering import approved, conversations
from hybriddesk.workspace import Workspace

SLICE = 20
T = TypeVar("T")
Tell = Callable[[int], None]


async def write_approved(workspace: Workspace, target: Path, form: Format, tell: Tell) -> int:
    """Writes every approved reply and audits it; returns how many; with none, nothing is written. ``tell`` may raise to stop.

    ``jsonl`` writes the file ``target``; ``md`` and ``eml`` one file a reply into the folder. Raises ``Permanent('export.cannot_write')``.
    """
    rows: list[Approved] = await gathered(approved(workspace.reviews, workspace.items), tell)
    if not rows:
        return 0
    written = _counted(rows, tell)
    count = await anyio.to_thread.run_sync(export_approved, written, target, form)
    workspace.audit.add("export.approved", "", count=count, format=form)
    return count


async def write_conversations(workspace: Workspace, target: Path, form: Literal["md", "jsonl", "html"], tell: Tell) -> int:
    """Writes every conversation into the file ``target`` and audits it; returns how many. Raises ``Permanent('export.cannot_write')``."""
    threads = await gathered(conversations(workspace.conversations), tell)
    if not threads:
        return 0

    def write() -> None:
        write_whole(target, (export_conversation(thread, turns, form) for thread, turns in threads))

    await anyio.to_thread.run_sync(write)
    workspace.audit.add("export.conversations", "", count=len(threads), format=form)
    return len(threads)


async def gathered(rows: Iterator[T], tell: Tell) -> list[T]:
    """All rows, letting other work of the engine go first after every slice."""
    found: list[T] = []
    while part := list(islice(rows, SLICE)):
        found += part
        tell(len(found))
        await anyio.lowlevel.checkpoint()
    return found


def _counted(rows: Iterable[T], tell: Tell) -> Iterator[T]:
    for done, row in enumerate(rows, 1):
        tell(done)
        yield row
