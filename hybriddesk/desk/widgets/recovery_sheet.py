"""A recovery code in sight, and the three ways to keep it: on paper, in a file, on the clipboard for a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QWidget

from hybriddesk.desk.clipboard import SecretClipboard
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Permanent

GROUPS_A_LINE = 4


def _t(text: str) -> str:
    return translated(text, "Recovery")


class RecoverySheet(QLabel):
    """The code in lines of four groups, and ``buttons`` (print, save, copy) for a row of the page that shows it.

    ``seconds`` says how long a copied code may stay. ``copied`` carries these seconds, ``saved`` the file's name, ``failed`` a fault.
    """

    copied = Signal(int)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, theme: Theme, name: str, buttons: str, seconds: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._code, self._seconds = theme, "", seconds
        self.clipboard = SecretClipboard(self)
        self.setObjectName(name)
        self.setAccessibleName(_t("Recovery code"))
        self.setProperty("kind", "mono")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        self.buttons = (
            Button(theme, _t("Print\u2026"), icon="printer", name=f"{buttons}_print", act=self.print_out),
            Button(theme, _t("Save as file\u2026"), icon="save", name=f"{buttons}_save", act=self.ask_where),
            Button(theme, _t("Copy"), icon="copy", name=f"{buttons}_copy", act=self.copy),
        )
        theme.changed.connect(self._measure)
        self._measure()

    def show_code(self, code: str) -> None:
        """Puts a code in sight."""
        self._code = code
        self.setText(in_lines(code))

    def forget(self) -> None:
        """Nothing of the code stays on the screen or in this object."""
        self._code = ""
        self.clear()

    def copy(self) -> None:
        """To the clipboard, for a while."""
        seconds = self._seconds()
        self.clipboard.copy(self._code, seconds)
        self.copied.emit(seconds)

    def save_to(self, path: Path) -> None:
        """Writes the sheet as a text file that only this user can read."""
        try:
            path.touch(mode=0o600, exist_ok=True)
            path.chmod(0o600)
            path.write_text(sheet_text(self._code), encoding="utf-8")
        except OSError:
            self.failed.emit(Permanent("desk.save_failed", name=path.name))
        else:
            self.saved.emit(path.name)

    def ask_where(self) -> None:
        """Asks for the file."""
        dialog = QFileDialog(self, _t("Save the recovery sheet"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("hybriddesk-recovery.txt")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def print_out(self) -> None:
        """Asks for the printer."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QTextDocument(sheet_text(self._code), dialog)
        dialog.accepted.connect(lambda: sheet.print_(printer))
        QDialog.open(dialog)

    def _measure(self) -> None:
        self.setStyleSheet(f"font-size: {self._theme.px(18)}px; letter-spacing: 1px;")


def in_lines(code: str) -> str:
    """The code in lines of four groups."""
    groups = code.split("-")
    return "\n".join("-".join(groups[at : at + GROUPS_A_LINE]) for at in range(0, len(groups), GROUPS_A_LINE))


def sheet_text(code: str) -> str:
    """What is printed and saved."""
    day = datetime.now(UTC).date().isoformat()
    return "\n".join((
        _t("HybridDesk recovery sheet"), day, "", in_lines(code), "",
        _t("This code opens the store when the passphrase is lost. Whoever holds it can read everything in it."),
        _t("On the lock screen choose \u201cUse the recovery code\u201d and type it. A new code makes this one useless."), "",
    ))
