"""The rail: brand, search, places, what is ready, settings. Below 1100 px it keeps only its icons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStyle, QVBoxLayout, QWidget

from hybriddesk.desk.shell.places import FOOT, PLACES, PlaceRow
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.brand import Brand
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import ElidedLabel, Eyebrow, Label
from hybriddesk.desk.words import translated

WIDE, NARROW = 200, 56


class NavButton(QPushButton):
    """One place in the rail: icon, words, a number."""

    def __init__(self, theme: Theme, row: PlaceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._row = theme, row
        self.words = translated(row.title, "Places")
        self.setProperty("kind", "nav")
        self.setObjectName(f"nav_{row.id}")
        self.setCheckable(True)
        self._count = 0
        self._narrow = False
        self.toggled.connect(lambda _on: self._tint())
        theme.changed.connect(self._tint)
        self.show_count(0)
        self._tint()

    def show_count(self, count: int) -> None:
        """The number at its end; 0 shows nothing."""
        self._count = count
        self.setAccessibleName(f"{self.words}, {count}" if count else self.words)
        self.update()

    def show_narrow(self, narrow: bool) -> None:
        """Icon only, or icon and words."""
        self._narrow = narrow
        self.setText("" if narrow else f"  {self.words}")
        self.setToolTip(self.words if narrow else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small", 600))
        text = str(self._count) if self._count < 1000 else "999+"
        height = self._theme.px(18)
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + self._theme.px(12))
        top = 1.0 if self._narrow else (self.height() - height) / 2
        place = QRectF(self.width() - width - (0 if self._narrow else self._theme.px(8)), top, width, height).toRect()
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_soft"))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setPen(self._theme.colour("accent_text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _tint(self) -> None:
        size = self._theme.px(18)
        self.setIconSize(QSize(size, size))
        self.setIcon(self._theme.icon(self._row.icon, "accent_text" if self.isChecked() else "text2", 18))


class Rail(QFrame):
    """``go`` is called with a place id, ``search`` opens the palette, ``lock`` locks the store."""

    def __init__(
        self, theme: Theme, *, go: Callable[[str], object], search: Callable[[], object], lock: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._narrow = theme, False
        self.setProperty("kind", "rail")
        self.setObjectName("rail")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(2)
        self._wide_only: list[QWidget] = []
        self._column.addWidget(self._brand(lock))
        self._column.addSpacing(8)
        self.search_button = Button(
            theme, translated("Search\u2026", "Rail"), "search", icon="search", keys="Ctrl K", name="rail_search", act=search,
        )
        self.search_button.setSizePolicy(self.sizePolicy())
        self.search_small = Button(
            theme, kind="icon", icon="search", label=translated("Search", "Rail"), keys="Ctrl+K", name="rail_search_small", act=search,
        )
        self._column.addWidget(self.search_button)
        self._column.addWidget(self.search_small, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(8)
        self.buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._add_places(go)
        theme.changed.connect(self._measure)
        self.show_narrow(False)

    def _measure(self) -> None:
        self.show_narrow(self._narrow)

    def show_place(self, place: str) -> None:
        """Marks the place in front."""
        self.buttons[place].setChecked(True)

    def show_narrow(self, narrow: bool) -> None:
        """Icons only, or everything."""
        self._narrow = narrow
        side = 8 if narrow else 12
        self._column.setContentsMargins(side, 12, side, 12)
        for widget in self._wide_only:
            widget.setVisible(not narrow)
        self.search_button.setVisible(not narrow)
        self.search_small.setVisible(narrow)
        for button in self.buttons.values():
            button.show_narrow(narrow)
        self.setFixedWidth(self._theme.px(NARROW) if narrow else max(self._theme.px(WIDE), self._longest() + 2 * side + 1))

    def _longest(self) -> int:
        """Room for the longest name of a place: some languages write more than others."""
        return max(button.sizeHint().width() for button in self.buttons.values())

    def show_status(self, cloud: str, *, asks: bool) -> None:
        """The line about what may leave this computer."""
        self.cloud_words.set_text(cloud)
        self._cloud_icon.show_icon("cloud" if asks else "cloud-off")

    def _brand(self, lock: Callable[[], object]) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(4, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Brand(self._theme))
        name = Label("HybridDesk", "read", 600)
        self.lock_button = Button(
            self._theme, kind="icon", icon="lock", label=translated("Lock now", "Rail"), keys="Ctrl+L", name="rail_lock", act=lock,
        )
        line.addWidget(name)
        line.addStretch(1)
        line.addWidget(self.lock_button)
        self._wide_only += [name, self.lock_button]
        return row

    def _add_places(self, go: Callable[[str], object]) -> None:
        group = ""
        for row in (row for row in PLACES if row.group != FOOT):
            if row.group != group:
                heading = Eyebrow(translated(row.group, "Places"))
                heading.setContentsMargins(8, 10, 8, 2)
                self._wide_only.append(heading)
                self._column.addWidget(heading)
            group = row.group
            self._add_button(row, go)
        self._column.addStretch(1)
        self._column.addWidget(self._status())
        self._column.addSpacing(8)
        for row in (row for row in PLACES if row.group == FOOT):
            self._add_button(row, go)

    def _add_button(self, row: PlaceRow, go: Callable[[str], object]) -> None:
        button = self.buttons[row.id] = NavButton(self._theme, row)
        button.clicked.connect(lambda _on=False, place=row.id: go(place))
        self._group.addButton(button)
        self._column.addWidget(button)

    def _status(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setObjectName("rail_status")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        self.helper_words = ElidedLabel(translated("Local helper ready", "Rail"), "hint", 400, "text2")
        self.cloud_words = ElidedLabel("", "hint", 400, "text2")
        self._cloud_icon = IconLabel(self._theme, "cloud", "text2", 14)
        for icon, words in ((IconLabel(self._theme, "cpu", "ok", 14), self.helper_words), (self._cloud_icon, self.cloud_words)):
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(icon)
            line.addWidget(words, 1)
            column.addLayout(line)
        self._wide_only.append(card)
        return card
