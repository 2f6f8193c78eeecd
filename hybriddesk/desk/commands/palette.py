"""Ctrl+K: every command by its name, and the person's own texts by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hybriddesk.desk.commands.registry import Registry, shown
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.text import KeyHint, Label, line
from hybriddesk.desk.words import number, translated

WIDTH, HEIGHT, TOP, ROW_PX = 620, 372, 110, 37
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette. ``run`` does it; ``keys`` are parts such as ``("Ctrl", "K")``."""

    title: str
    where: str
    icon: str
    run: Callable[[], object] = field(repr=False)
    keys: tuple[str, ...] = ()
    enabled: bool = True


def matches(query: str, title: str, where: str = "") -> int | None:
    """How well a title answers the query, lower is better; None if not at all. Every word must begin a word, or stand inside one."""
    text = f"{title} {where}".casefold()
    begins = set(text.replace(":", " ").split())
    score = 0
    for word in query.casefold().split():
        if any(begin.startswith(word) for begin in begins):
            score += 0 if text.startswith(word) else 1
        elif word in text:
            score += 5
        else:
            return None
    return score


def command_entries(registry: Registry, place_title: Callable[[str], str]) -> tuple[Entry, ...]:
    """Every command that is not hidden."""
    return tuple(
        Entry(
            translated(command.title, "Commands"), place_title(command.place or command.id.split(".")[0]), command.icon or "arrow-right",
            lambda name=command.id: registry.run(name), _caps(registry.shown_keys(command.id)), command.enabled(),  # type: ignore[misc]
        )
        for command in registry.all() if not command.hidden
    )


def _caps(keys: str) -> tuple[str, ...]:
    return tuple(part for part in keys.replace("++", "+plus").split("+") if part) if keys else ()


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.title}, {entry.where}"
        return entry if role == Qt.ItemDataRole.UserRole else None


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        direction = option.direction
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(area, 6, 6)

        def at(left: int, width: int) -> QRect:
            return QStyle.visualRect(direction, area, QRect(area.left() + left, area.top(), width, area.height()))

        icon = at(px(12), px(16))
        picture = theme.pixmap(entry.icon, "accent_text" if chosen else "text2", 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(icon.left(), area.top() + (area.height() - px(16)) // 2, picture)
        left = px(36)
        for text, size, tone in ((entry.title, "read", "text" if entry.enabled else "text3"), (entry.where, "base", "text3")):
            painter.setFont(theme.font(size))
            painter.setPen(theme.colour(tone))
            width = min(painter.fontMetrics().horizontalAdvance(text) + 2, area.width() - left - px(120))
            whole = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(at(left, width), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, whole)
            left += width + px(8)
        self._paint_caps(painter, entry.keys, area, direction)
        painter.restore()

    def _paint_caps(self, painter: QPainter, keys: tuple[str, ...], area: QRect, direction: Qt.LayoutDirection) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font("small", 500))
        right = area.width() - px(12)
        for cap in reversed(keys):
            width = max(px(20), painter.fontMetrics().horizontalAdvance(cap) + px(12))
            box = QRect(area.left() + right - width, area.top() + (area.height() - px(20)) // 2, width, px(20))
            box = QStyle.visualRect(direction, area, box)
            painter.setPen(theme.colour("border"))
            painter.setBrush(theme.colour("neutral_soft"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.colour("text2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)
            right -= width + px(6)


class Palette(QWidget):
    """A scrim over its parent with the palette on it. ``found`` returns further entries for what was typed (texts of the store)."""

    def __init__(
        self, theme: Theme, entries: Callable[[], Sequence[Entry]], found: Callable[[str], Sequence[Entry]], parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme, self._entries_of, self._found, self._parent = theme, entries, found, parent
        self.setObjectName("palette")
        self._panel = QFrame(self)
        self._panel.setProperty("kind", "panel")
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        self.field = Field("palette_field", translated("Search commands and texts", "Palette"), translated("Type a command or a word", "Palette"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self.run)
        self._model = _Entries(self)
        self.view = QListView()
        self.view.setObjectName("palette_list")
        self.view.setAccessibleName(translated("Results", "Palette"))
        self.view.setUniformItemSizes(True)
        self.view.setItemDelegate(_Painter(theme, self))
        self.view.setModel(self._model)
        self.view.clicked.connect(lambda _index: self.run())
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count = Label("", "hint", 400, "text2")
        column.addWidget(self.field)
        column.addWidget(self.view, 1)
        column.addWidget(line())
        column.addLayout(self._foot())
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Comes to the front with an empty field."""
        self._all = tuple(self._entries_of())
        self.field.clear()
        self._filter("")
        self._fit()
        self.show()
        self.raise_()
        self.field.setFocus()

    def run(self) -> None:
        """Runs the chosen entry."""
        entry = self.view.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.close_palette()
        if entry is not None:
            entry.run()

    def close_palette(self) -> None:
        """Goes away and forgets what was typed."""
        self.hide()
        self.field.clear()
        self._model.show_entries(())
        self._parent.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._parent and event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("scrim"))

    def _key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        step = steps.get(Qt.Key(key)) if key in {each.value for each in steps} else None
        if step is not None and self._model.rowCount():
            row = min(self._model.rowCount() - 1, max(0, self.view.currentIndex().row() + step))
            self.view.setCurrentIndex(self._model.index(row))
        return step is not None

    def _filter(self, text: str) -> None:
        if not self.isVisible() and text:
            return
        scored = [(score, entry) for entry in self._all if (score := matches(text, entry.title, entry.where)) is not None]
        commands = tuple(entry for _, entry in sorted(scored, key=lambda pair: (not pair[1].enabled, pair[0])))
        more = tuple(self._found(text)) if len(text.strip()) > 2 else ()
        self._model.show_entries(commands + more)
        self.view.setCurrentIndex(self._model.index(0))
        self.count.setText(translated("{count} commands", "Palette").format(count=number(len(self._all))))

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for cap, words in (("\u2191\u2193", "move"), ("\u21b5", "run"), (shown("Esc"), "close")):
            row.addWidget(KeyHint(cap))
            row.addWidget(Label(translated(words, "Palette"), "hint", 400, "text2"))
        row.addStretch(1)
        row.addWidget(self.count)
        return row

    def _fit(self) -> None:
        self.setGeometry(self._parent.rect())
        width = min(self._theme.px(WIDTH), self.width() - 48)
        height = min(self._theme.px(HEIGHT), self.height() - 48)
        self._panel.setGeometry((self.width() - width) // 2, min(self._theme.px(TOP), (self.height() - height) // 2), width, height)
