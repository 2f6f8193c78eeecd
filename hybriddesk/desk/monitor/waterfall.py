"""The steps of one run on one line of time: what each did, when it began, how long it took, how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from hybriddesk.desk.monitor.phrases import STEP_STATES, counted, node_words, state_words, tr, who
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import duration, of_code
from hybriddesk.vault.runs import StepSpan

ROW, LABEL, END, BAR = 46, 150, 76, 8
MOST = 40
"""Steps that are drawn; a run has three to a dozen."""


class Waterfall(QWidget):
    """Painted by hand; what it shows is also its accessible name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spans: tuple[StepSpan, ...] = ()
        self.setObjectName("run_steps")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_spans(self, spans: Sequence[StepSpan]) -> None:
        """Another run."""
        self._spans = tuple(spans[:MOST])
        self.setAccessibleName("; ".join(map(span_words, self._spans)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(ROW) * len(self._spans))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, (span, (begin, share)) in enumerate(zip(self._spans, shares(self._spans), strict=True)):
            self._row(painter, QRect(0, at * self._theme.px(ROW), self.width(), self._theme.px(ROW)), span, begin, share)

    def _row(self, painter: QPainter, area: QRect, span: StepSpan, begin: float, share: float) -> None:
        px = self._theme.px
        tone = state_words(STEP_STATES, span.state)[1]
        track = QRect(px(LABEL), area.top() + px(11), max(area.width() - px(LABEL) - px(END), px(40)), px(BAR))
        left = track.left() + min(track.width() * begin, track.width() - 3)
        bar = QRect(round(left), track.top(), max(3, round(track.width() * share)), track.height())
        for box, colour in ((track, "track"), (bar.intersected(track), "accent" if tone == "ok" else "neutral" if tone == "neutral" else tone)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(colour))
            painter.drawRoundedRect(QRectF(self._turned(area, box)), box.height() / 2, box.height() / 2)
        self._text(painter, area, QRect(0, area.top() + px(4), px(LABEL) - px(8), px(22)), node_words(span.step), "text", 500)
        took = duration((span.duration_us or 0) / 1000) if span.duration_us is not None else ""
        self._text(painter, area, QRect(area.width() - px(END), area.top() + px(4), px(END), px(22)), took, "text2", 400, end=True)
        below = QRect(px(LABEL), area.top() + px(23), area.width() - px(LABEL), px(20))
        self._text(painter, area, below, note(span), "bad" if span.state == "failed" else "text2", 400)

    def _text(self, painter: QPainter, area: QRect, box: QRect, text: str, role: str, weight: int, *, end: bool = False) -> None:
        font = self._theme.font("hint", weight)
        painter.setFont(font)
        painter.setPen(self._theme.colour(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        align = QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self._turned(area, box), align, shown)

    def _turned(self, area: QRect, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), area, box)


def shares(spans: Sequence[StepSpan]) -> tuple[tuple[float, float], ...]:
    """Where each step begins and how long it is, as shares 0..1 of the whole run. A clock that was set back counts as no time."""
    if not spans:
        return ()
    first = min(span.started_ms for span in spans)
    whole = max(1.0, *(span.started_ms - first + (span.duration_us or 0) / 1000 for span in spans))
    return tuple(((span.started_ms - first) / whole, (span.duration_us or 0) / 1000 / whole) for span in spans)


def note(span: StepSpan) -> str:
    """Who was asked and how often, or what went wrong."""
    facts = span.facts
    by = who(str(facts.get("provider", "")), str(facts.get("model", ""))) if facts.get("provider") else ""
    tries = facts.get("attempts")
    often = counted(int(tries), "1 attempt", "{n} attempts") if isinstance(tries, (int, float)) else ""
    wrong = of_code(str(facts["code"]), dict(facts)).what if facts.get("code") else ""
    parts = [part for part in (by, often, wrong) if part]
    return " \u00b7 ".join(parts) or (tr("on this computer") if span.state == "ok" else state_words(STEP_STATES, span.state)[0])


def span_words(span: StepSpan) -> str:
    """What a screen reader says of a step."""
    took = duration((span.duration_us or 0) / 1000) if span.duration_us is not None else ""
    return ", ".join(part for part in (node_words(span.step), state_words(STEP_STATES, span.state)[0], took, note(span)) if part)
