"""A page of cards that scrolls; its right edge stands where the head's does, with or without the scroll bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

EDGE, BAR = 24, 10


class CardScroll(QScrollArea):
    """``column`` takes the cards."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("kind", "page")
        self.column = QVBoxLayout(holder)
        self.column.setSpacing(16)
        self.setWidget(holder)
        self.verticalScrollBar().rangeChanged.connect(self._align)
        self._align(0, 0)

    def _align(self, _low: int, high: int) -> None:
        side = EDGE - BAR if high else EDGE
        left, right = (side, EDGE) if self.isRightToLeft() else (EDGE, side)
        self.column.setContentsMargins(left, 4, right, EDGE)
