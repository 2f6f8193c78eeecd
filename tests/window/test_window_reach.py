"""Everything that can be used can be reached, named, hit and read: by keyboard, by screen reader, by a thumb, in any size and direction."""

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from hybriddesk.desk.settings.pages import PAGES as SETTINGS
from hybriddesk.desk.shell.places import PLACES
from tests.window.drive import find, name_of, until, usable, visible

LEAST_PX = 24
VIEWS = (
    *(row.id for row in PLACES if row.id != "settings"), *(f"settings/{row.id}" for row in SETTINGS),
    "monitor/providers", "monitor/runs", "monitor/drill", "monitor/confidence", "monitor/gate", "monitor/cycle",
    "knowledge/ask", "knowledge/index",
)


def show(window, view):
    place, _, page = view.partition("/")
    window.go(place)
    if place == "settings":
        window.click(f"settings_page_{page}")
    if place == "monitor":
        window.click(f"monitor_view_{page or 'errors'}")
    if place == "knowledge":
        window.click(f"knowledge_view_{page or 'sources'}")
    if place == "privacy":
        window.click("privacy_view_rules")
    window.settled()
    if place == "review":
        window.review_lies()


def takes_focus(widget):
    """Whether a person can put the focus there: not a part of another control, not a scroll bar, not a mere holder."""
    if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if isinstance(widget, (QScrollBar, QHeaderView)) or widget.focusProxy() is not None:
        return False
    parent = widget.parentWidget()
    return not (isinstance(parent, (QAbstractSpinBox, QComboBox, QLineEdit)) or widget.objectName().startswith("qt_"))


def focusable(window):
    return [each for each in visible(QWidget) if each.window() is window.front and takes_focus(each)]


def spoken(widget):
    """The name a screen reader is told."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else widget.accessibleName().strip()


def test_every_control_is_named_large_enough_and_reached_by_tab(sampled):
    """Each control in sight has a name of its own for screen readers and for scripts, measures 24 px, and Tab walks to it and round."""
    bad = []
    for view in VIEWS:
        show(sampled, view)
        controls = focusable(sampled)
        assert len(controls) > 3, view
        names = [each.objectName() for each in controls]
        bad += [f"{view}: {name_of(each)} says nothing" for each in controls if not spoken(each)]
        bad += [f"{view}: {name_of(each)} has no name" for each in controls if not each.objectName()]
        bad += [f"{view}: {name} twice" for name in {name for name in names if names.count(name) > 1}]
        bad += [
            f"{view}: {name_of(each)} {each.width()}x{each.height()}" for each in controls
            if each.width() < LEAST_PX or each.height() < LEAST_PX
        ]
        reached = tab_round(sampled)
        bad += [f"{view}: {name_of(each)} is not reached by Tab" for each in controls if not is_reached(each, reached)]
    assert bad == []


def tab_round(window):
    """Every widget that Tab comes by, from the first back to the first."""
    start = usable("rail_search") if find(QWidget, "rail_search") else usable("rail_search_small")
    start.setFocus()
    until(start.hasFocus, "a focus to begin with")
    reached = [start]
    for _step in range(400):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        here = QApplication.focusWidget()
        if here is start or here is None:
            return reached
        if here is reached[-1] and isinstance(here, QWidget) and hasattr(here, "tabChangesFocus") and not here.tabChangesFocus():
            QTest.keyClick(here, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        reached.append(here)
    raise AssertionError(f"Tab never comes back: {[name_of(each) for each in reached[-6:]]}")


def is_reached(widget, reached):
    """Reached itself, or one of its exclusive group (arrows walk inside such a group)."""
    if any(each is widget or widget.isAncestorOf(each) for each in reached):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and any(other in reached for other in group.buttons())


# -- sizes and directions ------------------------------------------------------------------------------------------


def clipped(window):
    """Buttons and one-line labels whose words need more room than they have, and controls that stand outside the window."""
    bad = []
    for each in visible(QWidget):
        if each.window() is not window.front:
            continue
        if isinstance(each, QPushButton) and each.text() and each.width() < each.sizeHint().width() - 1:
            bad.append(f"{name_of(each)} '{each.text()}' {each.width()} < {each.sizeHint().width()}")
        if type(each).__name__ in {"Label", "Chip", "SectionTitle", "Eyebrow"} and isinstance(each, QLabel) and each.text():
            needed = each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()
            if each.height() < needed - 2 or (not each.wordWrap() and each.width() < each.sizeHint().width() - 1):
                bad.append(f"{name_of(each)} '{each.text()[:40]}' {each.width()}x{each.height()}, needs {each.sizeHint().width()}x{needed}")
        if takes_focus(each) and not in_scroll_area(each):
            corner = each.mapTo(window.front, QPoint(each.width(), each.height()))
            if corner.x() > window.front.width() or corner.y() > window.front.height() or each.mapTo(window.front, QPoint(0, 0)).x() < 0:
                bad.append(f"{name_of(each)} stands outside the window")
    return bad


def in_scroll_area(widget):
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def settle(window):
    """Layout requests done, nothing running."""
    window.settled()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def cut_anywhere(window, views=VIEWS):
    bad = []
    for view in views:
        show(window, view)
        settle(window)
        bad += [f"{view}: {each}" for each in clipped(window)]
    return bad


@pytest.mark.parametrize(("size", "zoom"), [((1008, 600), 100), ((1440, 900), 80), ((1920, 1080), 200)], ids=["smallest", "80", "200"])
def test_nothing_is_cut_at_any_size(sampled, size, zoom):
    """The smallest window, 80 % and 200 %: no words are cut, no control stands outside."""
    sampled.front.resize(*size)
    sampled.theme.apply("light", zoom)
    assert cut_anywhere(sampled) == []


@pytest.fixture
def right_to_left(qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_mirrored_window_shows_everything(right_to_left, sampled):
    """Right to left: the rail stands at the right, and nothing is cut in any place."""
    assert cut_anywhere(sampled) == []
    assert sampled.shell.rail.x() > sampled.front.width() / 2


SIGNS = str.maketrans("aeouAEO", "áëöûÂÉÔ")


class Longer(QTranslator):
    """A pseudo-language: every text a third longer, with signs that need room above and below the line."""

    def translate(self, _context, text, _disambiguation=None, _n=-1):
        parts = re.split(r"(\{[^{}]*\})", text or "")  # what stands in braces is a name, not a word
        longer = "".join(part if part.startswith("{") else part.translate(SIGNS) for part in parts)
        return f"[{longer}{'~' * max(1, len(text) // 3)}]" if text else ""

    def isEmpty(self):
        return False


@pytest.fixture
def pseudo(qapp):
    translator = Longer()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_longer_language_is_not_cut(pseudo, sampled):
    """A language a third longer than English: no words are cut. (Review shortens its words by the width it has; it is measured in English.)"""
    assert cut_anywhere(sampled, [view for view in VIEWS if view != "review"]) == []
