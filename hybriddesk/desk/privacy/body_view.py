"""A request's body: exact or readable, a part at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button, Segmented
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number, size

HEIGHT = 260
PART = 8_000
"""Characters that are laid out at once (4 ms): one long line of JSON would hold the window for longer than a frame."""


class BodyView(QWidget):
    """``exact`` is the text as it left, character for character; ``readable`` the same JSON set out on lines."""

    def __init__(self, theme: Theme, copy: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._texts = {"exact": "", "readable": ""}
        self._part = 0
        self.view = Segmented(
            {"exact": tr("Exact bytes"), "readable": tr("Readable")}, name="sent_view", label=tr("How the body is shown"), chosen=self._chosen,
        )
        self.amount = Label("", "hint", tone="text2")
        self.copy_button = Button(theme, tr("Copy request"), "ghost", icon="copy", name="sent_copy", act=copy)
        self.body = mono_text("sent_bytes", tr("Exact body"))
        self.part = Label("", "hint", tone="text2")
        self.earlier = Button(theme, kind="icon", icon="chevron-left", label=tr("Earlier part"), name="sent_earlier", act=partial(self.turn, -1))
        self.later = Button(theme, kind="icon", icon="chevron-right", label=tr("Later part"), name="sent_later", act=partial(self.turn, 1))
        self.pager = QWidget()
        self.pager.setLayout(row(self.earlier, self.part, self.later, stretch=-1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(Label(tr("Body"), "base", 600), self.amount, self.view, self.copy_button, stretch=1))
        column.addWidget(self.body)
        column.addWidget(self.pager)
        theme.changed.connect(self._measure)
        self._measure()

    def show_body(self, exact: str, readable: str, length: int) -> None:
        """Another body of ``length`` bytes, from its beginning."""
        self._texts = {"exact": exact, "readable": readable}
        self.amount.setText(size(length))
        self._chosen("")

    def clear(self) -> None:
        """Takes it off the screen."""
        self._texts = {"exact": "", "readable": ""}
        self._chosen("")

    def turn(self, by: int) -> None:
        """Another part of a long body."""
        self._part = max(0, self._part + by)
        self._show()

    def _chosen(self, _view: str) -> None:
        self._part = 0
        self._show()

    def _show(self) -> None:
        text = self._texts[self.view.value()]
        parts = max(1, -(-len(text) // PART))
        self._part = min(self._part, parts - 1)
        self.body.setPlainText(text[self._part * PART : (self._part + 1) * PART])
        self.body.setAccessibleName(tr("Exact body") if self.view.value() == "exact" else tr("Body, readable"))
        self.pager.setVisible(parts > 1)
        self.part.setText(tr("Part {n} of {all}").format(n=number(self._part + 1), all=number(parts)))
        self.earlier.setEnabled(self._part > 0)
        self.later.setEnabled(self._part + 1 < parts)

    def _measure(self) -> None:
        self.body.setFixedHeight(self._theme.px(HEIGHT))


def mono_text(name: str, label: str) -> QPlainTextEdit:
    """A read-only text in the fixed-width font."""
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setProperty("kind", "mono")
    made.setObjectName(name)
    made.setAccessibleName(label)
    made.setTabChangesFocus(True)
    return made
