"""Drives the real desk as a person would: looks for what is on the screen, clicks it, types, and waits for what appears.

The desk runs in this process, made of the same pieces as ``run_desk`` makes it of. The hand is exchangeable (``hands``).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from hybriddesk.__main__ import StoreDoor
from hybriddesk.desk.app import application
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.garbage import Garbage
from hybriddesk.desk.shell.front import Front
from hybriddesk.desk.theme.theme import Theme
from tests.window.hands import QtHand, XHand, x_tool
from tests.window.screen import NotThere, at_rest, close_dialogs, find, name_of, says, spot, until, usable, visible, words

__all__ = [
    "PASSPHRASE", "NotThere", "QtHand", "Window", "XHand", "at_rest", "close_dialogs", "find", "name_of", "says", "until", "usable", "visible",
    "words", "x_tool",
]

PASSPHRASE = "seven quiet rivers bend"
STEADY = 5
T = TypeVar("T")


class Flashes(QObject):
    """Keeps the names of top-level windows that are neither the desk nor a dialog, menu, list or tip: they flash by and take the focus."""

    def __init__(self, front: QWidget) -> None:
        super().__init__()
        self._front = front
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched is not self._front and is_window(watched):
            self.seen.append(name_of(watched))
        return False


class Window:
    """One start of the desk on the data folder ``home``; ``close()`` ends it in order, as Quit does."""

    def __init__(self, home: Path, hand: QtHand | XHand | None = None, *, size: tuple[int, int] = (1440, 900), **options: object) -> None:
        self.home, self.hand = home, hand or QtHand()
        self.app = QApplication.instance() or application()
        self.clicks = 0
        self.theme, self.engine, self._garbage = Theme(self.app), Engine(), Garbage()
        self.theme.apply("light", 100)
        self.door = StoreDoor(home, self.engine.post_changed)
        self.engine.at_stop(self.door.lock)
        given = {"lock": False, "page": None, "safe_mode": False, **options}
        self.front = Front(self.engine, self.theme, self.door, argparse.Namespace(**given))
        self.flashes = Flashes(self.front)
        self.app.installEventFilter(self.flashes)
        self.front.resize(*size)
        self.front.show()
        until(lambda: self.front.isVisible() and self.front.windowHandle().isExposed(), "the window")
        self.front.activateWindow()
        until(self.front.isActiveWindow, "the active window")
        self.engine.start()
        self.front.begin()
        until(lambda: self.front.lock_page.isVisible() or find(QWidget, "welcome_page"), "a first page")

    @property
    def shell(self):
        """The opened desk."""
        if self.front.shell is None:
            raise NotThere("the desk is locked")
        return self.front.shell

    def place(self, name: str):
        """The place in front, once it is ``name``."""
        return until(lambda: (page := self.shell.current()) is not None and page.place_id == name and page, f"place {name}")

    def activate(self) -> None:
        """Gives the activation back to the window in front when a dialog has gone, as every window manager does and no test screen."""
        front = QApplication.activeModalWidget() or self.front
        if QApplication.activePopupWidget() is None and not front.isActiveWindow():
            front.activateWindow()
            until(lambda: front.isActiveWindow() or not front.isVisible(), "the active window")

    # -- what a person does ----------------------------------------------------------------------------------------

    def click(self, target: str | QWidget, *, double: bool = False) -> None:
        """Clicks a widget (by its name) in its middle; it must be visible, enabled and not covered."""
        self.activate()
        widget = at_rest((lambda: usable(target)) if isinstance(target, str) else lambda: target)
        at = spot(widget)
        self.clicks += 1
        self.hand.click(widget, at, double=double)

    def click_row(self, view: QAbstractItemView, index: QModelIndex, *, double: bool = False) -> None:
        """Clicks a row or cell."""
        view.scrollTo(index)
        self.clicks += 1
        self.hand.click(view.viewport(), view.visualRect(index).center(), double=double)

    def keys(self, *combinations: str) -> None:
        """Presses keys, one combination after the other, such as ``Ctrl+Return``."""
        for each in combinations:
            self.activate()
            until(QApplication.focusWidget, "a focus")
            self.hand.keys(each)

    def type(self, text: str, into: str | None = None) -> None:
        """Types into what has the focus, or clicks ``into`` first."""
        if into is not None:
            self.click(into)
            until(lambda: self.activate() or usable(into).hasFocus(), f"focus in {into}")
        self.hand.type(text)

    def tick(self, name: str, *, on: bool = True) -> None:
        """Ticks a check box."""
        box = usable(name, QCheckBox)
        if box.isChecked() != on:
            self.click(box)
        until(lambda: box.isChecked() == on, f"{name} ticked")

    def choose(self, name: str, words: str) -> None:
        """Chooses an entry of a combo box by its words, by keyboard."""
        box = usable(name, QComboBox)

        def offered() -> list[int]:
            return [n for n in range(box.count()) if words.casefold() in box.itemText(n).casefold()]

        at = until(offered, f"{words} among what {name} offers")[0]
        self.activate()
        box.setFocus()
        until(box.hasFocus, f"focus in {name}")
        for _step in range(abs(at - box.currentIndex())):
            self.hand.keys("Down" if at > box.currentIndex() else "Up")
        until(lambda: box.currentIndex() == at, f"{words} chosen")

    def file_dialog(self, *paths: Path) -> None:
        """Gives file names to the file dialog in front and confirms."""
        dialog = until(lambda: find(QFileDialog), "a file dialog")
        # Qt's dialog completes and rewrites what is typed letter by letter, so the names are set, and Return is pressed
        dialog.setDirectory(str(paths[0].parent))
        field = until(lambda: dialog.findChild(QLineEdit, "fileNameEdit"), "the name field")
        for path in paths:
            dialog.selectFile(str(path))
        until(lambda: {Path(each) for each in dialog.selectedFiles()} == set(paths), "the files chosen")
        QTest.keyClick(field, Qt.Key.Key_Return)
        until(lambda: not dialog.isVisible(), "the file dialog gone")

    # -- whole steps -----------------------------------------------------------------------------------------------

    def welcome(self, passphrase: str = PASSPHRASE, *, samples: bool = True) -> str:
        """The first minute up to the opened desk; returns the recovery code that was shown."""
        self.type(passphrase, "welcome_passphrase")
        self.type(passphrase, "welcome_repeat")
        self.click("welcome_samples" if samples else "welcome_empty")
        return self.keep_code()

    def keep_code(self) -> str:
        """The page with the recovery code, and on into the desk."""
        label = usable("recovery_code")
        code = label.text().replace("\n", "-")
        self.tick("recovery_kept")
        self.click("recovery_continue")
        until(lambda: self.front.shell is not None and self.shell.isVisible(), "the opened desk")
        return code

    def unlock(self, secret: str = PASSPHRASE) -> None:
        """Types the passphrase at the locked door."""
        self.type_secret(secret)
        until(lambda: self.front.shell is not None and self.shell.isVisible(), "the opened desk")

    def type_secret(self, secret: str) -> None:
        """Types at the locked door and presses Return, whatever comes of it."""
        field = usable("lock_secret", QLineEdit)
        until(lambda: field.isEnabled() and field.hasFocus(), "focus in the passphrase field")
        field.selectAll()
        self.hand.type(secret)
        until(lambda: field.text() == secret, "the passphrase typed")
        self.hand.keys("Return")

    def locked(self) -> None:
        """Waits until the store is closed and the door can be used."""
        until(lambda: self.front.shell is None and usable("lock_secret").isEnabled(), "the locked door")

    def go(self, place: str):
        """To a place by its button in the rail."""
        self.click(f"nav_{place}")
        return self.place(place)

    def review_lies(self, review_id: str | None = None):
        """Waits until a draft (this one) lies on the review desk and its text stands in the editor."""
        page = self.place("review")

        def lies() -> bool:
            there = page.table.review_id
            steady = not page.table.deciding and not page.bench.texts.editor.loading and page.bench.isVisible()
            return bool(there) and (review_id or there) == there and steady

        until(lies, "a draft on the desk")
        return page

    def calm(self) -> None:
        """Waits until no job runs."""
        until(lambda: not self.engine.busy, "the end of all jobs")

    def settled(self) -> None:
        """Waits until no job runs and the place in front has made all its parts: places come card by card, a turn of the loop each."""
        counts: list[int] = []

        def steady() -> bool:
            counts.append(sum(1 for _each in visible(QWidget)))
            return not self.engine.busy and len(counts) > STEADY and len(set(counts[-STEADY:])) == 1

        until(steady, "the place complete")

    def ask(self, work: Callable[[], T]) -> T:
        """Runs a function on the engine thread, beside the window: for looking, never for doing."""
        result: list[object] = []
        job = self.engine.call(work)
        job.done.connect(result.append)
        job.failed.connect(result.append)
        job.start()
        until(lambda: result, "an answer of the engine")
        if isinstance(result[0], Exception):
            raise result[0]
        return result[0]  # type: ignore[return-value]

    def close(self) -> None:
        """Quit: the window closes, the engine ends, the store is shut."""
        self.app.removeEventFilter(self.flashes)
        self.front.close()
        self.engine.stop()
        self._garbage.stop()
        for top in QApplication.topLevelWidgets():
            if top.isVisible() and top.parent() is not None:
                top.close()
        self.front.deleteLater()
        self.theme.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def is_window(widget: QWidget) -> bool:
    """Whether it is a window of its own kind, not a dialog, menu or tip."""
    return widget.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window
