"""The isolation self-test in the window: what a provider could link, measured on this machine and not only claimed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.isolation_phrases import found, looked, verdict
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card, Progress
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number
from hybriddesk.records.linking import IsolationReport

CONVERSATIONS = 20


class IsolationPage(CardScroll):
    """A button, a sentence, and a row for everything that was looked at. Nothing is sent to any provider."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__("privacy_isolation", tr("Isolation self-test"))
        self._context = context
        self._job: Job | None = None
        theme = context.theme
        self.start = Button(theme, tr("Run the self-test"), "primary", icon="play", name="isolation_start", act=self.run)
        self.progress = Progress(theme, self.cancel, name="isolation_progress")
        self.progress.hide()
        self.state = Chip("")
        self.state.hide()
        self.sentence = Label("", "base", tone="text2", wrap=True)
        self.sentence.hide()
        self.table = PlainTable(
            theme, "isolation_table", tr("What was looked at"), [tr("Looked at"), tr("Found"), tr("Links conversations?")], (23, 62, 15),
        )
        self._lay_out()

    def run(self) -> None:
        """Starts the test; a second call while it runs does nothing."""
        if self._job is not None:
            return
        job = self._job = self._context.engine.job(lambda: self._context.door.isolation_test(CONVERSATIONS, self._step))
        job.progress.connect(self._show_step)
        job.done.connect(self.show_report)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self.start.setEnabled(False)
        self._show_step((0, CONVERSATIONS))
        self.progress.show()
        self.progress.stop.setFocus()
        job.start()

    def cancel(self) -> None:
        """Stops the test; what it made is removed."""
        if self._job is not None:
            self._job.cancel()

    def show_report(self, report: IsolationReport) -> None:
        """All rows, and one sentence that sums them up."""
        rows = sorted(report.findings, key=lambda row: ("linked", "admitted", "visible", "nothing").index(row.verdict))
        self.table.show_cells([(Cell(looked(row)), Cell(found(row), "text2"), Cell(*verdict(row))) for row in rows])
        self.table.setFixedHeight(self.table.height_for(len(rows)))
        self.result.show()
        linked = sum(row.verdict == "linked" for row in rows)
        if report.isolated and not report.unmatched:
            self.state.show_text(tr("Isolated"), "ok")
        else:
            self.state.show_text(tr("Something links"), "bad")
        said = tr(
            "{requests} requests of {conversations} conversations: no two conversations shared a connection, and every request stands in the ledger of the throw-away store. "
            "They are linked by your account key, your network address and the time, at every provider, and by nothing else that was looked at.",
        ) if report.isolated and not report.unmatched else tr(
            "{linked} rows below link conversations and should not; {unmatched} requests were not in the ledger. "
            "Your drafts and your store are not affected. Until this is put right, use the built-in helper for what must not be linked, and report the rows.",
        )
        self.sentence.setText(said.format(
            requests=number(report.requests), conversations=number(report.conversations), linked=number(linked), unmatched=number(report.unmatched),
        ))
        self.state.show()
        self.sentence.show()

    def _step(self, done: int, whole: int) -> None:
        """Engine thread."""
        if self._job is not None:
            self._job.report((done, whole))

    def _show_step(self, step: tuple[int, int]) -> None:
        done, whole = step
        words = tr("{done} of {all} conversations").format(done=number(done), all=number(whole))
        self.progress.show_steps(done, whole, words)

    def _failed(self, fault: object) -> None:
        self.state.show_text(tr("Could not be tested"), "warn")
        self.state.show()
        self._context.errors.show_fault(fault)  # type: ignore[arg-type]  # a job fails with a Fault

    def _ended(self) -> None:
        self._job = None
        self.progress.hide()
        self.start.setEnabled(True)
        self.start.setFocus()

    def _lay_out(self) -> None:
        card = Card(tr("What a provider could link"), name="pane_isolation")
        card.body.addWidget(Label(tr(
            "Sends {n} made-up conversations of one made-up person the way your own are sent, over real connections, to a recorder on this computer, "
            "and lists everything by which a provider could tell that they belong together. It uses a throw-away store in a temporary folder that is "
            "removed at the end; its requests stand in that store's ledger and not among yours. Nothing reaches a provider.",
        ).format(n=number(CONVERSATIONS)), "base", tone="text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.start)
        row.addWidget(self.state)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        card.body.addLayout(row)
        card.body.addWidget(self.sentence)
        self.result = Card(name="pane_isolation_rows")
        self.result.body.setContentsMargins(1, 1, 1, 1)
        self.result.body.addWidget(self.table)
        self.result.hide()
        self.column.addWidget(card)
        self.column.addWidget(self.result)
        self.column.addStretch(1)
        self._context.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(self.table.rowCount()))
