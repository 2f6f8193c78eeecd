"""Five stars that can be given, changed and taken back: by the mouse, the arrows or a digit. Filled or hollow, so no colour is needed."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import number, translated

MOST = 5
SIDE, GAP, PAD = 18, 4, 5
"""One star, what lies between two, and the room around them for the ring of the focus."""
INNER = 0.42
"""How deep a star is cut in, as a share of its outer radius."""
_CLEAR = frozenset({Qt.Key.Key_0, Qt.Key.Key_Backspace, Qt.Key.Key_Delete})

_OWN = _CLEAR | {
    Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
}


class Stars(QSlider):
    """A slider of 0 (nothing given) to 5, so that screen readers know what it is and the arrows do what arrows do.

    ``given`` tells what a person chose, 0 where they took it back; ``show_stars`` tells nobody.
    """

    given = Signal(int)

    def __init__(self, theme: Theme, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._label, self._over = theme, label, 0
        self.setObjectName(name)
        self.setRange(0, MOST)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.valueChanged.connect(self._tell)
        theme.changed.connect(self._measure)
        self._measure()
        self._name()

    def show_stars(self, stars: int) -> None:
        """What stands, 0 for nothing."""
        with QSignalBlocker(self):
            self.setValue(stars)
        self._name()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(MOST * px(SIDE) + (MOST - 1) * px(GAP) + 2 * px(PAD), px(SIDE) + 2 * px(PAD))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """While the stars have the focus their keys are theirs, whatever else a digit or an arrow does in this place."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _plain(event) and event.key() in _OWN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0.value
        if _plain(event) and event.key() in _CLEAR:
            self.setValue(0)
        elif _plain(event) and 1 <= digit <= MOST:
            self.setValue(digit)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # they scroll the messages, or walk the list
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The star that stands is taken back by another click on it."""
        if event.button() == Qt.MouseButton.LeftButton:
            at = self._star_at(event.position())
            self.setValue(0 if at == self.value() else at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._star_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setMouseTracking(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(0)
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        for star in range(1, MOST + 1):
            lit = star <= self.value()
            painter.setPen(QPen(theme.colour("accent" if lit or star <= self._over else "text2"), 1.4 * theme.zoom / 100))
            painter.setBrush(theme.colour("accent") if lit else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(self._shape(star))

    def _shape(self, star: int) -> QPolygonF:
        side = self._theme.px(SIDE)
        place = MOST - star if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else star - 1
        middle = QPointF(self._theme.px(PAD) + place * (side + self._theme.px(GAP)) + side / 2, self.height() / 2 + side / 20)
        points = []
        for corner in range(2 * MOST):
            far = side / 2 * (INNER if corner % 2 else 0.98)
            angle = math.pi * (corner / MOST - 0.5)
            points.append(middle + QPointF(far * math.cos(angle), far * math.sin(angle)))
        return QPolygonF(points)

    def _star_at(self, point: QPointF) -> int:
        step = self._theme.px(SIDE) + self._theme.px(GAP)
        place = min(MOST - 1, max(0, int((point.x() - self._theme.px(PAD)) // step)))
        return MOST - place if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else place + 1

    def _hover(self, star: int) -> None:
        if star != self._over:
            self._over = star
            self.update()

    def _tell(self, stars: int) -> None:
        self._name()
        self.given.emit(stars)

    def _name(self) -> None:
        words = stars_words(self.value())
        self.setAccessibleName(f"{self._label}: {words}")
        self.setAccessibleDescription(tr("Left and right, or 1 to 5; 0 takes it back"))
        self.setToolTip(f"{self._label}: {words}")
        self.update()

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()


def _plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def stars_words(stars: int) -> str:
    """``3 of 5 stars``, or that none were given."""
    return tr("{n} of {most} stars").format(n=number(stars), most=number(MOST)) if stars else tr("no stars given")


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return translated(text, "Widgets")
