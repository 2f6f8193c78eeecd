"""How full the model's window is: a bar of its parts with the person's marks, and a faint bar for what it would be without summaries."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hybriddesk.catalog.window import Marks
from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import percent
from hybriddesk.records.context import Parts

HIGH = 6
STRENGTH = {"system": 0.55, "summary": 0.75, "history": 1.0, "knowledge": 0.75, "reserve": 0.35}
"""How strongly each part is drawn, in the order in which they stand."""


class ContextMeter(QWidget):
    """The figure itself is written beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.parts = Parts(window=1)
        self.marks = Marks()
        self.setObjectName("context_meter")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """Share of the window in use, the reserve with it."""
        return self.parts.share or 0.0

    def show_parts(self, parts: Parts, marks: Marks) -> None:
        """What fills the window; more than all of it stays at the end."""
        self.parts, self.marks = parts, marks
        self.setAccessibleName(tr("Context used: {p}").format(p=percent(self.share)))
        self.update()

    def tone(self) -> str:
        """A role for bar and figure. Past the first mark it is the summaries' business, so only what really leaves counts."""
        level = self.marks.level(self.share)
        return "bad" if level == "restart" else "accent" if level == "rest" else "warn"

    def segments(self) -> tuple[tuple[str, float, float], ...]:
        """Name, begin and end of each part that is there, in shares of the window."""
        found, at = [], 0.0
        for name in STRENGTH:
            wide = getattr(self.parts, name) / (self.parts.window or 1)
            if wide > 0:
                found.append((name, min(1.0, at), min(1.0, at + wide)))
            at += wide
        return tuple(found)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(132), self._theme.px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        self._bar(painter, 0.0, 1.0, self._theme.colour("track"))
        tone = self._theme.colour(self.tone())
        whole = min(1.0, self.parts.whole_share or 0.0)
        if whole > self.share:
            self._bar(painter, self.share, whole, _faint(self._theme.colour("strong"), 0.45))
        for name, start, end in self.segments():
            self._bar(painter, start, end, _faint(tone, STRENGTH[name]))
        painter.setPen(QPen(self._theme.colour("strong"), 1))
        for mark in (self.marks.summary, self.marks.rolling, self.marks.restart):
            at = int(self.width() * mark)
            painter.drawLine(at, 0, at, self.height())

    def _bar(self, painter: QPainter, start: float, end: float, colour: QColor) -> None:
        width, high = self.width(), self._theme.px(HIGH)
        gap = 1.0 if start > 0.0 else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(start * width + gap, (self.height() - high) / 2, max(1.0, (end - start) * width - gap), high), 2, 2)


def _faint(colour: QColor, strength: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(strength)
    return faint
