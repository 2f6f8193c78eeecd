"""What was carried out and in so far, read from the audit log."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.acts import act_words, subject_words
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.sync.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import moment
from hybriddesk.vault.audit import Audit, AuditRow

MOST = 8
PART = 200
DEEPEST = 5
"""How many parts of the log are looked through; older carrying stays in the audit log itself."""


class HistoryCard(Card):
    """The last exports, verifications and imports, newest first."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_history")
        self._context = context
        self.setAccessibleName(tr("History"))
        self.table = PlainTable(context.theme, "sync_history", tr("History"), [tr("Time"), tr("What"), tr("How much"), "SHA-256"], (20, 36, 24, 20))
        self.none: QLabel = Label(tr("Nothing has been exported, verified or imported yet."), "base", 400, "text2", wrap=True)
        head = QHBoxLayout()
        head.addWidget(Label(tr("History"), "read", 600))
        head.addStretch(1)
        head.addWidget(Button(context.theme, tr("Open the audit log"), "ghost", name="history_audit", act=lambda: context.go_to("privacy", view="audit")))
        self.body.addLayout(head)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        context.theme.changed.connect(self._fit)
        self.show_rows(())
        self.refresh()

    def refresh(self) -> None:
        """Reads the log anew."""
        audit = self._context.workspace.audit
        job = self._context.engine.call(lambda: carried(audit))
        job.done.connect(self.show_rows)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def show_rows(self, rows: tuple[AuditRow, ...]) -> None:
        """These lines of the log."""
        self.table.show_cells([
            (Cell(moment(row.at_ms), "text2"), Cell(act_words(row)), Cell(subject_words(row) if row.facts else "", "text2"), _digest(row)) for row in rows
        ])
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._fit()

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(max(1, self.table.rowCount())))


def carried(audit: Audit) -> tuple[AuditRow, ...]:
    """The latest lines about carrying data out or in. Engine thread."""
    found: list[AuditRow] = []
    before: int | None = None
    for _ in range(DEEPEST):
        rows = audit.rows(PART, before)
        found += (row for row in rows if row.act.startswith(("sync.", "export.", "conversation.")))
        if len(found) >= MOST or len(rows) < PART:
            break
        before = rows[-1].seq
    return tuple(found[:MOST])


def _digest(row: AuditRow) -> Cell:
    whole = str(row.facts.get("sha256", ""))
    return Cell(f"{whole[:12]}\u2026" if whole else "", "text3", whole)
