"""The recovery code, shown once: print it, save it, copy it, then go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.clipboard import DEFAULT_S
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.notices import ErrorBar
from hybriddesk.desk.widgets.recovery_sheet import RecoverySheet
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Fault


def _t(text: str) -> str:
    return translated(text, "Recovery")


class RecoveryPage(QWidget):
    """``confirmed`` follows once the person said that the code is kept."""

    confirmed = Signal()

    def __init__(self, theme: Theme, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery_page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(_t("Your recovery code"), "page", 600))
        column.addWidget(Label(
            _t("If the passphrase is ever lost, this code opens the store. It is shown only now. Keep it away from this computer."),
            "read", 400, "text2", wrap=True,
        ))
        column.addWidget(self._code_card(theme, code))
        column.addLayout(self._acts())
        self.errors = ErrorBar(theme)
        column.addWidget(self.errors)
        self.kept = QCheckBox(_t("I have kept the code in a safe place"))
        self.kept.setObjectName("recovery_kept")
        self.kept.setAccessibleName(self.kept.text())
        self.go_on = Button(theme, _t("Open the desk"), "primary", icon="arrow-right", name="recovery_continue", act=self._finish)
        self.go_on.setEnabled(False)
        self.kept.toggled.connect(self.go_on.setEnabled)
        column.addSpacing(8)
        column.addWidget(self.kept, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.go_on)
        column.addStretch(1)

    def _code_card(self, theme: Theme, code: str) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(24, 20, 24, 20)
        self.code_label = RecoverySheet(theme, "recovery_code", "recovery", lambda: DEFAULT_S)
        self.code_label.show_code(code)
        self.code_label.failed.connect(self._not_saved)
        box.addWidget(self.code_label)
        return card

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.code_label.buttons:
            row.addWidget(button)
        row.addWidget(Label(_t("A copied code leaves the clipboard after 30 seconds."), "hint", 400, "text2"))
        row.addStretch(1)
        return row

    def _not_saved(self, fault: Fault) -> None:
        self.errors.show_fault(fault)

    def _finish(self) -> None:
        self.code_label.forget()
        self.confirmed.emit()
