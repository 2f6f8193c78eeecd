"""The reliability diagram: what was said against what people accepted, a dot a bin with its interval, and how many stand behind it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.charts.plot import Axis, Plot, Spot
from hybriddesk.desk.words import number, percent, translated
from hybriddesk.insight.reliability import Reliability

SMALLEST, LARGEST = 3.0, 8.0


def _tr(text: str) -> str:
    return translated(text, "Charts")


class ReliabilityChart(Plot):
    """On the dashed line confidence and acceptance are the same; below it the judge was too sure."""

    def __init__(self, theme: Theme) -> None:
        self._shown = Reliability(0, (), None, None, None, None)
        super().__init__(theme, "reliability_chart", Axis(_tr("Confidence said"), percent), Axis(_tr("Accepted by a person"), percent))

    def show_reliability(self, found: Reliability) -> None:
        """Other bins."""
        self._shown = found
        words = _tr("{low} to {high} said: {accepted} of {n} accepted, between {least} and {most}")
        spots = [
            Spot(one.said, one.accepted.value, words.format(
                low=percent(one.low), high=percent(one.high), accepted=percent(one.accepted.value), n=number(one.count),
                least=percent(one.accepted.low), most=percent(one.accepted.high),
            )) for one in found.bins
        ]
        self.show_spots(
            _tr("Reliability diagram of {n} decisions in {bins} bins").format(n=number(found.count), bins=number(len(spots))), spots,
            _tr("Each dot is a range of confidence; its bar is where the true share lies, 19 times in 20. Below the dashed line it was too sure."),
        )

    def paint_inside(self, painter: QPainter) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.colour("strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.at(0, 0), self.at(1, 1))
        most = max((one.count for one in self._shown.bins), default=1)
        painter.setFont(theme.font("small"))
        for one in self._shown.bins:
            at = self.at(one.said, one.accepted.value)
            painter.setPen(QPen(theme.colour("accent"), theme.px(1.5)))
            painter.drawLine(self.at(one.said, one.accepted.low), self.at(one.said, one.accepted.high))
            painter.setBrush(theme.colour("accent"))
            painter.setPen(QPen(theme.colour("surface"), 1))
            size = theme.px(SMALLEST + (LARGEST - SMALLEST) * (one.count / most) ** 0.5)
            painter.drawEllipse(at, size, size)
            self._count(painter, at, size, one.count)

    def _count(self, painter: QPainter, at: QPointF, size: float, count: int) -> None:
        words = number(count)
        wide, high = painter.fontMetrics().horizontalAdvance(words), painter.fontMetrics().height()
        area, gap = self.area(), size + 4
        left = at.x() + gap if at.x() + gap + wide <= area.right() else at.x() - gap - wide
        box = QRectF(left, at.y() - high / 2, wide + 2, high)
        painter.fillRect(box, self.theme.colour("surface"))
        painter.setPen(self.theme.colour("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, words)
