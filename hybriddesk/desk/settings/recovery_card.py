"""A new recovery code: made when the person asks, shown once, to be printed, saved or copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from hybriddesk.desk.clipboard import SecretClipboard
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.confirm import Confirm
from hybriddesk.desk.settings.controls import named
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.welcome.recovery import in_lines, sheet_text
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import NO_BREAK, number
from hybriddesk.records.errors import Permanent

CLEAR_AFTER = "security.clipboard_seconds"


class RecoveryCard(Card):
    """The code stays in sight until "Done" or the lock; ``clipboard`` clears itself after the seconds of the setting."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Recovery code"), name="recovery_card")
        self._context, self._code = context, ""
        self.clipboard = SecretClipboard(self)
        self.new_button = Button(context.theme, tr("Make a new code"), name="recovery_new", act=self.ask)
        self.head.addWidget(self.new_button)
        self.body.addWidget(Label(
            tr("Opens the store when the passphrase is lost. The code itself is stored nowhere; a new one makes the old one useless."),
            "hint", 400, "text2", wrap=True,
        ))
        self.outcome = Outcome(context.theme, "recovery_outcome")
        self.shown = self._sheet()
        self.body.addWidget(self.shown)
        self.body.addWidget(self.outcome)
        self.shown.hide()

    def ask(self) -> None:
        """Asks, in words, before the old code is made useless."""
        Confirm(self._context.theme, tr("Make a new recovery code?"), (
            tr("Goes: the code on your printed sheet opens nothing any more."),
            tr("Stays: your passphrase, your data, and everything in the store."),
            tr("The new code is shown once. Have a printer or a safe place ready."),
        ), tr("Make a new code"), self.make, self.window()).open()

    def make(self) -> None:
        """Makes the code and shows it."""
        self.new_button.setEnabled(False)
        job = self._context.engine.job(self._context.door.new_recovery_code, keep=True)
        job.done.connect(self._made)
        job.failed.connect(self.outcome.bad)
        job.ended.connect(self._ended)
        job.start()

    def forget(self) -> None:
        """Nothing of the code stays on the screen."""
        self._code = ""
        self.code.clear()
        self.shown.hide()

    def copy(self) -> None:
        """To the clipboard, for as long as the setting says."""
        seconds = int(self._context.setting(CLEAR_AFTER))
        self.clipboard.copy(self._code, seconds)
        self.outcome.good(tr("Copied. It leaves the clipboard after {seconds}{gap}seconds.").format(seconds=number(seconds), gap=NO_BREAK))

    def save_to(self, path: Path) -> None:
        """Writes the sheet as a text file that only this user can read."""
        try:
            path.touch(mode=0o600, exist_ok=True)
            path.chmod(0o600)
            path.write_text(sheet_text(self._code), encoding="utf-8")
        except OSError:
            self.outcome.bad(Permanent("desk.save_failed", name=path.name))
            return
        self.outcome.good(tr("Saved as {name}. Keep it away from this computer.").format(name=path.name))

    def _made(self, code: str) -> None:
        self._code = code
        self.code.setText(in_lines(code))
        self.outcome.clear()
        self.shown.show()
        self.code.setFocus()

    def _ended(self) -> None:
        self.new_button.setEnabled(True)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QTextDocument(sheet_text(self._code), dialog)
        dialog.accepted.connect(lambda: sheet.print_(printer))
        QDialog.open(dialog)

    def _save(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery sheet"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("hybriddesk-recovery.txt")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _sheet(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        self.code = QLabel()
        self.code.setProperty("kind", "mono")
        named(self.code, "new_recovery_code", tr("Recovery code"))
        self.code.setStyleSheet(f"font-size: {self._context.theme.px(18)}px; letter-spacing: 1px;")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        column.addWidget(self.code)
        theme, row = self._context.theme, QHBoxLayout()
        row.setSpacing(8)
        for words, icon, name, act in (
            (tr("Print\u2026"), "printer", "recovery_sheet_print", self._print), (tr("Save as file\u2026"), "save", "recovery_sheet_save", self._save),
            (tr("Copy"), "copy", "recovery_sheet_copy", self.copy),
        ):
            row.addWidget(Button(theme, words, icon=icon, name=name, act=act))
        row.addStretch(1)
        row.addWidget(Button(theme, tr("Done, I have kept it"), "primary", name="recovery_done", act=self._done))
        column.addLayout(row)
        return frame

    def _done(self) -> None:
        self.forget()
        self.outcome.good(tr("The new code is in force. It is not shown again."))
        self.new_button.setFocus()
