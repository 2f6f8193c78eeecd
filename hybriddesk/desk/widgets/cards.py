"""Cards, empty states, meters and the coach line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label, SectionTitle
from hybriddesk.desk.words import percent, translated


class Card(QFrame):
    """A framed group on the canvas; ``body`` is its column. ``title`` is optional, ``head`` the row beside it."""

    def __init__(self, title: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(12)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(SectionTitle(title))
            self.head.addStretch(1)
            self.body.addLayout(self.head)


class IconLabel(QLabel):
    """A tinted picture that follows the theme. It says nothing to a screen reader: words stand beside it."""

    def __init__(self, theme: Theme, icon: str, role: str = "text2", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._role, self._size = theme, icon, role, size
        theme.changed.connect(self._tint)
        self._tint()

    def show_icon(self, icon: str, role: str | None = None) -> None:
        """Another picture or colour."""
        self._icon, self._role = icon, role or self._role
        self._tint()

    def _tint(self) -> None:
        self.setPixmap(self._theme.pixmap(self._icon, self._role, self._size, self.devicePixelRatioF()))
        self.setFixedSize(self._theme.px(self._size), self._theme.px(self._size))


class EmptyState(QWidget):
    """What a place says when there is nothing to show: a picture, a title, one sentence, and the button that changes it."""

    def __init__(
        self, theme: Theme, icon: str, title: str, sentence: str, button: str = "", act: Callable[[], object] | None = None,
        *, name: str = "empty", parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(IconLabel(theme, icon, "text3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = Label(title, "title", 600, wrap=True)
        self.sentence = Label(sentence, "base", 400, "text2", wrap=True)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(theme.px(480))
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 6)
            row.addStretch(1)
            column.addLayout(row)
        self.button: Button | None = None
        if button:
            self.button = Button(theme, button, "primary", name=f"{name}_button", act=act)
            column.addSpacing(8)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, title: str, sentence: str) -> None:
        """Other words."""
        self.title.setText(title)
        self.sentence.setText(sentence)


class Meter(QWidget):
    """A share 0..1 as a bar. ``tone``: accent, ok, warn, bad. The figure itself is written beside it by its owner."""

    def __init__(self, theme: Theme, label: str, share: float = 0.0, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share, self._tone = theme, share, tone
        self._label = label
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_share(share)

    def show_share(self, share: float, tone: str | None = None) -> None:
        """Another figure."""
        self._share, self._tone = min(1.0, max(0.0, share)), tone or self._tone
        self.setAccessibleName(f"{self._label}: {percent(self._share)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(self._theme.colour("track"))
        painter.drawRoundedRect(whole, radius, radius)
        width = whole.width() * self._share
        left = whole.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
        painter.setBrush(self._theme.colour(self._tone))
        painter.drawRoundedRect(QRectF(left, 0, max(width, 2.0), whole.height()), radius, radius)


class Progress(QWidget):
    """A running job: words, a bar, and Cancel. ``show_steps(done, all)``; all = 0 means it cannot be known."""

    def __init__(self, theme: Theme, cancel: Callable[[], object], *, name: str = "progress", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.words = Label("", "hint", 400, "text2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setObjectName(f"{name}_bar")
        self.bar.setAccessibleName(translated("Progress", "Progress"))
        self.stop = Button(theme, translated("Cancel", "Progress"), name=f"{name}_cancel", act=cancel)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)

    def show_steps(self, done: int, whole: int, words: str = "") -> None:
        """How far it is."""
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
        self.words.setText(words)


class CoachLine(QFrame):
    """One sentence for the first minute; closing it is remembered by its owner."""

    def __init__(self, theme: Theme, text: str, closed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "coach")
        self.setObjectName("coach_line")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "sparkles", "accent_text", 16))
        self.words = Label(text, "base", 500, "accent_text", wrap=True)
        row.addWidget(self.words, 1)
        self.close_button = Button(
            theme, kind="icon", icon="x", label=translated("Close this hint", "CoachLine"), name="coach_close", act=self._close,
        )
        row.addWidget(self.close_button)
        self._closed = closed

    def _close(self) -> None:
        self.hide()
        self._closed()
