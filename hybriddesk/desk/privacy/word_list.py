"""The person's own lists, Always hide and Never hide: one word or name a line, in the store within a second."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.review.autosave import Autosave
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number

LEAST_HEIGHT = 120
STATES = {"saved": "Saved", "unsaved": "Saving\u2026", "saving": "Saving\u2026", "failed": "Not saved yet; tried again in a moment"}


def lines_of(text: str) -> tuple[str, ...]:
    """The entries of a list: trimmed, without empty lines and doubles, in the order written."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class ListEdit(QPlainTextEdit):
    """Saves at once when it is left."""

    def __init__(self, left: Callable[[], object]) -> None:
        super().__init__()
        self._left = left

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._left()


class WordList(Card):
    """One list. ``setting`` names it, such as ``privacy.always_hide``."""

    def __init__(self, context: DeskContext, setting: str, title: str, sentence: str, hint: str) -> None:
        super().__init__(name=f"pane_{setting.partition('.')[2]}")
        self._context, self._setting = context, setting
        self._loading = False
        self._autosave = Autosave(self._save, self)
        self._autosave.state.connect(self._say)
        self.setAccessibleName(title)
        self.state = Label("", "hint", tone="text3")
        self.text = ListEdit(self.flush)
        self.text.setObjectName(setting.partition(".")[2])
        self.text.setAccessibleName(title)
        self.text.setAccessibleDescription(sentence)
        self.text.setPlaceholderText(hint)
        self.text.setTabChangesFocus(True)
        context.theme.changed.connect(self._measure)
        self._measure()
        self.text.textChanged.connect(self._typed)
        head = QHBoxLayout()
        head.addWidget(Label(title, "read", 600))
        head.addStretch(1)
        head.addWidget(self.state)
        self.body.addLayout(head)
        self.body.addWidget(Label(sentence, "hint", tone="text2", wrap=True))
        self.body.addWidget(self.text, 1)
        self.show_setting()

    def show_setting(self) -> None:
        """What is stored, unless the person is writing in here."""
        stored = tuple(self._context.setting(self._setting))
        if not self._autosave.clean or stored == lines_of(self.text.toPlainText()):
            self._count(stored)
            return
        self._loading = True
        self.text.setPlainText("\n".join(stored))
        self._loading = False
        self._count(stored)

    def flush(self) -> None:
        """Writes what is not written yet."""
        self._autosave.flush()

    def _typed(self) -> None:
        if not self._loading:
            self._autosave.touch(self._setting, self.text.toPlainText)

    def _save(self, setting: str, text: str, done: Callable[[], None], failed: Callable[[], None]) -> None:
        job = self._context.engine.call(partial(self._context.workspace.settings.set, setting, lines_of(text)))
        job.done.connect(lambda _none: done())
        job.failed.connect(lambda _fault: failed())
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _say(self, state: str) -> None:
        self.state.setText(tr(STATES[state]))

    def _count(self, stored: tuple[str, ...]) -> None:
        if self._autosave.clean and self.state.text() != tr(STATES["saved"]):
            self.state.setText(tr("{n} entries").format(n=number(len(stored))) if stored else "")

    def _measure(self) -> None:
        self.text.setMinimumHeight(self._context.theme.px(LEAST_HEIGHT))
