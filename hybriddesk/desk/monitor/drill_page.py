"""The fire drill: every fault planted at a misbehaving provider on this computer, and how each ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.lists.columns import Column, Columns, ColumnsHead, column_list
from hybriddesk.desk.lists.paged_model import PagedModel
from hybriddesk.desk.monitor.drill_rows import DrillRow, drill_rows, row_marks, row_words
from hybriddesk.desk.monitor.drilling import Planted, drill
from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, EmptyState, Progress
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number
from hybriddesk.records.errors import Fault

BAR = 300


class DrillPage(QWidget):
    """Runs in a process of its own; the store in use is not opened by it. What was found stays until the desk is locked."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._planted: list[Planted] = []
        self._rows: dict[str, DrillRow] = {}
        self.setObjectName("monitor_drill")
        self.setAccessibleName(tr("Fire drill"))
        theme = context.theme
        self.model: PagedModel[DrillRow] = PagedModel(self._page, lambda row: row.id, row_words, self)
        self.columns = Columns(theme, (
            Column(tr("Fault"), 37), Column(tr("Outcome"), 15), Column(tr("What was told"), 30), Column(tr("Requests"), 9, end=True),
            Column(tr("Time"), 9, end=True),
        ), self)
        self.list = column_list("drill_list", tr("Faults by the way they recovered"), self.model, self.columns, row_marks)
        self.run_button = Button(theme, tr("Run the fire drill"), "primary", icon="play", name="drill_run", act=self.run)
        self.progress = Progress(theme, self.cancel, name="drill_progress")
        self.progress.setFixedWidth(theme.px(BAR))
        self.progress.hide()
        self.result = Chip("")
        self.result.hide()
        self.empty = EmptyState(
            theme, "shield-check", tr("No drill was run yet"),
            tr("Each fault that was planted will be listed here: how it ended, what a person would have been told, and after how long."),
            name="drill_empty",
        )
        self._lay_out()

    @property
    def running(self) -> bool:
        """Whether a drill is under way."""
        return self._job is not None

    def run(self) -> None:
        """Plants every fault anew."""
        if self._job is not None:
            return
        self._planted.clear()
        self._show()
        self.result.hide()
        job = self._job = self._context.engine.job(lambda: drill(job.report), on_progress=self._ended_one)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        self.progress.show_steps(0, 0, tr("Planting faults"))
        self.progress.show()
        self.run_button.hide()
        job.start()

    def cancel(self) -> None:
        """Ends the drill's process; what ended until then stays in sight."""
        if self._job is not None:
            self._job.cancel()

    def step(self, by: int) -> None:
        """Next (1) or previous (-1) line; stays at the ends."""
        count = len(self.model.ids())
        if count:
            at = min(max(self.list.currentIndex().row() + by, 0), count - 1)
            self.list.setCurrentIndex(self.model.index_of(self.model.id_at(at)))

    def _ended_one(self, one: Planted) -> None:
        self._planted.append(one)
        self._show()
        self.progress.show_steps(0, 0, tr("{n} faults so far").format(n=number(len(self._planted))))

    def _done(self, found: tuple[Planted, ...]) -> None:
        well, audit = sum(one.recovered for one in found), self._context.workspace.audit
        self.result.show_text(
            tr("{well} of {all} recovered").format(well=number(well), all=number(len(found))), "ok" if well == len(found) else "bad",
        )
        self.result.show()
        job = self._context.engine.call(lambda: audit.add("drill.run", "", count=len(found), recovered=well))
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self._context.errors.show_fault(fault)

    def _over(self) -> None:
        self._job = None
        self.progress.hide()
        self.run_button.show()

    def _show(self) -> None:
        rows = drill_rows(self._planted)
        self._rows = {row.id: row for row in rows}
        self.model.refresh(tuple(self._rows))
        self._stack.setCurrentIndex(0 if rows else 1)

    def _page(self, ids: Sequence[str]) -> Sequence[DrillRow]:
        return [self._rows[one] for one in ids if one in self._rows]

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.run_button)
        bar.addWidget(self.progress)
        bar.addWidget(self.result)
        bar.addStretch(1)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(ColumnsHead(self.columns, self.list))
        column.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listing)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        card = Card(name="pane_drill")
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self._stack)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 4, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(Label(tr(
            "Plants every fault at a misbehaving provider on this computer and meets it as your prompts would be met. Nothing leaves this computer, "
            "and your store is not opened by it. It takes about half a minute.",
        ), "hint", tone="text2", wrap=True))
        outer.addLayout(bar)
        outer.addWidget(card, 1)
