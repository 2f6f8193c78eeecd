"""One kind of trouble in full: what happened, what works, what to do, where it was, and the latest times it happened."""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio.to_thread
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.detail import Detail
from hybriddesk.desk.monitor.error_reads import TroubleInFull, trouble_in_full
from hybriddesk.desk.monitor.phrases import (
    NONE,
    TROUBLE_STATES,
    class_words,
    counted,
    node_words,
    said_of,
    state_words,
    tr,
    who,
    workflow_words,
)
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.sync.widgets import FactsGrid
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import moment, number
from hybriddesk.records.troubles import Occurrence, Trouble, TroubleState

MOST_ROWS = 8
ACTS: dict[str, tuple[str, str, TroubleState]] = {
    "mute": ("Mute", "pause", "muted"), "solve": ("Solved", "check", "solved"), "reopen": ("Open again", "rotate-ccw", "open"),
}
"""What a person can say of a kind: words, icon, and the state it then has."""


class ErrorDetail(Detail):
    """``asked`` carries the act the person chose: mute, solve or reopen."""

    asked = Signal(str)

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "error", tr("The trouble"))
        self.whole: TroubleInFull | None = None
        theme = context.theme
        self.meaning = Label("", "hint", tone="text2", wrap=True)
        self.works = Label("", "base", tone="text2", wrap=True)
        self.do = Label("", "base", 500, wrap=True)
        self.acts = {
            act: Button(theme, tr(words), icon=icon, name=f"error_{act}", act=partial(self.asked.emit, act)) for act, (words, icon, _) in ACTS.items()
        }
        self.copy = Button(theme, tr("Copy details"), "ghost", icon="copy", name="error_copy_details", act=self.copy_details)
        self.facts = FactsGrid()
        self.times = Label("", "base", 600)
        self.table = PlainTable(theme, "error_occurrences", tr("The latest times it happened"), [tr("When"), tr("Run"), tr("Facts")], (28, 24, 48))
        self.to_run = Button(theme, tr("Show this run"), icon="history", name="error_to_run", act=self._open_run)
        self.table.currentCellChanged.connect(lambda *_cells: self._offer_run())
        self.column.addWidget(self.meaning)
        self.column.addSpacing(4)
        self.heads = (Label(tr("What to do"), "hint", 500, "text3"), Label(tr("What still works"), "hint", 500, "text3"))
        for head, words in zip(self.heads, (self.do, self.works), strict=True):
            self.column.addWidget(head)
            self.column.addWidget(words)
        self.column.addSpacing(4)
        self.column.addLayout(row(*self.acts.values(), self.copy, stretch=-1))
        self.column.addSpacing(4)
        self.column.addWidget(self.facts)
        self.column.addSpacing(8)
        self.column.addLayout(row(self.times, self.to_run, stretch=0))
        self.column.addWidget(self.table)
        self.column.addStretch(1)
        theme.changed.connect(self._measure)

    def reading(self, wanted: str) -> Job:
        db = self.context.workspace.db
        return self.context.engine.job(partial(anyio.to_thread.run_sync, partial(trouble_in_full, db, wanted)))

    def show_read(self, result: Any) -> None:
        whole: TroubleInFull = result
        self.whole = whole
        one, said = whole.row.trouble, said_of(whole.row)
        self.title.setText(said.what)
        word, tone, meaning = class_words(one.kind)
        self.chips[0].show_text(*state_words(TROUBLE_STATES, one.state))
        self.chips[1].show_text(word, tone)
        self.meaning.setText(meaning)
        for head, label, text in zip(self.heads, (self.do, self.works), (said.do, said.works), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
            head.setVisible(bool(text))
        for act, (_words, _icon, state) in ACTS.items():
            self.acts[act].setVisible(one.state != state and not (act == "mute" and one.state == "solved"))
        self.facts.show_facts(facts_of(one))
        self.times.setText(counted(one.count, "It happened once", "It happened {n} times; the latest are listed"))
        self.table.show_cells([_cells(each) for each in whole.occurrences])
        self._measure()
        self._offer_run()

    def clear(self) -> None:
        super().clear()
        self.whole = None
        self.table.show_cells([])

    def copy_details(self) -> None:
        """Everything but words of people: there are none in the log."""
        if self.whole is None:
            return
        lines = [f"{name}: {value}" for name, value in facts_of(self.whole.row.trouble)]
        lines += [f"{moment(each.at_ms)} {each.run} {_facts(each)}" for each in self.whole.occurrences]
        QGuiApplication.clipboard().setText("\n".join([self.title.text(), *lines]))
        self.context.toasts.show_toast(tr("Details copied. There is no text of people in them."))

    def _run_there(self) -> str:
        at = self.table.currentRow()
        return self.whole.occurrences[at].run if self.whole is not None and 0 <= at < len(self.whole.occurrences) else ""

    def _offer_run(self) -> None:
        self.to_run.setVisible(bool(self._run_there()))

    def _open_run(self) -> None:
        if self._run_there():
            self.context.go_to("monitor", run=self._run_there())

    def _measure(self) -> None:
        self.table.setFixedHeight(self.table.height_for(min(max(self.table.rowCount(), 1), MOST_ROWS)))


def facts_of(one: Trouble) -> tuple[tuple[str, str], ...]:
    """Where and when, as name and value."""
    return (
        (tr("Workflow"), workflow_words(one.workflow)),
        (tr("Step"), node_words(one.node)),
        (tr("Provider"), who(one.provider, one.model)),
        *(((tr("Place in the code"), one.place),) if one.place else ()),
        (tr("First seen"), moment(one.first_ms)),
        (tr("Last seen"), moment(one.last_ms)),
        (tr("Code"), one.code),
        (tr("Fingerprint"), one.fingerprint),
    )


def _cells(one: Occurrence) -> tuple[Cell, ...]:
    return Cell(moment(one.at_ms), "text2"), Cell(one.run or NONE, "text2"), Cell(_facts(one) or NONE, "text2")


def _facts(one: Occurrence) -> str:
    return ", ".join(f"{name} {number(value) if isinstance(value, float) else value}" for name, value in one.facts.items())
