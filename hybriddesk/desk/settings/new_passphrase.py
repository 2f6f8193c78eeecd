"""Another passphrase for the store: typed twice or suggested, judged in a sentence while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.settings.phrases import in_short, tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.fields import PasswordField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import of_code
from hybriddesk.records.errors import Refused
from hybriddesk.vault.passphrases import check, suggest

SETTLE_MS = 150
MANY_WORDS = 6


class NewPassphrase(Card):
    """The data is not touched: only the key is sealed anew, and the old passphrase opens nothing from there on."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Passphrase"), name="passphrase_card")
        self._context, self._busy = context, False
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self.judge)
        for field in (self.first, self.second):
            field.textChanged.connect(lambda _text: self._typed())
            field.returnPressed.connect(self.change)
        self.judge()

    def suggest(self) -> None:
        """Fills both fields with random words, shown so that they can be written down."""
        words = suggest()
        for field in (self.first, self.second):
            field.reveal(shown=True)
            field.setText(words)
            field.setCursorPosition(0)

    def change(self) -> None:
        """Seals the key under what was typed, if it is good and the same twice."""
        self.judge()
        if not self.change_button.isEnabled():
            return
        new = self.first.text()
        self._busy = True
        self.change_button.setEnabled(False)
        self.outcome.busy(tr("Sealing the key anew\u2026"))
        job = self._context.engine.job(lambda: self._context.door.change_passphrase(new), keep=True)
        job.done.connect(self._changed)
        job.failed.connect(self.outcome.bad)
        job.ended.connect(self._ended)
        job.start()

    def forget(self) -> None:
        """Empties the fields and hides what is in them."""
        for field in (self.first, self.second):
            field.clear()
            field.reveal(shown=False)

    def judge(self) -> None:
        """Says how good the passphrase is, and lets the change go only if it is good."""
        self._pause.stop()
        text, again = self.first.text(), self.second.text()
        words, good = judged(text)
        differ = good and bool(again) and again != text
        self.strength.setText(of_code("desk.passphrases_differ", {}).what if differ else words)
        self.strength.set_tone("bad" if differ or (text and not good) else "ok" if good else "text2")
        self.second.mark_wrong(wrong=differ)
        self.change_button.setEnabled(good and text == again and not self._busy)

    def _typed(self) -> None:
        self.change_button.setEnabled(False)
        self._pause.start()

    def _changed(self, _none: object) -> None:
        self.forget()
        self.outcome.good(tr("The passphrase is changed. The old one opens nothing any more; the recovery code still works."))

    def _ended(self) -> None:
        self._busy = False
        self.judge()

    def _lay_out(self) -> None:
        theme = self._context.theme
        self.body.addWidget(Label(
            tr("Unlocks the store on this computer. There is no reset: keep the recovery sheet."), "hint", 400, "text2", wrap=True,
        ))
        self.first = PasswordField(theme, "new_passphrase", tr("New passphrase"))
        self.second = PasswordField(theme, "repeat_passphrase", tr("Repeat the new passphrase"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.first, 0, 0)
        grid.addWidget(self.second, 0, 1)
        grid.addWidget(Button(theme, tr("Suggest one"), icon="sparkles", name="suggest_passphrase", act=self.suggest), 0, 2)
        self.body.addLayout(grid)
        self.strength = Label("", "hint", 400, "text2", wrap=True)
        self.strength.setObjectName("passphrase_strength")
        self.body.addWidget(self.strength)
        row = QHBoxLayout()
        self.change_button = Button(theme, tr("Change the passphrase"), "primary", name="change_passphrase", act=self.change)
        row.addWidget(self.change_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.outcome = Outcome(theme, "passphrase_outcome")
        self.body.addWidget(self.outcome)


def judged(passphrase: str) -> tuple[str, bool]:
    """A sentence about the passphrase, and whether it may be used."""
    if not passphrase:
        return tr("At least ten signs; several unrelated words are best."), False
    try:
        check(passphrase)
    except Refused as fault:
        return in_short(fault), False
    if len(passphrase.split()) >= MANY_WORDS:
        return tr("Strong: random words like these take longer to guess than anybody has time for."), True
    return tr("Good enough. More words make it stronger; use none that belong together."), True

