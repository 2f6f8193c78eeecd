"""Second looks by file: asking a reviewer at another desk, taking in what is asked, answering, and taking the answers in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.worktable import Run
from hybriddesk.desk.sync.choosing import open_file, save_as
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field, PasswordField
from hybriddesk.desk.widgets.text import Label, SectionTitle
from hybriddesk.desk.words import number, sentence
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.sync.handing import Handed
from hybriddesk.vault.passphrases import check, suggest

KINDS = "Second looks (*.age);;All files (*)"

SAID = {
    "ask": ("1 draft written for {person}.", "{n} drafts written for {person}."),
    "take_in": ("1 draft filed for review.", "{n} drafts filed for review."),
    "answer": ("1 decision written.", "{n} decisions written."),
    "take_answers": ("1 decision of {person} kept.", "{n} decisions of {person} kept."),
}


class HandingCard(QWidget):
    """Writes and reads on the engine; a refusal stands in its line, a fault goes to the window's bar."""

    failed = Signal(object)
    """A ``Fault``."""

    def __init__(self, context: DeskContext, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._run = context, run
        theme = context.theme
        self.person = Field("second_person", tr("Who is asked"), tr("Who is asked"))
        self.passphrase = PasswordField(theme, "second_passphrase", tr("Passphrase of the file"))
        self.offer = Button(theme, tr("Suggest one"), icon="sparkles", name="second_suggest", act=self.suggest)
        self.ask = Button(theme, tr("Ask by file"), icon="send", name="second_ask", act=lambda: self._save("ask", "second-looks.age"))
        self.take_in = Button(theme, tr("Take in what is asked"), icon="import", name="second_take_in", act=lambda: self._open("take_in"))
        self.answer = Button(theme, tr("Answer by file"), icon="send", name="second_answer", act=lambda: self._save("answer", "second-answers.age"))
        self.take_answers = Button(theme, tr("Take answers in"), icon="import", name="second_take_answers", act=lambda: self._open("take_answers"))
        self.said = Label("", "hint", tone="text2", wrap=True)
        self.said.setObjectName("second_said")
        self.passphrase.textChanged.connect(lambda _text: self._allow())
        self.person.textChanged.connect(lambda _text: self._allow())
        self._lay_out()
        self._allow()

    def suggest(self) -> None:
        """Six random words, in sight so that they can be told to the other reviewer."""
        self.passphrase.reveal(shown=True)
        self.passphrase.setText(suggest())

    def go(self, act: str, path: Path) -> None:
        """Carries one of the four out with this file."""
        handing, passphrase, person = self._context.workspace.handing, self.passphrase.text(), self.person.text().strip()
        calls: dict[str, Callable[[], Awaitable[Handed]]] = {
            "ask": lambda: handing.ask(path, passphrase, person), "take_in": lambda: handing.take_in(path, passphrase),
            "answer": lambda: handing.answer(path, passphrase), "take_answers": lambda: handing.take_answers(path, passphrase),
        }
        self._say(tr("Working"), "text2")
        self._run(calls[act], lambda done: self._done(act, done), self._failed)

    def _save(self, act: str, name: str) -> None:
        if self._good():
            save_as(self, tr("Second looks"), Path.home() / name, KINDS, lambda path: self.go(act, path))

    def _open(self, act: str) -> None:
        open_file(self, tr("Second looks"), KINDS, lambda path: self.go(act, path))

    def _good(self) -> bool:
        try:
            check(self.passphrase.text())
        except Refused as fault:
            said = sentence(fault)
            self._say(f"{said.what} {said.do}".strip(), "bad")
            return False
        return True

    def _done(self, act: str, done: Handed) -> None:
        one, many = SAID[act]
        words = [tr(one if done.done == 1 else many).format(n=number(done.done), person=done.person)]
        if done.left:
            words.append(tr("{n} left out: they were here already, or nothing waits for them.").format(n=number(done.left)))
        self._say(" ".join(words), "ok")

    def _failed(self, fault: Fault) -> None:
        self._say("", "text2")
        self.failed.emit(fault)

    def _say(self, words: str, tone: str) -> None:
        self.said.setText(words)
        self.said.set_tone(tone)

    def _allow(self) -> None:
        for button in (self.take_in, self.answer, self.take_answers):
            button.setEnabled(bool(self.passphrase.text()))
        self.ask.setEnabled(bool(self.passphrase.text()) and bool(self.person.text().strip()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionTitle(tr("By file, from desk to desk")))
        column.addWidget(Label(
            tr("Drafts go to the other desk without your decision; the decisions come back. Both files are encrypted under the passphrase."),
            tone="text2", wrap=True,
        ))
        for widgets in ((self.person, self.passphrase, self.offer), (self.ask, self.take_in, self.answer, self.take_answers, None)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                if widget is None:
                    row.addStretch(1)
                else:
                    row.addWidget(widget)
            column.addLayout(row)
        column.addWidget(self.said)
