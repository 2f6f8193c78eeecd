"""Sheets: dialogs without a frame over the dimmed window. A title, what it is about, whatever the sheet is for, and its buttons at the foot."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label

RADIUS = 10
"""Of a panel's corners, as the style sheet draws them."""
EDGE = 24
"""At least so much of the window stays in sight around a sheet, on two sides together twice that."""


class Scrim(QWidget):
    """Dims the window behind the sheet; follows its size."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.scrim))


def round_corners(sheet: QWidget, theme: Theme) -> None:
    """The corners outside the panel show what lies behind. Where X runs, they are cut off as well: without a compositor they would be black."""
    sheet.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    if QGuiApplication.platformName() == "xcb":
        _Corners(sheet, theme)


class _Corners(QObject):
    """Cuts a window to its panel, whatever size it gets."""

    def __init__(self, sheet: QWidget, theme: Theme) -> None:
        super().__init__(sheet)
        self._sheet, self._theme = sheet, theme
        sheet.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._sheet:
            self._sheet.setMask(panel_region(self._sheet.size(), self._theme.px(RADIUS)))
        return super().eventFilter(watched, event)


def panel_region(size: QSize, radius: int) -> QRegion:
    """A rectangle of this size with round corners, without the pixels that only partly belong to it: they would be dark."""
    width, height = size.width(), size.height()
    region = QRegion(0, radius, width, height - 2 * radius)
    for row in range(radius):
        cut = math.ceil(radius - math.sqrt(radius**2 - (radius - row - 0.5) ** 2))
        for y in (row, height - 1 - row):
            region += QRegion(cut, y, width - 2 * cut, 1)
    return region


class Sheet(QDialog):
    """Shown with ``open()`` over the window that ``window`` stands in; Esc closes it. ``column`` takes what stands between ``head`` and ``foot``; ``place`` comes last."""

    def __init__(self, theme: Theme, name: str, title: str, window: QWidget, *, spacing: int = 10) -> None:
        window = window.window()
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.theme, self._over = theme, window
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        round_corners(self, theme)
        self._scrim = Scrim(theme, window)
        panel = QFrame()
        panel.setProperty("kind", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self.column = QVBoxLayout(panel)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(spacing)

    def done(self, result: int) -> None:
        """However it ends, the sheet and what dims the window go."""
        self._scrim.deleteLater()
        self.deleteLater()
        super().done(result)

    def head(self, about: str = "") -> None:
        """The title, and a sentence about what the sheet is for."""
        self.column.addWidget(Label(self.windowTitle(), "title", 600, wrap=True))
        if about:
            self.column.addWidget(Label(about, "hint", tone="text2", wrap=True))

    def scrolled(self, name: str, inside: QWidget, *, walkable: bool = True) -> None:
        """What may be longer than the sheet. ``walkable``: the keyboard can scroll it, for texts; not where its own parts take the focus."""
        scroll = QScrollArea()
        scroll.setObjectName(name)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        if not walkable:
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.column.addWidget(scroll, 1)

    def foot(self, *end: Button, begin: QWidget | None = None) -> None:
        """The buttons, and what stands at the other side; Return in a field presses none of them."""
        row = QHBoxLayout()
        row.setSpacing(8)
        if begin is not None:
            row.addWidget(begin)
        row.addStretch(1)
        for button in end:
            row.addWidget(button)
        for each in (*end, begin):
            if isinstance(each, Button):
                each.setAutoDefault(False)
        self.column.addLayout(row)

    def place(self, width: int, height: int | None = None) -> None:
        """In the middle of the window, of this size at 100 % where the window has room. Without a height as high as it needs to be."""
        window, px = self._over, self.theme.px
        wide = min(px(width), window.width() - 2 * EDGE)
        if height is None:
            self.setFixedWidth(wide)
            self.adjustSize()
        else:
            self.resize(wide, min(px(height), window.height() - 2 * EDGE))
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())
