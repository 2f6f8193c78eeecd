"""The recovery code, shown once: print it, save it, copy it, then go on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hybriddesk.desk.clipboard import SecretClipboard
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.notices import ErrorBar
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Permanent


def _t(text: str) -> str:
    return translated(text, "Recovery")


class RecoveryPage(QWidget):
    """``confirmed`` follows once the person said that the code is kept."""

    confirmed = Signal()

    def __init__(self, theme: Theme, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery_page")
        self._code = code
        self._clipboard = SecretClipboard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(_t("Your recovery code"), "page", 600))
        column.addWidget(Label(
            _t("If the passphrase is ever lost, this code opens the store. It is shown only now. Keep it away from this computer."),
            "read", 400, "text2", wrap=True,
        ))
        column.addWidget(self._code_card())
        column.addLayout(self._acts(theme))
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

    def save_to(self, path: Path) -> None:
        """Writes the sheet as a text file that only this user can read."""
        try:
            path.touch(mode=0o600, exist_ok=True)
            path.write_text(sheet_text(self._code), encoding="utf-8")
        except OSError:
            self.errors.show_fault(Permanent("desk.save_failed", name=path.name))

    def _code_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(24, 20, 24, 20)
        self.code_label = QLabel(in_lines(self._code))
        self.code_label.setProperty("kind", "mono")
        self.code_label.setObjectName("recovery_code")
        self.code_label.setAccessibleName(_t("Recovery code"))
        self.code_label.setStyleSheet("font-size: 18px; letter-spacing: 1px;")
        self.code_label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        box.addWidget(self.code_label)
        return card

    def _acts(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Button(theme, _t("Print\u2026"), icon="printer", name="recovery_print", act=self._print))
        row.addWidget(Button(theme, _t("Save as file\u2026"), icon="save", name="recovery_save", act=self._save))
        row.addWidget(Button(theme, _t("Copy"), icon="copy", name="recovery_copy", act=lambda: self._clipboard.copy(self._code)))
        row.addWidget(Label(_t("A copied code leaves the clipboard after 30 seconds."), "hint", 400, "text2"))
        row.addStretch(1)
        return row

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: _paper(self._code).print_(printer))
        QDialog.open(dialog)

    def _save(self) -> None:
        dialog = QFileDialog(self, _t("Save the recovery sheet"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("hybriddesk-recovery.txt")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _finish(self) -> None:
        self.code_label.clear()
        self._code = ""
        self.confirmed.emit()


def in_lines(code: str) -> str:
    """The code in lines of four groups."""
    groups = code.split("-")
    return "\n".join("-".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


def sheet_text(code: str) -> str:
    """What is printed and saved."""
    day = datetime.now(UTC).date().isoformat()
    return "\n".join((
        _t("HybridDesk recovery sheet"), day, "", in_lines(code), "",
        _t("This code opens the store when the passphrase is lost. Whoever holds it can read everything in it."),
        _t("On the lock screen choose \u201cUse the recovery code\u201d and type it. A new code makes this one useless."), "",
    ))


def _paper(code: str) -> QTextDocument:
    document = QTextDocument()
    document.setPlainText(sheet_text(code))
    return document
