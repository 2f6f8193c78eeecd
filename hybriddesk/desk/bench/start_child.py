"""The program as it is started, but that its window says when it has painted and could be used, and then closes."""

from __future__ import annotations

import runpy
import sys

from PySide6.QtCore import QEvent, QTimer

from hybriddesk.desk import app
from hybriddesk.desk.shell.front import Front


class Told(Front):
    """Painted after its page was ready: a frame without the page does not count."""

    def begin(self) -> None:
        self._usable = False
        self.ready.connect(self._can_be_used)
        super().begin()

    def _can_be_used(self, _page: str) -> None:
        self._usable = True
        self.update()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and getattr(self, "_usable", False):
            self._usable = False
            QTimer.singleShot(0, self, self._leave)
        return done

    def _leave(self) -> None:
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        self.close()


if __name__ == "__main__":
    setattr(app, "Front", Told)  # noqa: B010  the one thing that differs from a person's start
    sys.argv = ["hybriddesk", "--data-dir", sys.argv[1]]
    runpy.run_module("hybriddesk", run_name="__main__", alter_sys=True)
