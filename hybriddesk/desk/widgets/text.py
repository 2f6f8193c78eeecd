"""Labels: one family, sized and coloured by the tokens."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Label(QLabel):
    """``size``: small, hint, base, read, title, page; ``weight`` 400/500/600; ``tone`` a text role such as ``text3`` or ``bad``."""

    def __init__(
        self, text: str = "", size: str = "base", weight: int = 400, tone: str = "text", *, wrap: bool = False,
        selectable: bool = False, parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("textSize", size)
        self.setProperty("weight", str(weight))
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
            )

    def set_tone(self, tone: str) -> None:
        """Another colour."""
        restyle(self, tone=tone)


class SectionTitle(Label):
    """A heading inside a page or card."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "read", 600, parent=parent)


class Eyebrow(QLabel):
    """The small capital line over a group."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.upper(), parent)
        self.setProperty("kind", "eyebrow")
        self.setAccessibleName(text)


class ElidedLabel(Label):
    """One line that ends in dots where the room ends; the whole text is its tooltip and its accessible name."""

    def __init__(
        self, text: str = "", size: str = "base", weight: int = 400, tone: str = "text", parent: QWidget | None = None,
    ) -> None:
        super().__init__("", size, weight, tone, parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Shows another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole_text(self) -> str:
        """The text without dots."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitted = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        self.setText(fitted)
        self.setToolTip(self._whole if fitted != self._whole else "")


class KeyHint(QLabel):
    """One key, drawn as a cap."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setProperty("kind", "key")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Chip(QLabel):
    """A word on a soft ground. ``tone``: neutral, accent, ok, warn, bad, pii. The word carries the meaning, not the colour."""

    def __init__(self, text: str, tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "chip")
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, tone: str | None = None) -> None:
        """Another word, and another ground if ``tone`` is given."""
        self.setText(text)
        if tone is not None:
            restyle(self, tone=tone)


def line(*, vertical: bool = False) -> QFrame:
    """A 1-px line between two things."""
    frame = QFrame()
    frame.setProperty("kind", "line_v" if vertical else "line")
    return frame


def restyle(widget: QWidget, **properties: object) -> None:
    """Sets dynamic properties and lets the style sheet see them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
