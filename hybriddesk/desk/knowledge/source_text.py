"""A source's text with the passages it is split in: where each begins is marked, the chosen one as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hybriddesk.desk.knowledge.phrases import counted, tr
from hybriddesk.desk.knowledge.source_parts import Parts
from hybriddesk.desk.review.marks import Look, Mark, Marks
from hybriddesk.desk.review.text_view import TextView
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number

LEAST_HEIGHT = 220
_FIRST_WORD = re.compile(r"\s*\S{1,40}")
NOTHING = Parts(((0, 0),), ())


class PassageView(TextView):
    """The first word of each passage is in the accent's colour and underlined, the chosen passage lies on a soft ground and is dotted."""

    def _restyle(self) -> None:
        super()._restyle()
        begins, chosen = QTextCharFormat(), QTextCharFormat()
        begins.setForeground(self._theme.colour("accent_text"))
        begins.setFontUnderline(True)
        chosen.setBackground(self._theme.colour("accent_soft"))
        chosen.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._looks |= {Look.LABEL: begins, Look.TOKEN: chosen}
        self._paint_marks()


class SourceText(QWidget):
    """``passage`` is the chosen one, counted from 0. A long text is shown a part at a time, and stepping on goes to the next part."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text, self._parts, self._part = "", NOTHING, 0
        self.passage = 0
        self._warned: frozenset[int] = frozenset()
        self.amount = Label("", "base", 600)
        self.before = Button(theme, kind="icon", icon="chevron-left", label=tr("Passage before"), name="source_passage_before", act=partial(self.step, -1))
        self.after = Button(theme, kind="icon", icon="chevron-right", label=tr("Next passage"), name="source_passage_after", act=partial(self.step, 1))
        self.view = PassageView(theme, tr("Text of the source"))
        self.view.setObjectName("source_text")
        self.view.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self.part = Label("", "hint", tone="text2")
        self.earlier = Button(theme, kind="icon", icon="chevron-left", label=tr("Earlier part"), name="source_earlier", act=partial(self.turn, -1))
        self.later = Button(theme, kind="icon", icon="chevron-right", label=tr("Later part"), name="source_later", act=partial(self.turn, 1))
        self.pager = QWidget()
        self.pager.setLayout(row(self.earlier, self.part, self.later, stretch=-1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row(self.amount, self.before, self.after, stretch=0))
        column.addWidget(self.view, 1)
        column.addWidget(self.pager)

    def show_source(self, text: str, parts: Parts, passage: int = 0) -> None:
        """Another text, with this passage chosen."""
        self._text, self._parts = text, parts
        self._part, self.passage, self._warned = -1, -1, frozenset()
        self.choose(passage)

    def warn(self, passages: Iterable[int]) -> None:
        """Marks passages that are held back whenever they are found."""
        before, self._warned = self._warned, frozenset(passages)
        if before != self._warned:
            self._mark()

    def clear(self) -> None:
        """Takes the text off the screen."""
        self.show_source("", NOTHING)

    def choose(self, passage: int) -> None:
        """Marks a passage and brings it into sight, in its part of the text."""
        spans = self._parts.spans
        self.passage = min(max(passage, 0), max(0, len(spans) - 1))
        part = self._parts.part_of(self.passage) if spans else 0
        if part != self._part:
            self._show_part(part)
        self._mark()
        if spans:
            self.view.scroll_to(Mark(*self._inside(spans[self.passage]), Look.TOKEN))

    def step(self, by: int) -> None:
        """Next (1) or previous (-1) passage."""
        self.choose(self.passage + by)

    def turn(self, by: int) -> None:
        """Another part of a long text; its first passage is the chosen one."""
        part = min(max(self._part + by, 0), len(self._parts.bounds) - 1)
        inside = self._parts.inside(part)
        if inside:
            self.choose(inside[0])
        else:
            self._show_part(part)
            self._mark()

    def _show_part(self, part: int) -> None:
        self._part = part
        start, end = self._parts.bounds[part]
        # two characters for two, so that places keep their numbers
        self.view.show_text(self._text[start:end].replace("\r\n", " \n"))
        several = len(self._parts.bounds) > 1
        self.pager.setVisible(several)
        self.part.setText(tr("Part {n} of {all}").format(n=number(part + 1), all=number(len(self._parts.bounds))))
        self.earlier.setEnabled(part > 0)
        self.later.setEnabled(part + 1 < len(self._parts.bounds))

    def _mark(self) -> None:
        spans, shown = self._parts.spans, self._text[slice(*self._parts.bounds[self._part])]
        marks = []
        for at in self._parts.inside(self._part):
            first = _FIRST_WORD.match(shown, self._inside(spans[at])[0])
            if at in self._warned:
                marks.append(Mark(*self._inside(spans[at]), Look.REASON))
            if first is not None:
                marks.append(Mark(first.start() + len(first[0]) - len(first[0].lstrip()), first.end(), Look.LABEL))
        if len(spans) > 1:  # a ground under all there is would tell nothing
            marks.append(Mark(*self._inside(spans[self.passage]), Look.TOKEN))
        self.view.set_marks(Marks(marks))
        all_ = len(spans)
        self.amount.setText(
            tr("Passage {n} of {all}").format(n=number(self.passage + 1), all=number(all_)) if all_ > 1 else counted(all_, "1 passage", "{n} passages"),
        )
        self.before.setVisible(all_ > 1)
        self.after.setVisible(all_ > 1)
        self.before.setEnabled(self.passage > 0)
        self.after.setEnabled(self.passage + 1 < all_)

    def _inside(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = self._parts.bounds[self._part]
        return min(max(span[0] - start, 0), end - start), min(max(span[1] - start, 0), end - start)
