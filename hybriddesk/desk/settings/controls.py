"""Fields that do not change while the page is scrolled over them, and that every reader finds by name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from hybriddesk.desk.theme.theme import Theme

WIDEST = 9_999
INDENT = 8


def named(widget: QWidget, name: str, label: str, description: str = "") -> None:
    """The object name tests use, and the words a screen reader says."""
    widget.setObjectName(name)
    widget.setAccessibleName(label)
    widget.setAccessibleDescription(description)


class Measure(QObject):
    """Holds a widget's size to so many pixels at the zoom in force; lives and dies with the widget."""

    def __init__(self, theme: Theme, widget: QWidget, *, width: int = 0, height: int = 0, widest: int = 0) -> None:
        super().__init__(widget)
        self._theme, self._widget = theme, widget
        self._width, self._height, self._widest = width, height, widest
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        if self._width:
            self._widget.setFixedWidth(self._theme.px(self._width))
        if self._height:
            self._widget.setFixedHeight(self._theme.px(self._height))
        if self._widest:
            self._widget.setMaximumWidth(self._theme.px(self._widest))


class Tick(QCheckBox):
    """A check box with its name."""

    def __init__(self, name: str, label: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        named(self, name, label)
        if not words:
            self.setStyleSheet("QCheckBox { spacing: 0px; }")


class Drop(QComboBox):
    """A choice from a list of ``(key, words)``."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, label)
        named(self.view(), f"{name}_list", label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, choices: Iterable[tuple[str, str]], chosen: str) -> None:
        """Shows these choices without telling anybody. A value that is not among them is shown as it is."""
        wanted = dict(choices)
        wanted.setdefault(chosen, chosen)
        self.blockSignals(True)
        self.clear()
        for key, words in wanted.items():
            self.addItem(words, key)
        self.setCurrentIndex(self.findData(chosen))
        self.blockSignals(False)

    def key(self) -> str:
        """The key of the choice in force."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WholeBox(QSpinBox):
    """A whole number with its unit. More can be typed than fits, so that a refusal can say why; the arrows stay within."""

    def __init__(self, name: str, label: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, label)
        named(self.lineEdit(), f"{name}_text", label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # the sheet's padding does not reach the field inside
        self.lineEdit().setTextMargins(INDENT, 0, INDENT, 0)
        self.low, self.high = low, high
        self.setRange(min(low, -WIDEST), max(high, WIDEST))
        self.setGroupSeparatorShown(False)

    def fits(self) -> bool:
        """Whether what stands in the field is within the limits."""
        return self.hasAcceptableInput() and self.low <= self.value() <= self.high

    def stepBy(self, steps: int) -> None:
        self.setValue(min(self.high, max(self.low, self.value() + steps * self.singleStep())))

    def stepEnabled(self) -> QSpinBox.StepEnabledFlag:
        flags = QSpinBox.StepEnabledFlag.StepNone
        if self.value() < self.high:
            flags |= QSpinBox.StepEnabledFlag.StepUpEnabled
        if self.value() > self.low:
            flags |= QSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        digits = f"{self.prefix()}{self.high}{self.suffix()}"
        return QSize(self.fontMetrics().horizontalAdvance(digits) + 2 * hint.height(), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
