"""Stopping work in a worker thread at its next step."""

from __future__ import annotations

from hybriddesk.records.errors import Refused

STOPPED = "desk.stopped"


class Stop:
    """The window asks, the work calls ``check`` wherever it can still leave nothing behind."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        """The person pressed Cancel."""
        self._asked = True

    def check(self) -> None:
        """Raises ``Refused('desk.stopped')`` once asked."""
        if self._asked:
            raise Refused(STOPPED)
