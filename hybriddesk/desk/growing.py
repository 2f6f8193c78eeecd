"""Parts of a page, made one a turn of the window's loop, after their modules were imported in a worker thread."""

from __future__ import annotations

import importlib
import sys
from collections import deque
from collections.abc import Callable
from functools import partial

import anyio.to_thread
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.place import DeskContext

Part = Callable[[], object]


class Growing:
    """Begins as soon as ``module`` is imported: ``begin`` then makes the first part and names the others.

    ``page`` owns the timer. Whoever needs a part earlier calls ``finish``; who waits for the end looks at ``grown``.
    """

    def __init__(self, context: DeskContext, page: QWidget, module: str, begin: Part) -> None:
        self._page = page
        self._parts: deque[Part] = deque([begin])
        self._next = QTimer(page, singleShot=True, interval=0)
        self._next.timeout.connect(self.step)
        if module in sys.modules:
            self._next.start()
            return
        job = context.engine.job(lambda: anyio.to_thread.run_sync(partial(importlib.import_module, module)))
        job.done.connect(self._imported)
        job.failed.connect(context.errors.show_fault)
        job.start()

    @property
    def grown(self) -> bool:
        """Whether every part is there."""
        return not self._parts

    def add(self, *parts: Part) -> None:
        """More parts, made after those that wait."""
        self._parts.extend(parts)

    def afterwards(self, part: Part) -> None:
        """Now if every part is there, otherwise as soon as they are."""
        if self._parts:
            self._parts.append(part)
        else:
            part()

    def step(self) -> None:
        """Makes one part; the next one follows after what the window has to do."""
        if self._parts:
            self._parts.popleft()()
        if self._parts:
            self._next.start()

    def finish(self) -> None:
        """Makes what is still missing at once."""
        while self._parts:
            self._parts.popleft()()
        self._next.stop()

    def _imported(self, _module: object) -> None:
        if self._parts:
            self._next.start()
