"""Two drafts of one request beside each other; 1 or 2 says which one to keep."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.review.masking import Mask
from hybriddesk.desk.review.phrases import sure, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import ElidedLabel, Label, line
from hybriddesk.records.work import Review
from hybriddesk.workflow.candidates import Keep, Pair

KEYS: dict[int, Keep] = {Qt.Key.Key_1.value: "earlier", Qt.Key.Key_2.value: "later"}


class CandidatesPage(QFrame):
    """Shows and asks; decides nothing. Esc leaves both as they are."""

    chosen = Signal(str)
    """``earlier`` or ``later``."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("candidates_page")
        self.setProperty("kind", "surface")
        self.title = Label(tr("Which draft is better?"), "title", 600, wrap=True)
        self.hint = Label(tr("Your choice is kept as feedback; the other draft stays under Done."), tone="text2", wrap=True)
        self.earlier, self.later = _text("candidate_earlier", tr("Earlier draft")), _text("candidate_later", tr("New draft"))
        self.of_earlier, self.of_later = ElidedLabel("", "hint", tone="text2"), ElidedLabel("", "hint", tone="text2")
        self.keep_earlier = Button(theme, tr("Keep the earlier"), keys="1", name="keep_earlier", act=lambda: self.choose("earlier"))
        self.keep_later = Button(theme, tr("Keep the new one"), keys="2", name="keep_later", act=lambda: self.choose("later"))
        self.no = Button(theme, tr("Cancel"), "ghost", keys="Esc", name="candidates_cancel", act=self.left.emit)
        self._lay_out()

    def ask(self, pair: Pair) -> None:
        """Shows both with their hidden values hidden, where that can be undone."""
        mask = Mask(pair.entries)
        hide = all(mask.can_hide(one.draft) for one in (pair.earlier, pair.later))
        for one, view, origin in ((pair.earlier, self.earlier, self.of_earlier), (pair.later, self.later, self.of_later)):
            view.setPlainText(mask.hide(one.draft).text if hide else one.draft)
            origin.set_text(_origin(one))
        self.allow(choose=True)
        self.later.setFocus()

    def choose(self, keep: Keep) -> None:
        """Keeps one, once."""
        if self.keep_later.isEnabled():
            self.allow(choose=False)
            self.chosen.emit(keep)

    def allow(self, *, choose: bool) -> None:
        """Whether the two buttons and keys act."""
        self.keep_earlier.setEnabled(choose)
        self.keep_later.setEnabled(choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in KEYS and event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            self.choose(KEYS[event.key()])
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        texts = QHBoxLayout()
        texts.setSpacing(12)
        for name, origin, view, keep in (
            (tr("1  Earlier draft"), self.of_earlier, self.earlier, self.keep_earlier),
            (tr("2  New draft"), self.of_later, self.later, self.keep_later),
        ):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(Label(name, weight=600))
            column.addWidget(origin)
            column.addWidget(view, 1)
            column.addWidget(keep)
            texts.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 10)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addLayout(texts, 1)
        column.addWidget(line())
        column.addWidget(self.no, 0, Qt.AlignmentFlag.AlignLeading)


def _text(name: str, label: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setAccessibleName(label)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    return made


def _origin(review: Review) -> str:
    parts = (tr("Confidence {p}").format(p=sure(review.confidence)), review.model, review.prompt_version)
    return " \u00b7 ".join(part for part in parts if part)
