"""Fields: search, and a passphrase with a show toggle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import translated

SETTLE_MS = 120


class Field(QLineEdit):
    """A line of text with a name."""

    def __init__(self, name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)

    def event(self, event: QEvent) -> bool:
        """The little buttons inside a field are reached by keys of the field itself, but they too need their names."""
        if event.type() == QEvent.Type.Polish:
            for number, button in enumerate(self.findChildren(QToolButton)):
                button.setObjectName(button.objectName() or f"{self.objectName()}_button{number}")
                action = button.defaultAction()
                button.setAccessibleName((action.text() if action else "") or translated("Clear", "Field"))
        return super().event(event)


class SearchField(Field):
    """Search as one types: ``searched`` follows once the person paused for a moment; Esc clears."""

    searched = Signal(str)

    def __init__(self, theme: Theme, name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, hint or label, parent)
        self._theme = theme
        self._glass = QAction(label, self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda _text: self._pause.start())
        theme.changed.connect(self._tint)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _tint(self) -> None:
        self._glass.setIcon(self._theme.icon("search", "text3", 16))


class PasswordField(Field):
    """Dots instead of letters; the eye shows them. Nothing of it reaches undo, the clipboard's primary selection or a log."""

    def __init__(self, theme: Theme, name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, hint or label, parent)
        self._theme = theme
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText,
        )
        self.eye = QAction(translated("Show", "PasswordField"), self)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self.reveal)
        self.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        theme.changed.connect(self._tint)
        self._tint()

    def reveal(self, shown: bool) -> None:
        """Letters instead of dots, or back."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.setChecked(shown)
        self.eye.setText(translated("Hide" if shown else "Show", "PasswordField"))
        self._tint()

    def mark_wrong(self, wrong: bool) -> None:
        """A red frame; the sentence beside it says why."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(280), super().sizeHint().height())

    def _tint(self) -> None:
        self.eye.setIcon(self._theme.icon("eye-off" if self.eye.isChecked() else "eye", "text2", 16))
