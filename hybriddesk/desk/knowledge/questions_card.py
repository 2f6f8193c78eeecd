"""Questions that were kept, to see later whether another way of splitting finds what they should find."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from hybriddesk.desk.knowledge.phrases import counted, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import ago
from hybriddesk.vault.knowledge import QuestionRow

FEWEST, MOST = 1, 10


class QuestionTable(PlainTable):
    """Enter tries the question, Delete forgets it."""

    def __init__(self, card: QuestionsCard, context: DeskContext) -> None:
        super().__init__(context.theme, "questions_table", tr("Kept questions"), [tr("Question"), tr("Should find"), tr("Kept")], (54, 30, 16))
        self._card = card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._card.try_again()
        elif event.key() == Qt.Key.Key_Delete:
            self._card.forget()
        else:
            super().keyPressEvent(event)


class QuestionsCard(Card):
    """``asked`` carries a kept question to be tried again. ``questions`` are those the table shows."""

    asked = Signal(object)

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Kept questions"), name="pane_questions")
        self._context = context
        self.questions: tuple[QuestionRow, ...] = ()
        theme = context.theme
        self.count = Chip("")
        self.head.addWidget(self.count)
        self.again = Button(theme, tr("Try again"), icon="play", name="question_again", act=self.try_again)
        self.drop = Button(theme, tr("Forget"), "ghost", icon="trash-2", name="question_forget", act=self.forget)
        self.none = Label(tr(
            "None yet. Keep a few questions that people really ask, each with the source that should be found: then two ways of splitting your sources can be compared.",
        ), "hint", tone="text2", wrap=True)
        self.none.setMinimumWidth(1)  # its own wish in a longer language is wider than the card, and would be measured instead of it
        self.table = QuestionTable(self, context)
        self.table.itemDoubleClicked.connect(lambda _item: self.try_again())
        self.table.currentCellChanged.connect(lambda *_cells: self._offer())
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.body.addLayout(row(self.again, self.drop, stretch=-1))
        theme.changed.connect(self._fit)
        self.show_questions((), {})

    def show_questions(self, questions: tuple[QuestionRow, ...], names: dict[str, str]) -> None:
        """``names`` of the sources that should be found; one that is not in it is gone."""
        self.questions = questions
        self.table.show_cells([
            (
                Cell(one.text.replace("\n", " "), hint=one.text),
                Cell(names.get(one.wanted, tr("a source that is gone")) if one.wanted else tr("any"), "text" if one.wanted in names else "text3"),
                Cell(ago(one.created_ms), "text2"),
            )
            for one in questions
        ])
        self.count.show_text(counted(len(questions), "1 question", "{n} questions"))
        self.count.setVisible(bool(questions))
        self.table.setVisible(bool(questions))
        self.none.setVisible(not questions)
        self._fit()
        self._offer()

    def try_again(self) -> None:
        """Tries the chosen question."""
        if (chosen := self._chosen()) is not None:
            self.asked.emit(chosen)

    def forget(self) -> None:
        """Forgets the chosen question; the toast keeps it again."""
        chosen, knowing = self._chosen(), self._context.workspace.knowing
        if chosen is None:
            return

        def put_back() -> None:
            self._run(lambda: knowing.ask_later(chosen.text, chosen.wanted), lambda _id: None)

        self._run(lambda: knowing.forget_question(chosen.id), lambda _none: self._context.toasts.show_toast(tr("Question forgotten"), undo=put_back))

    def _chosen(self) -> QuestionRow | None:
        at = self.table.currentRow()
        return self.questions[at] if 0 <= at < len(self.questions) else None

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(min(max(len(self.questions), FEWEST), MOST)))

    def _offer(self) -> None:
        for button in (self.again, self.drop):
            button.setEnabled(self._chosen() is not None)
            button.setVisible(bool(self.questions))

    def _run(self, work: Callable[[], Awaitable[Any]], done: Callable[[Any], object]) -> None:
        job = self._context.engine.job(work)
        job.done.connect(done)
        job.failed.connect(self._context.errors.show_fault)
        job.start()
