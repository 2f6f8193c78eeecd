"""Where bad answers came from: by cause, by workflow and prompt version, and the entries behind each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QTableWidgetItem

from hybriddesk.desk.cause_words import cause_name, plain, side_name
from hybriddesk.desk.monitor.phrases import counted, tr, workflow_words
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, Progress
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import date, number, percent
from hybriddesk.insight.agreement import Rated
from hybriddesk.insight.causes import ENOUGH, CauseGroup, Causes
from hybriddesk.records.diagnoses import SIDES, Cause
from hybriddesk.records.work import ReviewRow
from hybriddesk.workflow.judging import SINCE_DAYS

MOST_ROWS = 8
Row = tuple[Cause | None, str, str]
"""Cause, workflow and prompt version; None and empty are all."""


class OpenTable(PlainTable):
    """``chosen`` carries the number of a row that was pressed Return on or double-clicked."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, label: str, heads: Sequence[str], shares: Sequence[int]) -> None:
        super().__init__(theme, name, label, heads, shares)
        self.activated.connect(self._activated)

    def fit(self) -> None:
        """As high as its rows, up to ``MOST_ROWS``."""
        self.setFixedHeight(self.height_for(min(max(1, self.rowCount()), MOST_ROWS)))

    def cell(self, number_of: int, column: int) -> str:
        """What a cell says."""
        item = self.item(number_of, column)
        assert isinstance(item, QTableWidgetItem)
        return item.text()

    def _activated(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())


class CausesCard(Card):
    """``wanted`` asks for the entries behind a row, ``opened`` for one of them on the desk, ``back`` for a look at older decisions."""

    wanted = Signal(object)
    opened = Signal(str)
    back = Signal()

    def __init__(self, theme: Theme, cancel: Callable[[], object]) -> None:
        super().__init__(tr("Where bad answers came from"), name="card_causes")
        self.sentence = Label("", "base", tone="text2", wrap=True)
        self.causes = OpenTable(
            theme, "causes_table", tr("Bad answers by cause"), (tr("What went wrong"), tr("Where"), tr("Answers"), tr("Share")), (34, 22, 14, 30),
        )
        self.groups_title = Label(tr("By workflow and prompt version"), "base", 600)
        self.groups = OpenTable(
            theme, "causes_groups", tr("Bad answers by workflow and prompt version"),
            (tr("Workflow, prompt version"), tr("Most often"), tr("Answers"), tr("Share")), (34, 22, 14, 30),
        )
        self.entries_title = Label("", "base", 600)
        self.entries = OpenTable(theme, "causes_entries", tr("Entries"), (tr("Entry"), tr("Created")), (78, 22))
        self.hint = Label(tr("Return or a double click on a row lists its entries; on an entry it opens it."), "hint", tone="text2", wrap=True)
        self.older = Button(theme, tr("Look at older decisions"), icon="history", name="causes_older", act=self.back.emit)
        self.progress = Progress(theme, cancel, name="causes_progress")
        for part in (self.sentence, self.causes, self.groups_title, self.groups, self.hint, self.entries_title, self.entries, self.progress):
            self.body.addWidget(part)
        self.body.addLayout(row(self.older, stretch=-1))
        self._rows: list[Row] = []
        self._groups: list[Row] = []
        self._ids: list[str] = []
        self.causes.chosen.connect(lambda at: self.wanted.emit(self._rows[at]))
        self.groups.chosen.connect(lambda at: self.wanted.emit(self._groups[at]))
        self.entries.chosen.connect(lambda at: self.opened.emit(self._ids[at]))
        for part in (self.entries_title, self.entries, self.progress):
            part.hide()
        theme.changed.connect(self._measure)

    def show_causes(self, found: Causes) -> None:
        """Other counts."""
        self.sentence.setText(causes_words(found))
        self._rows = [(one.cause, "", "") for one in found.of]
        self.causes.show_cells([
            (Cell(cause_name(one.cause), hint=plain(one.cause)), Cell(_side(one.cause), "text2"), Cell(_many(one.count, one.named), "text2"),
             Cell(share_words(one.share), "text2"))
            for one in found.of
        ])
        self._groups = [(None, one.workflow, one.prompt_version) for one in found.groups]
        self.groups.show_cells([_group(one) for one in found.groups])
        for part in (self.causes, self.groups_title, self.groups, self.hint):
            part.setVisible(bool(found.count))
        if not found.count:
            self._show_entries("", [], [])
        self._measure()

    def show_entries(self, wanted: Row, ids: Sequence[str], rows: Sequence[ReviewRow]) -> None:
        """The latest entries behind a row; the focus goes to them."""
        cause, workflow, version = wanted
        name = cause_name(cause) if cause is not None else tr("{workflow}, {version}").format(workflow=workflow_words(workflow), version=version)
        left = len(ids) - len(rows)
        title = tr("{name}: the latest {n} of {all}").format(name=name, n=number(len(rows)), all=number(len(ids))) if left else name
        self._show_entries(title, [one.id for one in rows], [(Cell(_entry(one)), Cell(date(one.created_ms), "text2")) for one in rows])
        if rows:
            self.entries.setFocus()

    def show_progress(self, done: int, whole: int) -> None:
        """Older decisions are being looked at; ``done`` equal to ``whole`` ends it."""
        self.progress.setVisible(done < whole)
        self.older.setEnabled(done >= whole)
        self.progress.show_steps(done, whole, tr("Looking at {done} of {all}").format(done=number(done), all=number(whole)))

    def _show_entries(self, title: str, ids: list[str], rows: list[tuple[Cell, ...]]) -> None:
        self._ids = ids
        self.entries_title.setText(title)
        self.entries.show_cells(rows)
        for part in (self.entries_title, self.entries):
            part.setVisible(bool(rows))
        self.entries.fit()

    def _measure(self) -> None:
        for table in (self.causes, self.groups, self.entries):
            table.fit()


def causes_words(found: Causes) -> str:
    """How many were looked at, and which side most of them point to; a share only where there are enough."""
    if not found.count:
        return tr("No bad answer was traced in the last {days} days. Answers that are sent back or much changed are looked at as you decide.").format(
            days=number(SINCE_DAYS))
    words = counted(
        found.count, "1 bad answer was traced in the last {days} days.", "{n} bad answers were traced in the last {days} days.", days=number(SINCE_DAYS),
    )
    if found.count < ENOUGH:
        return tr("{words} Shares are shown from {n} on.").format(words=words, n=number(ENOUGH))
    sides = [tr("{side} {share}").format(share=percent(one.share.value), side=side_name(one.side)) for one in found.sides if one.share is not None]
    return tr("{words} By where it went wrong: {sides}.").format(words=words, sides=", ".join(sides))


def share_words(share: Rated | None) -> str:
    """A share with its interval, or that there are too few."""
    if share is None:
        return tr("too few to say")
    return tr("{share} ({low} to {high})").format(share=percent(share.value), low=percent(share.low), high=percent(share.high))


def _group(one: CauseGroup) -> tuple[Cell, ...]:
    first = one.of[0]
    name = tr("{workflow}, {version}").format(workflow=workflow_words(one.workflow), version=one.prompt_version)
    return Cell(name), Cell(cause_name(first.cause), "text2"), Cell(tr("{n} of {all}").format(n=number(first.count), all=number(one.count)), "text2"), Cell(share_words(first.share), "text2")


def _entry(one: ReviewRow) -> str:
    return tr("{title}: {snippet}").format(title=one.title, snippet=one.snippet) if one.snippet else one.title


def _many(count: int, named: int) -> str:
    return tr("{n} ({named} named)").format(n=number(count), named=number(named)) if named else number(count)


def _side(cause: Cause) -> str:
    return side_name(SIDES[cause])
