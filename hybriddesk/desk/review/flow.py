"""Widgets in rows that break where the room ends: long words of another language take another row and are never cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Mirrored for right-to-left languages. ``gap`` px between widgets and rows."""

    def __init__(self, gap: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def clear(self) -> None:
        """Takes all widgets away."""
        for item in self._items:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._items.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, room: QRect, *, move: bool) -> int:
        """Puts the widgets into rows and returns the height they need."""
        at, row = QPoint(room.left(), room.top()), 0
        for item in self._items:
            hint = item.sizeHint()
            if at.x() > room.left() and at.x() + hint.width() > room.right() + 1:
                at, row = QPoint(room.left(), at.y() + row + self._gap), 0
            if move:
                home = self.parentWidget()
                direction = home.layoutDirection() if home else Qt.LayoutDirection.LeftToRight
                item.setGeometry(QStyle.visualRect(direction, room, QRect(at, hint)))
            at.setX(at.x() + hint.width() + self._gap)
            row = max(row, hint.height())
        return at.y() + row - room.top()
