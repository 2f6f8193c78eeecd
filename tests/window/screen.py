"""Looking at the screen: what is there, what it says, and waiting for it. Nothing here waits for a time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QScrollArea, QTextEdit, QWidget

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


def spot(widget: QWidget) -> QPoint:
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
