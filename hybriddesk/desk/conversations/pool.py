"""Widgets of turns, used again while one scrolls; the first few are made in the quiet moment before they are needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from hybriddesk.desk.conversations.turn_view import TurnView

READY, KEPT = 3, 12
PAUSE_MS = 60
"""Between two that are made ahead: the window paints and answers in between."""


class Pool(QObject):
    """``make`` gives a new hidden widget; ``rehearse`` is done with the first ones while nobody waits."""

    def __init__(self, make: Callable[[], TurnView], rehearse: Callable[[TurnView], None], parent: QObject) -> None:
        super().__init__(parent)
        self._make, self._rehearse = make, rehearse
        self._spare: list[TurnView] = []
        self._raw: TurnView | None = None
        self._ahead = QTimer(self, interval=PAUSE_MS)
        self._ahead.timeout.connect(self._make_one)
        self._ahead.start()

    def take(self) -> TurnView:
        """A widget to show a turn in."""
        self._ahead.stop()
        if self._raw is not None:
            self._spare.append(self._raw)
            self._raw = None
        return self._spare.pop() if self._spare else self._make()

    def give(self, view: TurnView) -> None:
        """It is out of sight."""
        view.hide()
        if len(self._spare) < KEPT:
            self._spare.append(view)
        else:
            view.deleteLater()

    def _make_one(self) -> None:
        """Makes one or rehearses with one made before: each of both takes its own turn."""
        if self._raw is not None:
            view, self._raw = self._raw, None
            self._rehearse(view)
            self._spare.append(view)
        elif len(self._spare) < READY:
            self._raw = self._make()
            self._raw.hide()  # else it comes into sight with the area around it
        else:
            self._ahead.stop()
