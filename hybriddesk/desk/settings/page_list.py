"""The list of pages at the side of the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hybriddesk.desk.settings.controls import named
from hybriddesk.desk.settings.pages import PAGES, PageRow
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.text import Label, line

WIDTH = 208
SIDE = 16


class PageList(QWidget):
    """One button a page; the arrow keys walk, a click or Enter shows."""

    def __init__(self, theme: Theme, show: Callable[[str], object]) -> None:
        super().__init__()
        self._theme = theme
        named(self, "pane_settings_pages", tr("Pages of the settings"))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.buttons = {row.id: _PageButton(theme, row) for row in PAGES}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        frame = QFrame()
        frame.setProperty("kind", "surface")
        column = QVBoxLayout(frame)
        column.setContentsMargins(SIDE, 24, SIDE, 16)
        column.setSpacing(2)
        column.addWidget(Label(tr("Settings"), "title", 600))
        column.addSpacing(12)
        for name, button in self.buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, name=name: show(name))
            column.addWidget(button)
        column.addStretch(1)
        outer.addWidget(frame, 1)
        outer.addWidget(line(vertical=True))
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """Room for the longest name: some languages write more than others."""
        longest = max(button.sizeHint().width() for button in self.buttons.values())
        self.setFixedWidth(max(self._theme.px(WIDTH), longest + 2 * SIDE + 1))

    def show_page(self, name: str) -> None:
        """Marks a page as the one in front."""
        self.buttons[name].setChecked(True)

    def focus(self) -> None:
        """Puts the focus on the page in front."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()


class _PageButton(QPushButton):
    def __init__(self, theme: Theme, row: PageRow) -> None:
        super().__init__(f"  {tr(row.title)}")
        self._theme, self._icon = theme, row.icon
        self.setProperty("kind", "nav")
        named(self, f"settings_page_{row.id}", tr(row.title))
        self.setCheckable(True)
        self.toggled.connect(lambda _on: self._tint())
        theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        size = self._theme.px(18)
        self.setIconSize(QSize(size, size))
        self.setIcon(self._theme.icon(self._icon, "accent_text" if self.isChecked() else "text2"))
