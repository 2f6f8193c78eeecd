"""Sheets: over a dimmed window, of a size that fits into it, with round corners that are never black."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from hybriddesk.desk.widgets import sheets
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.sheets import EDGE, Scrim, Sheet, panel_region


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def opened(theme, window, width=400, height=None):
    sheet = Sheet(theme, "a_sheet", "What it is", window)
    sheet.head("A sentence.")
    sheet.field = QLineEdit()
    sheet.column.addWidget(sheet.field)
    sheet.pressed = []
    sheet.foot(Button(theme, "Save", "primary", act=lambda: sheet.pressed.append(True)), begin=Button(theme, "Elsewhere"))
    sheet.place(width, height)
    sheet.open()
    return sheet


def test_it_dims_the_window_and_both_go_with_esc(theme, window, qtbot):
    """One panel in the middle, named; Return in a field presses no button."""
    sheet = opened(theme, window)
    (scrim,) = window.findChildren(Scrim)
    assert scrim.geometry() == window.rect()
    window.resize(720, 500)
    assert scrim.geometry() == window.rect()
    assert (sheet.accessibleName(), sheet.objectName(), sheet.width()) == ("What it is", "a_sheet", 400)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert sheet.pressed == []
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Scrim) and not window.findChildren(Sheet))


def test_it_is_never_larger_than_the_window(theme, window):
    """Some of the window stays in sight around it."""
    sheet = opened(theme, window, 2000, 2000)
    assert (sheet.width(), sheet.height()) == (window.width() - 2 * EDGE, window.height() - 2 * EDGE)
    sheet.reject()
    narrow = opened(theme, window, 2000)
    assert narrow.width() == window.width() - 2 * EDGE
    narrow.reject()


def test_corners_are_cut_where_x_runs(theme, window, qtbot, monkeypatch):
    """Without a compositor what lies outside the panel would be black; elsewhere nothing is cut."""
    sheet = opened(theme, window)
    assert sheet.mask().isEmpty()
    sheet.reject()
    monkeypatch.setattr(sheets, "QGuiApplication", SimpleNamespace(platformName=lambda: "xcb"))
    cut = QDialog(window)
    qtbot.addWidget(cut)
    sheets.round_corners(cut, theme)
    cut.resize(200, 100)
    cut.show()
    assert cut.mask() == panel_region(QSize(200, 100), theme.px(sheets.RADIUS))
    cut.resize(300, 100)
    assert cut.mask().boundingRect().size() == QSize(300, 100)


def test_a_panels_region_has_round_corners():
    """All of it but the four corners."""
    region = panel_region(QSize(200, 100), 10)
    assert region.boundingRect().size() == QSize(200, 100)
    for corner in ((0, 0), (199, 0), (0, 99), (199, 99)):
        assert not region.contains(QPoint(*corner))
    for inside in ((10, 0), (0, 10), (199, 50), (100, 99), (4, 4)):
        assert region.contains(QPoint(*inside))
