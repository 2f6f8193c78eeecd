"""A small course of figures, drawn by hand: line, soft ground, limit, last point."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hybriddesk.desk.theme.theme import Theme

DOT = 3.0
EDGE = 5.0


class Sparkline(QWidget):
    """``show_series(values, limit)``: oldest first, any unit; fewer than two values draw nothing. ``limit`` is a dashed line.

    Mirrored with the layout direction. ``words`` are its accessible name: a curve alone says nothing to a screen reader.
    """

    def __init__(self, theme: Theme, words: str, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        self._values: tuple[float, ...] = ()
        self._limit: float | None = None
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_series(self, values: Sequence[float], limit: float | None = None, tone: str | None = None) -> None:
        """Another course."""
        self._values, self._limit, self._tone = tuple(values), limit, tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(40))

    def points(self) -> tuple[QPointF, ...]:
        """Where the values stand in this widget."""
        if len(self._values) < 2:
            return ()
        area = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        step = area.width() / (len(self._values) - 1)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return tuple(
            QPointF(area.right() - at * step if mirrored else area.left() + at * step, self._height(area, value))
            for at, value in enumerate(self._values)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        points = self.points()
        if not points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour(self._tone)
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        self._paint_ground(painter, line, points, colour)
        if self._limit is not None:
            painter.setPen(QPen(self._theme.colour("strong"), 1, Qt.PenStyle.DashLine))
            at = self._height(QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE), self._limit)
            painter.drawLine(QPointF(EDGE, at), QPointF(self.width() - EDGE, at))
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)
        painter.setBrush(colour)
        painter.drawEllipse(points[-1], DOT, DOT)

    def _paint_ground(self, painter: QPainter, line: QPainterPath, points: tuple[QPointF, ...], colour: QColor) -> None:
        ground = QPainterPath(line)
        ground.lineTo(points[-1].x(), self.height())
        ground.lineTo(points[0].x(), self.height())
        fade = QLinearGradient(0, 0, 0, self.height())
        top, foot = QColor(colour), QColor(colour)
        top.setAlpha(50)
        foot.setAlpha(0)
        fade.setColorAt(0, top)
        fade.setColorAt(1, foot)
        painter.fillPath(ground, fade)

    def _height(self, area: QRectF, value: float) -> float:
        shown = (*self._values, self._limit) if self._limit is not None else self._values
        low, high = min(shown), max(shown)
        share = (value - low) / (high - low) if high > low else 0.5
        return area.bottom() - share * area.height()
