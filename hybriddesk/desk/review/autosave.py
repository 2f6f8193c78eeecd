"""Keeps the person's version safe: written 500 ms after the last keystroke, within 1 s of the first, and at every way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 500
LATEST_MS = 900
AGAIN_MS = 5_000

Save = Callable[[str, str, Callable[[], None], Callable[[], None]], None]
"""``save(review, text, done, failed)`` starts a write and calls one of the two back, on the UI thread."""

Text = Callable[[], str]


class Autosave(QObject):
    """Says truthfully whether what is on the screen is in the store. Text typed while a write is under way is written after it."""

    state = Signal(str)
    """``saved``, ``unsaved``, ``saving`` or ``failed``."""

    def __init__(self, save: Save, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._waiting: dict[str, Text] = {}
        self._writing: tuple[str, str] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        for timer in (self._pause, self._latest, self._again):
            timer.timeout.connect(self.flush)

    def touch(self, review: str, text: Text) -> None:
        """The person typed; ``text()`` is the whole version as it is at this key press, asked for when it is written."""
        self._waiting[review] = text
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        self.state.emit("unsaved")

    def flush(self) -> None:
        """Write at once what is not written yet."""
        for timer in (self._pause, self._latest, self._again):
            timer.stop()
        if self._writing is not None or not self._waiting:
            return
        review = next(iter(self._waiting))
        self._writing = (review, self._waiting.pop(review)())
        self.state.emit("saving")
        self._save(*self._writing, self._written, self._failed)

    def settle(self) -> None:
        """On the way out: hand everything over now, also beside a write under way; nobody waits for the answers here."""
        for timer in (self._pause, self._latest, self._again):
            timer.stop()
        for review, text in self._waiting.items():
            self._save(review, text(), _nothing, _nothing)
        self._waiting.clear()

    def take(self, review: str) -> Text | None:
        """The text not written yet, which is the caller's from now on: a decision carries it to the store itself."""
        return self._waiting.pop(review, None)

    @property
    def clean(self) -> bool:
        """Whether all that was typed is in the store."""
        return not self._waiting and self._writing is None

    def _written(self) -> None:
        self._writing = None
        if not self._waiting:
            self.state.emit("saved")
        elif not self._pause.isActive():
            self.flush()

    def _failed(self) -> None:
        assert self._writing is not None
        review, text = self._writing
        self._writing = None
        self._waiting.setdefault(review, lambda: text)
        self._again.start()
        self.state.emit("failed")


def _nothing() -> None:
    """The store is about to close; a failure is told by whoever closes it."""
