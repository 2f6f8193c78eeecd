"""The passphrase twice, or a suggested one, or the keyring; a sentence says how good it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import PasswordField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import of_code, sentence, translated
from hybriddesk.records.errors import Fault

SETTLE_MS = 150


def _t(text: str) -> str:
    return translated(text, "Welcome")


class Protect(QWidget):
    """``ready`` before ``passphrase``: it says what is missing. How good a passphrase is, is said while it is typed."""

    def __init__(self, engine: Engine, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.first = PasswordField(theme, "welcome_passphrase", _t("Passphrase"), _t("Passphrase (at least 4 words)"))
        self.second = PasswordField(theme, "welcome_repeat", _t("Repeat the passphrase"), _t("Repeat"))
        self.suggest_button = Button(theme, _t("Suggest one"), icon="sparkles", name="welcome_suggest", act=self.suggest)
        row.addWidget(self.first, 1)
        row.addWidget(self.second, 1)
        row.addWidget(self.suggest_button)
        column.addLayout(row)
        self.keyring = QCheckBox(_t("Let this desktop's keyring open it too"))
        self.keyring.setObjectName("welcome_keyring")
        self.keyring.setAccessibleName(self.keyring.text())
        self.keyring.toggled.connect(lambda _on: self._judge())
        self.words = Label("", "hint", 400, "text2", wrap=True)
        column.addWidget(self.words)
        column.addWidget(self.keyring, 0, Qt.AlignmentFlag.AlignLeading)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self._judge)
        for field in (self.first, self.second):
            field.textChanged.connect(lambda _text: self._pause.start())
        self._say_default()

    def ready(self) -> bool:
        """Whether a store could be made with what is given; if not, the sentence says what is missing."""
        if not self.first.text():
            if not self.keyring.isChecked():
                self._say_wrong(_t("Choose a passphrase first, or let \u201cSuggest one\u201d make one."), self.first)
            return self.keyring.isChecked()
        if self.first.text() != self.second.text():
            said = of_code("desk.passphrases_differ", {})
            self._say_wrong(f"{said.what} {said.do}", self.second)
        return self.first.text() == self.second.text()

    def passphrase(self) -> str | None:
        """What was typed, or None where the keyring alone holds the key."""
        return self.first.text() or None

    def suggest(self) -> None:
        """Fills both fields with random words, shown so that they can be written down."""
        job = self._engine.call(_suggestion)
        job.done.connect(self._fill)
        job.start()

    def forget(self) -> None:
        """Empties the fields."""
        self.first.clear()
        self.second.clear()

    def _fill(self, words: str) -> None:
        for field in (self.first, self.second):
            field.reveal(shown=True)
            field.setText(words)
        self.first.setCursorPosition(0)
        self.second.setCursorPosition(0)

    def _judge(self) -> None:
        text = self.first.text()
        if not text:
            self._say_default()
            return
        job = self._engine.call(lambda: _strength(text))
        job.done.connect(lambda words: self._judged(words, good=True))
        job.failed.connect(lambda fault: self._judged(_refusal(fault), good=False))
        job.start()

    def _judged(self, words: str, *, good: bool) -> None:
        differ = good and bool(self.second.text()) and self.second.text() != self.first.text()
        self.words.setText(of_code("desk.passphrases_differ", {}).what if differ else words)
        self.words.set_tone("bad" if differ or not good else "ok")
        self.second.mark_wrong(wrong=differ)

    def _say_wrong(self, words: str, field: PasswordField) -> None:
        self.words.set_tone("bad")
        self.words.setText(words)
        field.mark_wrong(wrong=True)
        field.setFocus()

    def _say_default(self) -> None:
        self.first.mark_wrong(wrong=False)
        self.words.set_tone("text2")
        self.words.setText(
            _t("The keyring alone will hold the key. The recovery sheet of the next step is then the only other way in.")
            if self.keyring.isChecked() else _t("There is no reset. You can print a recovery sheet in the next step."),
        )


def _suggestion() -> str:
    from hybriddesk.vault.passphrases import suggest  # noqa: PLC0415  on the worker, after the first paint

    return suggest()


def _strength(text: str) -> str:
    from hybriddesk.vault.passphrases import check  # noqa: PLC0415

    check(text)
    words = len(text.split())
    if words >= 6:
        return _t("Strong: random words like these take longer to guess than anybody has time for.")
    return _t("Good enough to begin. More words make it stronger; use none that belong together.")


def _refusal(fault: Fault) -> str:
    said = sentence(fault)
    return f"{said.what} {said.do}".strip()
