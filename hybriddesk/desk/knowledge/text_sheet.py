"""A name, and for a pasted source its text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hybriddesk.desk.knowledge.phrases import size_words, tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import Field
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.errors import Fault

WIDTH, HEIGHT, LOW = 620, 520, 168
FIRST_LINE = 80

Store = Callable[[str, str], Awaitable[Any]]


class TextSheet(Sheet):
    """Shown with ``open()``; Esc and Cancel store nothing. ``made`` is the new source's id once it was stored.

    A text without a name is named by its first line.
    """

    def __init__(self, context: DeskContext, window: QWidget, store: Store, *, name: str = "", with_text: bool = False) -> None:
        theme = context.theme
        super().__init__(theme, "source_sheet", tr("Paste a text as a source") if with_text else tr("Rename the source"), window)
        self._context, self._store = context, store
        self.made = ""
        self._storing = False
        self.name = Field("source_name", tr("Name"), tr("Terms of delivery"))
        self.name.setText(name)
        self.text = QPlainTextEdit()
        self.text.setObjectName("source_paste")
        self.text.setAccessibleName(tr("Text"))
        self.text.setPlaceholderText(tr("Paste or write the text here."))
        self.text.setTabChangesFocus(True)
        self.size_ = Label("", "hint", tone="text2")
        self.outcome = Outcome(theme, "source_outcome")
        self.cancel = Button(theme, tr("Cancel"), name="source_cancel", act=self.reject)
        self.save = Button(theme, tr("Add") if with_text else tr("Rename"), "primary", name="source_save", act=self.store)
        self.text.textChanged.connect(self._allow)
        self.name.textChanged.connect(lambda _text: self._allow())
        self._with_text = with_text
        self._lay_out()
        for widget in (self.text, self.size_):  # now that they are in the sheet: before, they would be windows of their own for a moment
            widget.setVisible(with_text)
        self.save.setDefault(not with_text)
        self.place(WIDTH, HEIGHT if with_text else LOW)
        self._allow()
        self.name.selectAll()
        (self.text if with_text else self.name).setFocus()

    def store(self) -> None:
        """Saves, and closes where that worked."""
        text = self.text.toPlainText()
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        name = self.name.text().strip() or first[:FIRST_LINE]
        self._storing = True
        self._allow()
        job = self._context.engine.job(lambda: self._store(name, text))
        job.done.connect(self._stored)
        job.failed.connect(self._failed)
        job.start()

    def _stored(self, made: object) -> None:
        self.made = str(made or "")
        self.accept()

    def reject(self) -> None:
        """Not while it is being stored: if that fails, the text is still here."""
        if not self._storing:
            super().reject()

    def _failed(self, fault: Fault) -> None:
        self._storing = False
        self._allow()
        self.outcome.bad(fault)

    def _allow(self) -> None:
        there = self.text.document().characterCount() - 1
        self.size_.setText(size_words(there) if there else tr("It stays on this computer, in your encrypted store."))
        self.save.setEnabled(not self._storing and (there > 0 if self._with_text else bool(self.name.text().strip())))

    def _lay_out(self) -> None:
        self.head()
        self.column.addWidget(self.name)
        self.column.addWidget(self.text, 1)
        self.column.addWidget(self.outcome)
        if not self._with_text:
            self.column.addStretch(1)
        self.foot(self.cancel, self.save, begin=self.size_)
