"""The page that asks before many drafts are decided at once: how many, how sure, a look at some of them, a reason where one is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.review.bulk_words import ACTS, HINTS, Act, facts, title, within
from hybriddesk.desk.review.page import Page
from hybriddesk.desk.review.phrases import sure, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.text import Label, line
from hybriddesk.records.work import ReviewRow
from hybriddesk.vault.bulk import Together

WIDE = 760
"""Width in px at 100 % beyond which lines are too long to read."""


class BulkPage(QFrame):
    """Shows and asks; decides nothing. Esc leaves."""

    confirmed = Signal()
    sample_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, keys: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulk_page")
        self.setProperty("kind", "surface")
        self._found: Together | None = None
        self.title = Label("", "title", 600, wrap=True)
        self.acts = Segmented({key: tr(words) for key, words in ACTS.items()}, name="bulk_act", label=tr("Decide together"), chosen=self._chosen)
        self.facts = Page("bulk_facts", tr("What you should know"))
        self.reason = Field("bulk_reason", tr("Reason"))
        self.reason.textChanged.connect(lambda _text: self._allow())
        self.reason.returnPressed.connect(self.confirm)
        self.look = Button(
            theme, tr("Look at some of them"), icon="eye", keys=keys("review.bulk_sample"), name="bulk_sample", act=self.sample_wanted.emit,
        )
        self.sample = QPlainTextEdit()
        self.sample.setObjectName("bulk_drawn")
        self.sample.setAccessibleName(tr("Drawn at random"))
        self.sample.setReadOnly(True)
        self.sample.setTabChangesFocus(True)
        self.sample.setMaximumWidth(theme.px(WIDE))
        self.sample.hide()
        self.yes = Button(theme, "", "primary", icon="check-check", keys=keys("review.approve"), name="bulk_confirm", act=self.confirm)
        self.no = Button(theme, tr("Cancel"), keys="Esc", name="bulk_cancel", act=self.left.emit)
        self._lay_out()

    @property
    def act(self) -> Act:
        """What would be done."""
        return cast("Act", self.acts.value())

    @property
    def ids(self) -> tuple[str, ...]:
        """What it would be done to."""
        return within(self.act, self._found) if self._found else ()

    def ask(self, act: Act, found: Together) -> None:
        """Another selection, or the same once more."""
        self._found = found
        self.acts.choose(act)
        self.reason.clear()
        self.sample.hide()
        self._show()
        (self.look if act == "approve" else self.reason).setFocus()

    def confirm(self) -> None:
        """Says yes, if there is anything to say yes to."""
        if self.yes.isEnabled():
            self.yes.setEnabled(False)
            self.confirmed.emit()

    def failed(self) -> None:
        """It was not done: the person may try again."""
        self._allow()

    def show_sample(self, drawn: Sequence[tuple[ReviewRow, str]]) -> None:
        """Drafts drawn at random, with their hidden values hidden. One text, laid out as far as it is in sight."""
        self.sample.clear()
        cursor, (strong, quoted) = self.sample.textCursor(), _formats()
        cursor.beginEditBlock()
        for row, draft in drawn:
            cursor.insertText(f"{row.title} \u00b7 {sure(row.confidence)}\n", strong)
            cursor.insertText(f"{row.snippet}\n\n", quoted)
            cursor.insertText(f"{draft.strip()}\n\n\n", QTextCharFormat())
        cursor.endEditBlock()
        self.sample.moveCursor(QTextCursor.MoveOperation.Start)
        self.sample.show()
        self.look.setText(" " + tr("Look at others"))
        self.look.setAccessibleName(tr("Look at others"))
        self.look.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _chosen(self, _act: str) -> None:
        self._show()

    def _show(self) -> None:
        assert self._found is not None
        words = title(self.act, len(self.ids))
        self.title.setText(words)
        self.yes.setText(" " + words)
        self.yes.setAccessibleName(words)
        self.yes.updateGeometry()
        self.facts.empty()
        for sentence in facts(self.act, self._found):
            self.facts.column.addWidget(Label(sentence, tone="text2", wrap=True))
        self.reason.setVisible(self.act != "approve")
        self.reason.setPlaceholderText(tr(HINTS[self.act]))
        self._allow()

    def _allow(self) -> None:
        self.yes.setEnabled(bool(self.ids) and (self.act == "approve" or bool(self.reason.text().strip())))
        self.look.setEnabled(bool(self.ids))

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 16, 20, 0)
        inner.setSpacing(12)
        for part in (self.title, self.acts, self.facts, self.reason, self.look):
            inner.addWidget(part)
        inner.addWidget(self.sample, 1)
        inner.addStretch(0)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 10)
        foot.setSpacing(8)
        foot.addWidget(self.yes)
        foot.addWidget(self.no)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addLayout(inner, 1)
        outer.addWidget(line())
        outer.addLayout(foot)


def _formats() -> tuple[QTextCharFormat, QTextCharFormat]:
    """Without a colour: a theme may change while the text stands there."""
    strong, quoted = QTextCharFormat(), QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    quoted.setFontItalic(True)
    return strong, quoted
