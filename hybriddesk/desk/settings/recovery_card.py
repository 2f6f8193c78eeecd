"""A new recovery code: made when the person asks, shown once, to be printed, saved or copied."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.confirm import Confirm
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.recovery_sheet import RecoverySheet
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import NO_BREAK, number

CLEAR_AFTER = "security.clipboard_seconds"


class RecoveryCard(Card):
    """The code stays in sight until "Done" or the lock; a copied one leaves the clipboard after the seconds of the setting."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Recovery code"), name="recovery_card")
        self._context = context
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
        self.code.forget()
        self.shown.hide()

    def _made(self, code: str) -> None:
        self.code.show_code(code)
        self.outcome.clear()
        self.shown.show()
        self.code.setFocus()

    def _seconds(self) -> int:
        return int(self._context.setting(CLEAR_AFTER))

    def _copied(self, seconds: int) -> None:
        self.outcome.good(tr("Copied. It leaves the clipboard after {seconds}{gap}seconds.").format(seconds=number(seconds), gap=NO_BREAK))

    def _saved(self, name: str) -> None:
        self.outcome.good(tr("Saved as {name}. Keep it away from this computer.").format(name=name))

    def _ended(self) -> None:
        self.new_button.setEnabled(True)

    def _sheet(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        theme = self._context.theme
        self.code = RecoverySheet(theme, "new_recovery_code", "recovery_sheet", self._seconds)
        self.code.copied.connect(self._copied)
        self.code.saved.connect(self._saved)
        self.code.failed.connect(self.outcome.bad)
        column.addWidget(self.code)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.code.buttons:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(Button(theme, tr("Done, I have kept it"), "primary", name="recovery_done", act=self._done))
        column.addLayout(row)
        return frame

    def _done(self) -> None:
        self.forget()
        self.outcome.good(tr("The new code is in force. It is not shown again."))
        self.new_button.setFocus()
