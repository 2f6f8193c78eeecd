"""A new passphrase for a bundle, written twice or suggested, with a sentence that says how good it is."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.sync.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import PasswordField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number, of_code, sentence
from hybriddesk.records.errors import Refused
from hybriddesk.vault.passphrases import check, suggest, suggested_bits

SETTLE_MS = 150


class PassphrasePair(QWidget):
    """``judged(good)`` follows every change, once the person paused."""

    judged = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.good = False
        self._suggested = ""
        self.first = PasswordField(theme, "bundle_passphrase", tr("Passphrase of the bundle"))
        self.second = PasswordField(theme, "bundle_repeat", tr("Repeat the passphrase"))
        self.offer = Button(theme, tr("Suggest one"), icon="sparkles", name="bundle_suggest", act=self.suggest)
        self.strength = Label("", "hint", 400, "text2", wrap=True)
        self.strength.setObjectName("bundle_strength")
        self._pause = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._pause.timeout.connect(self.judge)
        for field in (self.first, self.second):
            field.textChanged.connect(lambda _text: self._pause.start())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.second, 1)
        row.addWidget(self.offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.first)
        column.addLayout(row)
        column.addWidget(self.strength)
        self.judge()

    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def suggest(self) -> None:
        """Fills both fields with random words, in sight so that they can be written down."""
        self._suggested = suggest()
        for field in (self.first, self.second):
            field.reveal(shown=True)
            field.setText(self._suggested)
            field.setCursorPosition(0)
        self.judge()

    def forget(self) -> None:
        """Empties both fields."""
        self._suggested = ""
        for field in (self.first, self.second):
            field.clear()
            field.reveal(shown=False)
        self.judge()

    def judge(self) -> None:
        """Says how good it is."""
        self._pause.stop()
        words, tone = self._judgement()
        self.good = tone == "ok" and self.first.text() == self.second.text()
        self.strength.setText(words)
        self.strength.set_tone(tone)
        self.second.mark_wrong(bool(self.second.text()) and self.first.text() != self.second.text())
        self.judged.emit(self.good)

    def _judgement(self) -> tuple[str, str]:
        first, second = self.first.text(), self.second.text()
        if not first:
            return tr("At least ten signs; six random words are best. Nobody can open the bundle without it, not even this program."), "text2"
        try:
            check(first)
        except Refused as fault:
            said = sentence(fault)
            return f"{said.what} {said.do}".strip(), "bad"
        if second and first != second:
            return of_code("desk.passphrases_differ", {}).what, "bad"
        if first == self._suggested:
            return tr("Strong: {bits} bits of chance. Write it down now and keep it apart from the bundle.").format(bits=number(suggested_bits())), "ok"
        return (tr("Good enough. More words make it stronger."), "ok") if second else (tr("Good enough. Now repeat it."), "ok")
