"""Drives the real desk as a person would: looks for what is on the screen, clicks it, types, and waits for what appears.

The desk runs in this process, made of the same pieces as ``run_desk`` makes it of. The hand is exchangeable: ``QtHand`` gives events
to Qt (any platform), ``XHand`` moves the X server's own pointer and keys with xdotool. Nothing here waits for a time to pass.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from hybriddesk.__main__ import StoreDoor
from hybriddesk.desk.app import application
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.garbage import Garbage
from hybriddesk.desk.shell.front import Front
from hybriddesk.desk.theme.theme import Theme

PASSPHRASE = "seven quiet rivers bend"
PATIENCE_S = 30.0
T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


class NotThere(AssertionError):
    """What a person would look for is not on the screen, or cannot be used."""


def until(condition: Callable[[], T], what: str = "", patience: float = PATIENCE_S) -> T:
    """Lets the window work until ``condition`` gives something true, and returns it. ``what`` is named when it never does."""
    end = time.monotonic() + patience
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise NotThere(f"waited in vain for {what or getattr(condition, '__name__', condition)}; on the screen: {on_screen()}")
        QTest.qWait(5)


class QtHand:
    """Gives key and mouse events to Qt."""

    def click(self, widget: QWidget, at: QPoint, *, double: bool = False) -> None:
        target = widget.childAt(at) or widget
        place = target.mapFrom(widget, at)
        (QTest.mouseDClick if double else QTest.mouseClick)(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def keys(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(_focus(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.keys("Return")
            QTest.keyClicks(_focus(), line)


X_NAMES = {"Return": "Return", "Esc": "Escape", "Backspace": "BackSpace", "PgDown": "Next", "Del": "Delete", "Space": "space", "/": "slash",
           "?": "question", ",": "comma", "Tab": "Tab", "+": "plus", "-": "minus"}


class XHand:
    """Gives key and mouse events to the X server; Qt receives them as from real devices."""

    def click(self, widget: QWidget, at: QPoint, *, double: bool = False) -> None:
        place = widget.mapToGlobal(at)
        _x("mousemove", str(place.x()), str(place.y()))
        _x("click", *(("--repeat", "2", "--delay", "60") if double else ()), "1")

    def keys(self, keys: str) -> None:
        *modifiers, key = keys.replace("++", "+plus").split("+")
        _x("key", "+".join([*(each.lower() for each in modifiers), X_NAMES.get(key, key.lower() if len(key) == 1 else key)]))

    def type(self, text: str) -> None:
        _x("type", "--delay", "2", text)


class Flashes(QObject):
    """Keeps the names of top-level windows that are neither the desk nor a dialog, menu, list or tip: they flash by and take the focus."""

    def __init__(self, front: QWidget) -> None:
        super().__init__()
        self._front = front
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched is not self._front:
            if watched.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window:
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
    def shell(self):  # noqa: ANN201  Shell, or a NotThere
        """The opened desk."""
        if self.front.shell is None:
            raise NotThere("the desk is locked")
        return self.front.shell

    def place(self, name: str):  # noqa: ANN201  the place, waited for
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
        at = _spot(widget)
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
            until(lambda: usable(into).hasFocus(), f"focus in {into}")
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

    def go(self, place: str):  # noqa: ANN201  the place
        """To a place by its button in the rail."""
        self.click(f"nav_{place}")
        return self.place(place)

    def review_lies(self, review_id: str | None = None):  # noqa: ANN201  the Review place
        """Waits until a draft (this one) lies on the review desk and its text stands in the editor."""
        page = self.place("review")

        def lies() -> bool:
            there = page.table.review_id
            return bool(there) and (review_id or there) == there and not page.table.deciding and page.bench.isVisible()

        until(lies, "a draft on the desk")
        return page

    def calm(self) -> None:
        """Waits until no job runs."""
        until(lambda: not self.engine.busy, "the end of all jobs")

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


# -- looking at the screen -----------------------------------------------------------------------------------------


def find(kind: type[W], name: str = "") -> W | None:
    """The visible widget of that kind and name, or None."""
    return next((each for each in visible(kind) if not name or each.objectName() == name), None)


def visible(kind: type[W] = QWidget) -> Iterable[W]:
    """Every visible widget of that kind in the windows on the screen; the newest window first."""
    for top in reversed(QApplication.topLevelWidgets()):
        if top.isVisible():
            if isinstance(top, kind):
                yield top
            yield from (each for each in top.findChildren(kind) if each.isVisible())


def usable(name: str, kind: type[W] = QWidget) -> W:
    """The one visible widget of that name, waited for. Two of one name are an error: nobody could say which is meant."""
    until(lambda: find(kind, name), f"{name} on the screen")
    named = [each for each in visible(kind) if each.objectName() == name]
    if len({id(each) for each in named}) != 1:
        raise NotThere(f"{len(named)} widgets are called {name}")
    return named[0]


def words(name: str) -> str:
    """What a label, button or field says."""
    widget = usable(name)
    return widget.toPlainText() if isinstance(widget, QTextEdit) else widget.text()


def says(text: str) -> bool:
    """Whether these words stand anywhere on the screen."""
    return any(text in spoken for spoken in spoken_words())


def spoken_words() -> list[str]:
    """Every text of visible labels, buttons, fields and editors."""
    found = []
    for each in visible():
        for read in ("text", "toPlainText", "full_text"):
            if callable(getattr(each, read, None)):
                value = getattr(each, read)()
                found += [value] if isinstance(value, str) and value.strip() else []
    return found


def at_rest(look: Callable[[], QWidget]) -> QWidget:
    """Waits until what ``look`` finds is enabled, in sight, and no layout moves it any more."""
    before: list[object] = [None]

    def rests() -> QWidget | None:
        widget = look()
        bring_into_sight(widget)
        now = (widget.isEnabled(), widget.mapToGlobal(QPoint(0, 0)), widget.size())
        same, before[0] = now == before[0], now
        return widget if same and widget.isEnabled() else None

    return until(rests, "a control at rest and enabled")


def bring_into_sight(widget: QWidget) -> None:
    """Scrolls what holds the widget, as the wheel would."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.widget() is not None and parent.widget().isAncestorOf(widget):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def name_of(widget: QWidget) -> str:
    """A name for messages: class, object name, and the nearest named parent."""
    parent = widget.parentWidget()
    while parent is not None and not parent.objectName():
        parent = parent.parentWidget()
    return f"{type(widget).__name__}#{widget.objectName() or '-'} in {parent.objectName() if parent else '-'}"


def on_screen() -> str:
    """The named windows and pages now visible, for messages."""
    tops = [f"{type(top).__name__}#{top.objectName()}" for top in QApplication.topLevelWidgets() if top.isVisible()]
    focus = QApplication.focusWidget()
    bar = find(QWidget, "error_bar")
    fault = getattr(bar, "fault", None)
    return f"{tops}, focus {name_of(focus) if focus else None}, fault {fault!r}"


def close_dialogs() -> None:
    """Closes every dialog still open."""
    for each in visible(QDialog):
        each.reject()


def _spot(widget: QWidget) -> QPoint:
    """A point of the widget that can really be hit; raises ``NotThere`` if all of it is covered or outside."""
    region = widget.visibleRegion()
    if region.isEmpty():
        raise NotThere(f"{name_of(widget)} is not to be seen")
    area: QRect = region.boundingRect()
    at = QPoint(min(area.center().x(), area.left() + 10), area.center().y()) if isinstance(widget, QCheckBox) else area.center()
    hit = widget.window().childAt(widget.mapTo(widget.window(), at))
    if hit is not widget and not (hit and (widget.isAncestorOf(hit) or hit.isAncestorOf(widget))):
        raise NotThere(f"{name_of(widget)} is covered by {name_of(hit) if hit else 'nothing'}")
    modal = QApplication.activeModalWidget()
    if modal is not None and modal is not widget.window() and not modal.isAncestorOf(widget):
        raise NotThere(f"{name_of(widget)} is behind {name_of(modal)}")
    return at


def _focus() -> QWidget:
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    if widget is None:
        raise NotThere("nothing has the focus")
    return widget


def _x(*arguments: str) -> None:
    tool = shutil.which("xdotool")
    if tool is None:
        raise NotThere("xdotool is not installed")
    subprocess.run([tool, *arguments], check=True)
