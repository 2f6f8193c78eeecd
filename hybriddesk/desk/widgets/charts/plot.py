"""What every chart shares: axes with their words, points that are read out one by one, and the theme's colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.text import Label

HEIGHT, LEFT, FOOT, TOP, RIGHT = 250, 48, 40, 28, 14
NEAR = 24
TICKS = 4
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Spot:
    """One point that can be asked about: where it is, in the axes' units, and what it says."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From ``low`` to ``high``; ``words`` beside it, ``shown`` writes a tick."""

    words: str
    shown: Callable[[float], str]
    low: float = 0.0
    high: float = 1.0


class Plot(QWidget):
    """A subclass paints with ``at`` (axes to pixels, mirrored with the layout) in ``paint_inside`` and hands its points to ``show_spots``.

    The mouse over a point, or the arrow keys, tell it in ``readout``, a label that the owner places. A screen reader hears the summary
    as name, and all points or the chosen one as description.
    """

    def __init__(self, theme: Theme, name: str, x: Axis, y: Axis) -> None:
        super().__init__()
        self.theme, self.x_axis, self.y_axis = theme, x, y
        self.spots: tuple[Spot, ...] = ()
        self.chosen = -1
        self.readout = Label("", "hint", tone="text2", wrap=True)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rest = ""
        theme.changed.connect(self.updateGeometry)

    def show_spots(self, summary: str, spots: Sequence[Spot], rest: str) -> None:
        """Other points. ``rest`` stands in the readout while none is chosen."""
        self.spots, self.chosen, self._rest = tuple(spots), -1, rest
        self.setAccessibleName(summary)
        self._tell()

    def paint_inside(self, painter: QPainter) -> None:
        """Paints the figures over the grid."""
        raise TypeError(f"{type(self).__name__} paints nothing with {type(painter).__name__}")

    def area(self) -> QRectF:
        """Where the figures stand."""
        px, mirrored = self.theme.px, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (px(RIGHT), px(LEFT)) if mirrored else (px(LEFT), px(RIGHT))
        return QRectF(self.rect()).adjusted(left, px(TOP), -right, -px(FOOT))

    def at(self, x: float, y: float) -> QPointF:
        """A point of the axes in pixels; what lies beyond an axis stands at its end."""
        area = self.area()
        across = min(1.0, max(0.0, (x - self.x_axis.low) / (self.x_axis.high - self.x_axis.low)))
        up = min(1.0, max(0.0, (y - self.y_axis.low) / (self.y_axis.high - self.y_axis.low)))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            across = 1 - across
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._grid(painter)
        self.paint_inside(painter)
        if 0 <= self.chosen < len(self.spots):
            spot = self.spots[self.chosen]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.drawEllipse(self.at(spot.x, spot.y), self.theme.px(8), self.theme.px(8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and self.spots:
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
                step = -step
            self.choose(min(max(self.chosen + step, 0), len(self.spots) - 1))
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = [(abs(self.at(spot.x, spot.y).x() - event.position().x()), at) for at, spot in enumerate(self.spots)]
        distance, found = min(near, default=(NEAR + 1.0, -1))
        self.choose(found if distance <= self.theme.px(NEAR) else -1)

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002  Qt's name
        if not self.hasFocus():
            self.choose(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.choose(-1)

    def choose(self, at: int) -> None:
        """Tells one point; -1 none."""
        if at != self.chosen:
            self.chosen = at
            self._tell()

    def _tell(self) -> None:
        words = self.spots[self.chosen].words if 0 <= self.chosen < len(self.spots) else ""
        self.readout.setText(words or self._rest)
        self.setAccessibleDescription(words or "; ".join(spot.words for spot in self.spots))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def _grid(self, painter: QPainter) -> None:
        area, theme = self.area(), self.theme
        font = theme.font("small")
        painter.setFont(font)
        high = QFontMetrics(font).height()
        for step in range(TICKS + 1):
            share = step / TICKS
            x, y = self.x_axis.low + share * (self.x_axis.high - self.x_axis.low), self.y_axis.low + share * (self.y_axis.high - self.y_axis.low)
            across, up = self.at(x, self.y_axis.low), self.at(self.x_axis.low, y)
            painter.setPen(QPen(theme.colour("track" if theme.mode == "contrast" else "line"), 1))  # white lines would outshout the figures
            painter.drawLine(QPointF(area.left(), up.y()), QPointF(area.right(), up.y()))
            painter.setPen(theme.colour("text3"))
            side = theme.px(LEFT)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            box = QRectF(area.right() + 6 if mirrored else 0, up.y() - high / 2, side - 6, high)
            painter.drawText(box, (Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter, self.y_axis.shown(y))
            wide = area.width() / TICKS
            place = QRectF(across.x() - wide / 2, area.bottom() + 4, wide, high)
            painter.drawText(self._within(place, self.x_axis.shown(x), painter), Qt.AlignmentFlag.AlignCenter, self.x_axis.shown(x))
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(area.left(), area.bottom() + 6 + high, area.width(), high + 4), Qt.AlignmentFlag.AlignCenter, self.x_axis.words)
        begin = Qt.AlignmentFlag.AlignRight if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(2, 0, self.width() - 4, high + 4), begin | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self.y_axis.words)

    def _within(self, place: QRectF, words: str, painter: QPainter) -> QRectF:
        """The box moved so that its words stay in the widget."""
        half = painter.fontMetrics().horizontalAdvance(words) / 2 + 2
        middle = min(max(place.center().x(), half), self.width() - half)
        return QRectF(middle - place.width() / 2, place.top(), place.width(), place.height())
