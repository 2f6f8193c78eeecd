"""What the window says by itself: a toast with Undo, and the bar that explains a fault."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import details, sentence, translated
from hybriddesk.records.errors import Fault, Unknown

STAYS_MS = 10_000
FOOT = 68
"""Above the action bar that some places have at their foot."""

Act = Callable[[], object]


class Toast(QFrame):
    """One short message at the foot of its parent for ten seconds; a new one takes the place of the old."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._parent = theme, parent
        self._undo: Act | None = None
        self.setProperty("kind", "toast")
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self.words = Label("", "base", 500)
        self.undo_button = Button(theme, translated("Undo", "Toast"), "ghost", icon="undo-2", name="toast_undo", act=self._take_back)
        self.close_button = Button(
            theme, kind="icon", icon="x", label=translated("Close", "Toast"), name="toast_close", act=self.hide,
        )
        for widget in (self.words, self.undo_button, self.close_button):
            row.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_toast(self, text: str, *, undo: Act | None = None) -> None:
        """Says ``text``; ``undo`` gives it an Undo button."""
        self._undo = undo
        self.words.setText(text)
        self.setAccessibleName(text)
        self.undo_button.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._parent and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _take_back(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()

    def _place(self) -> None:
        self.adjustSize()
        parent = self._parent
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - self._theme.px(FOOT))


class ErrorBar(QFrame):
    """What happened, what still works, what to do. "Copy details" copies code and numbers, never text of people."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar_bad")
        self.setObjectName("error_bar")
        self.fault: Fault | None = None
        self._act: Act | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "triangle-alert", "bad", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.what = Label("", "base", 600, "bad", wrap=True)
        self.rest = Label("", "hint", 400, "bad", wrap=True)
        for label in (self.what, self.rest):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            words.addWidget(label)
        row.addLayout(words, 1)
        self.act_button = Button(theme, "", name="error_act", label=translated("Do it", "ErrorBar"), act=self._run)
        self.copy_button = Button(
            theme, translated("Copy details", "ErrorBar"), "ghost", icon="copy", name="error_copy", act=self.copy_details,
        )
        self.close_button = Button(
            theme, kind="icon", icon="x", label=translated("Close", "ErrorBar"), name="error_close", act=self.clear_fault,
        )
        for button in (self.act_button, self.copy_button, self.close_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_fault(self, fault: Fault, *, act: tuple[str, Act] | None = None) -> None:
        """Shows a fault until it is closed or another takes its place."""
        said = sentence(fault)
        self.fault = fault
        self.what.setText(said.what)
        self.rest.setText(" ".join(part for part in (said.works, said.do) if part))
        self.rest.setVisible(bool(self.rest.text()))
        self.setAccessibleName(f"{said.what} {self.rest.text()}")
        self._act = act[1] if act else None
        self.act_button.setVisible(act is not None)
        self.act_button.setText(act[0] if act else "")
        self.act_button.setAccessibleName(act[0] if act else "")
        self.setProperty("unknown", isinstance(fault, Unknown))
        self.show()

    def clear_fault(self) -> None:
        """Takes the bar away."""
        self.fault = None
        self.hide()

    def copy_details(self) -> None:
        """Version, code and facts to the clipboard."""
        if self.fault is not None:
            QGuiApplication.clipboard().setText(details(self.fault))

    def _run(self) -> None:
        act = self._act
        self.clear_fault()
        if act is not None:
            act()
