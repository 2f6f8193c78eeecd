"""How full the model's window is: a bar with marks at 70, 85 and 95 %."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import percent

MARKS = (0.70, 0.85, 0.95)


class ContextMeter(QWidget):
    """The figure itself is written beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.share = 0.0
        self.setObjectName("context_meter")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Share of the window in use; more than all of it stays at the end."""
        self.share = max(0.0, share)
        self.setAccessibleName(tr("Context used: {p}").format(p=percent(self.share)))
        self.update()

    def tone(self) -> str:
        """A role for bar and figure."""
        return "bad" if self.share >= MARKS[2] else "warn" if self.share >= MARKS[0] else "accent"

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(110), self._theme.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        bar = QRectF(0, self.height() / 2 - 2.5, self.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("track"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        width = bar.width() * min(1.0, self.share)
        painter.setBrush(self._theme.colour(self.tone()))
        painter.drawRoundedRect(QRectF(bar.right() - width if mirrored else 0, bar.y(), width, bar.height()), 2.5, 2.5)
        painter.setPen(QPen(self._theme.colour("strong"), 1))
        for mark in MARKS:
            at = bar.width() * (1 - mark if mirrored else mark)
            painter.drawLine(int(at), 0, int(at), self.height())
