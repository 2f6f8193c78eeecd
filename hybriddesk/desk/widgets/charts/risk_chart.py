"""The risk-coverage curve: the more passes without a person, the more of it is bad. The line in force and a proposed one are marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.charts.plot import Axis, Plot, Spot
from hybriddesk.desk.words import percent, translated
from hybriddesk.review.gating import Point


def _tr(text: str) -> str:
    return translated(text, "Charts")


class RiskChart(Plot):
    """``show_curve`` takes the points, the line in force and the proposed one, both as confidences."""

    def __init__(self, theme: Theme) -> None:
        self._points: tuple[Point, ...] = ()
        self._marks: tuple[tuple[float, str, str], ...] = ()
        super().__init__(theme, "risk_chart", Axis(_tr("Share that passes without a person"), percent), Axis(_tr("Bad among what passes"), percent))

    def show_curve(self, points: Sequence[Point], now: float, wanted: float) -> None:
        """Another curve or other marks."""
        self._points = tuple(points)
        same = abs(now - wanted) < 1e-9
        self._marks = ((now, _tr("now"), "text"), *(() if same else ((wanted, _tr("your choice"), "accent"),)))
        highest = max((min(point.upper, 2 * point.risk + 0.1) for point in self._points), default=1.0)
        self.y_axis = Axis(self.y_axis.words, percent, 0.0, next((top for top in (0.04, 0.08, 0.2, 0.4, 0.6, 0.8) if highest <= top), 1.0))
        words = _tr("{coverage} pass, down to a confidence of {line}: {risk} of it bad, at most {upper}")
        spots = [
            Spot(point.coverage, point.risk, words.format(
                coverage=percent(point.coverage), line=percent(1 - point.limit), risk=percent(point.risk, 1), upper=percent(point.upper, 1),
            )) for point in self._points
        ]
        here = self.coverage(now)
        summary = _tr("Risk-coverage curve; now {coverage} of the decided drafts would pass").format(coverage=percent(here))
        self.show_spots(summary, spots, _tr("The soft ground reaches up to what the share of bad ones is at most, 9 times in 10."))

    def coverage(self, line: float) -> float:
        """The share of the decided drafts at or above a confidence."""
        return max((point.coverage for point in self._points if 1 - point.limit >= line), default=0.0)

    def paint_inside(self, painter: QPainter) -> None:
        theme = self.theme
        if not self._points:
            return
        upper = [self.at(point.coverage, point.upper) for point in self._points]
        risk = [self.at(point.coverage, point.risk) for point in self._points]
        ground = QColor(theme.colour("accent"))
        ground.setAlpha(40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF([*upper, *reversed(risk)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), theme.px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(risk))
        for number, (line, words, role) in enumerate(self._marks):
            self._mark(painter, self.coverage(line), words, role, number)

    def _mark(self, painter: QPainter, coverage: float, words: str, role: str, number: int) -> None:
        theme, area = self.theme, self.area()
        top = self.at(coverage, self.y_axis.high)
        painter.setPen(QPen(theme.colour(role), theme.px(1.5), Qt.PenStyle.DashLine if number == 0 else Qt.PenStyle.SolidLine))
        painter.drawLine(top, self.at(coverage, self.y_axis.low))
        painter.setFont(theme.font("small", 600))
        wide, high = painter.fontMetrics().horizontalAdvance(words), painter.fontMetrics().height()
        left = top.x() + 5 if top.x() + 5 + wide <= area.right() else top.x() - 5 - wide
        painter.drawText(QRectF(left, top.y() + number * (high + 2), wide + 2, high), Qt.AlignmentFlag.AlignLeft, words)
