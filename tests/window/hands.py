"""Two hands: one gives events to Qt, on any platform; the other moves the X server's own pointer and keys."""

from __future__ import annotations

import shutil
import subprocess

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.window.screen import NotThere


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
        x_tool("mousemove", str(place.x()), str(place.y()))
        x_tool("click", *(("--repeat", "2", "--delay", "60") if double else ()), "1")

    def keys(self, keys: str) -> None:
        *modifiers, key = keys.replace("++", "+plus").split("+")
        x_tool("key", "+".join([*(each.lower() for each in modifiers), X_NAMES.get(key, key.lower() if len(key) == 1 else key)]))

    def type(self, text: str) -> None:
        x_tool("type", "--delay", "2", text)


def _focus() -> QWidget:
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    if widget is None:
        raise NotThere("nothing has the focus")
    return widget


def x_tool(*arguments: str) -> None:
    """Runs xdotool."""
    tool = shutil.which("xdotool")
    if tool is None:
        raise NotThere("xdotool is not installed")
    subprocess.run([tool, *arguments], check=True)
