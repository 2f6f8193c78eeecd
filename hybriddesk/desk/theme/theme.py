"""The theme in force: tokens, zoom, fonts and icons, and the one place that hands a style sheet to Qt."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from hybriddesk.desk.theme import fonts, icons, qss
from hybriddesk.desk.theme.tokens import TOKENS, Mode, Role, Tokens

Choice = Literal["system", "light", "dark", "contrast"]
LOW, HIGH, STEP = 80, 200, 10


class Theme(QObject):
    """Made once by the app and passed on. ``changed`` follows every switch: tint icons and measure anew then."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.choice: Choice = "system"
        self.zoom = 100
        self.reduce_motion = False
        self.mode: Mode = "light"
        self._applied: tuple[Mode, int] | None = None
        fonts.load()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return TOKENS[self.mode]

    def apply(self, choice: Choice | None = None, zoom: int | None = None) -> None:
        """Switches theme and zoom; None keeps what is set. Zoom is held within 80-200 %."""
        self.choice = choice or self.choice
        self.zoom = min(HIGH, max(LOW, zoom or self.zoom))
        self.mode = self._wanted()
        if (self.mode, self.zoom) == self._applied:
            return
        self._applied = (self.mode, self.zoom)
        self._app.setPalette(qss.palette(self.tokens))
        self._app.setFont(self.font())
        self._app.setStyleSheet(qss.sheet(self.tokens, self.mode, self.zoom))
        self.changed.emit()

    def colour(self, role: Role) -> QColor:
        """A token's colour."""
        return QColor(self.tokens.role(role))

    def px(self, number: float) -> int:
        """Pixels at the zoom in force, at least 1."""
        return max(1, round(number * self.zoom / 100))

    def font(self, size: str = "base", weight: int = 400, *, mono: bool = False) -> QFont:
        """A font at the zoom in force; for what is painted by hand."""
        return fonts.font(size, weight, mono=mono, zoom=self.zoom)

    def icon(self, name: str, role: Role = "text2", size: int = 18) -> QIcon:
        """A Lucide icon in a token's colour; grey when its widget is disabled."""
        return icons.tinted(name, self.tokens.role(role), self.px(size), self.tokens.text3)

    def pixmap(self, name: str, role: Role = "text2", size: int = 18, density: float = 1.0) -> QPixmap:
        """The same for a label or a painter; ``density`` is the widget's ``devicePixelRatioF()``."""
        return icons.pixmap(name, self.tokens.role(role), self.px(size), density)

    def _wanted(self) -> Mode:
        if self.choice != "system":
            return self.choice
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _system_changed(self) -> None:
        self.apply()
