"""Fills the list of conversations: all of them, or those in whose title or text some words stand."""

from __future__ import annotations

from collections.abc import Callable

import anyio.lowlevel
from PySide6.QtCore import QObject, Signal

from hybriddesk.desk.conversations.thread_model import Thread
from hybriddesk.desk.conversations.thread_pane import ThreadPane
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.job import Job
from hybriddesk.records.work import Conversation
from hybriddesk.workspace import Workspace

MOST = 200
SLICE = 200


class Finding(QObject):
    """One search at a time: a newer one ends the one before. ``current`` names the conversation in sight."""

    failed = Signal(object)

    def __init__(self, engine: Engine, workspace: Workspace, pane: ThreadPane, current: Callable[[], str]) -> None:
        super().__init__(pane)
        self._engine, self._workspace, self._pane, self._current = engine, workspace, pane, current
        self._job: Job | None = None
        pane.searched.connect(self.search)

    def refresh(self) -> None:
        """The list after a change; what a search found stays until the search is another."""
        if not self._pane.words:
            self._pane.show_all(self._current())

    def search(self, words: str) -> None:
        """Shows where these words stand; no words: everything."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if not words.strip():
            self.refresh()
            return
        job = self._job = self._engine.job(lambda: find_threads(self._workspace, words))
        job.done.connect(lambda found: self._pane.show_found(found, self._current()) if job is self._job else None)
        job.failed.connect(self.failed)
        job.start()


async def find_threads(workspace: Workspace, words: str) -> tuple[Thread, ...]:
    """At most 200, newest first; those found in their text come with the place. Runs on the engine thread, in slices."""
    needle = words.casefold().strip()
    snippets = {hit.conversation: hit.snippet.replace("\x02", "").replace("\x03", "") for hit in workspace.search.find(words, MOST)}
    found: list[Thread] = []
    for number, one in enumerate(workspace.conversations.all()):
        if _matches(one, needle) or one.id in snippets:
            found.append(Thread(one, snippets.get(one.id, "")))
        if len(found) >= MOST:
            break
        if number % SLICE == SLICE - 1:
            await anyio.lowlevel.checkpoint()
    return tuple(found)


def _matches(one: Conversation, needle: str) -> bool:
    return needle in one.title.casefold()
