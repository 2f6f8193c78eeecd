"""How confidences are spread: a bar a twentieth, its lower part what went to a person, and the line of the gate."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.charts.plot import Axis, Plot, Spot
from hybriddesk.desk.words import number, percent, translated
from hybriddesk.insight.reliability import Scores


def _tr(text: str) -> str:
    return translated(text, "Charts")


class ScoresChart(Plot):
    """``show_scores`` takes the counts and the confidence below which a draft waits."""

    def __init__(self, theme: Theme) -> None:
        self._shown, self._line = Scores((), ()), 0.0
        super().__init__(theme, "scores_chart", Axis(_tr("Confidence"), percent), Axis(_tr("Answers"), number))

    def show_scores(self, found: Scores, line: float) -> None:
        """Other counts."""
        self._shown, self._line = found, line
        bins = len(found.passed)
        tallest = max((one + other for one, other in zip(found.passed, found.to_person, strict=True)), default=0)
        self.y_axis = Axis(self.y_axis.words, number, 0.0, float(max(4, -(-tallest // 4) * 4)))
        words = _tr("{low} to {high}: {n} answers, {waiting} of them to a person")
        spots = [
            Spot((at + 0.5) / bins, passed + waiting, words.format(
                low=percent(at / bins), high=percent((at + 1) / bins), n=number(passed + waiting), waiting=number(waiting),
            )) for at, (passed, waiting) in enumerate(zip(found.passed, found.to_person, strict=True)) if passed + waiting
        ]
        self.show_spots(
            _tr("Confidence of the latest {n} answers; below {line} a draft waits for a person").format(n=number(found.count), line=percent(line)), spots,
            _tr("Full bars went to a person, hatched ones passed. On the unsure side of the line a draft waits."),
        )

    def paint_inside(self, painter: QPainter) -> None:
        theme, bins = self.theme, len(self._shown.passed)
        for at, (passed, waiting) in enumerate(zip(self._shown.passed, self._shown.to_person, strict=True)):
            self._bar(painter, at / bins, 1 / bins, (0, waiting), hatched=False)
            self._bar(painter, at / bins, 1 / bins, (waiting, waiting + passed), hatched=True)
        painter.setPen(QPen(theme.colour("text"), theme.px(1.5), Qt.PenStyle.DashLine))
        painter.drawLine(self.at(self._line, self.y_axis.low), self.at(self._line, self.y_axis.high))

    def _bar(self, painter: QPainter, left: float, width: float, span: tuple[int, int], *, hatched: bool) -> None:
        if span[0] == span[1]:
            return
        box = QRectF(self.at(left, span[1]), self.at(left + width, span[0])).normalized().adjusted(1, 0, -1, 0)
        colour = self.theme.colour("accent")
        painter.setPen(QPen(colour, 1))
        painter.setBrush(self.theme.colour("accent_soft") if hatched else colour)
        painter.drawRect(box)
        if hatched:
            painter.fillRect(box, Qt.BrushStyle.BDiagPattern)
