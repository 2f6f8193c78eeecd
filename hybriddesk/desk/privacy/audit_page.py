"""The audit log: every act on the store in words, and a check of the chain that links its lines."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.lists.columns import Column, Columns, ColumnsHead, Mark, column_list
from hybriddesk.desk.lists.paged_model import ROW
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.acts import act_words, subject_words
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import moment, number
from hybriddesk.records.work import Changed
from hybriddesk.vault.audit import AuditRow, AuditState

PART = 200
_ROOT = QModelIndex()


class AuditModel(QAbstractListModel):
    """Lines newest first, fetched in parts by ``ask(before)`` as the list is scrolled; the answer comes through ``add``."""

    def __init__(self, ask: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self._ask = ask
        self._rows: list[AuditRow] = []
        self._asked = False
        self._complete = False

    def restart(self, rows: tuple[AuditRow, ...]) -> None:
        """The newest part; lines already fetched below it stay."""
        known = self._rows[0].seq if self._rows else 0
        fresh = [row for row in rows if row.seq > known]
        if known and rows and rows[-1].seq > known + 1:  # more than a part was written meanwhile: begin anew
            self.beginResetModel()
            self._rows, self._complete = list(rows), len(rows) < PART
            self.endResetModel()
        elif fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
            self._rows[:0] = fresh
            self._complete = self._complete or len(rows) < PART
            self.endInsertRows()

    def add(self, rows: tuple[AuditRow, ...]) -> None:
        """An older part."""
        self._asked = False
        self._complete = len(rows) < PART
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and bool(self._rows) and not self._complete and not self._asked

    def fetchMore(self, _parent: QModelIndex | QPersistentModelIndex) -> None:
        self._asked = True
        self._ask(self._rows[-1].seq)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return ", ".join(part for part in (moment(row.at_ms), act_words(row), subject_words(row)) if part)
        return None


class AuditPage(QWidget):
    """Reads through the engine: the log belongs to the store's own thread."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("privacy_audit")
        self.setAccessibleName(tr("Audit log"))
        theme = context.theme
        self.model = AuditModel(self._older, self)
        self.columns = Columns(theme, (Column(tr("Time"), 18), Column(tr("What was done"), 44), Column(tr("To what"), 30), Column(tr("Line"), 8, end=True)), self)
        self.list = column_list("audit_list", tr("Audit log, newest first"), self.model, self.columns, _marks)
        self.check = Button(theme, tr("Check the chain"), icon="link", name="audit_check", act=self.verify)
        self.state = Chip("")
        self.state.hide()
        self.sentence = Label("", "hint", tone="text2", wrap=True)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """The newest lines."""
        self._read(None)

    def on_changed(self, changed: Changed) -> None:
        """A line was written."""
        if "audit" in changed.tables:
            self.refresh()

    def verify(self) -> None:
        """Reads the whole chain and compares its end with the head kept outside the database."""
        self.check.setEnabled(False)
        self.state.show_text(tr("Checking\u2026"), "neutral")
        self.state.show()
        job = self._context.engine.call(self._context.workspace.audit.verify)
        job.done.connect(self.show_state)
        job.failed.connect(self._failed)
        job.ended.connect(lambda: self.check.setEnabled(True))
        job.start()

    def show_state(self, state: AuditState) -> None:
        """The outcome in words."""
        if state.ok:
            self.state.show_text(tr("Whole"), "ok")
            self.sentence.setText(tr("All {n} lines fit together, and the last one is the one noted outside the database.").format(n=number(state.entries)))
        else:
            self.state.show_text(tr("Broken at line {n}").format(n=number(state.first_bad or 0)), "bad")
            self.sentence.setText(tr(
                "Line {n} was changed, moved or removed after it was written. Lines before it fit together. "
                "Your drafts and conversations are not affected; compare with an earlier backup if you need to know what was there.",
            ).format(n=number(state.first_bad or 0)))
        self.state.show()

    def _failed(self, fault: Any) -> None:
        self.state.show_text(tr("Could not be checked"), "warn")
        self._context.errors.show_fault(fault)

    def _older(self, before: int) -> None:
        self._read(before)

    def _read(self, before: int | None) -> None:
        job = self._context.engine.call(partial(self._context.workspace.audit.rows, PART, before))
        job.done.connect(self.model.restart if before is None else self.model.add)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.check)
        head.addWidget(self.state)
        head.addWidget(self.sentence, 1)
        self.card = Card(name="pane_audit")
        self.card.body.setContentsMargins(1, 1, 1, 1)
        self.card.body.setSpacing(0)
        self.card.body.addWidget(ColumnsHead(self.columns, self.list))
        self.card.body.addWidget(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 24)
        column.setSpacing(12)
        column.addWidget(Label(tr(
            "Who did what to the store. Every line is sealed with the one before it, so a line that is changed, removed or moved is found. No text of yours is in here.",
        ), "hint", tone="text2", wrap=True))
        column.addLayout(head)
        column.addWidget(self.card, 1)


def _marks(row: AuditRow) -> tuple[Mark, ...]:
    return Mark(moment(row.at_ms), "text2"), Mark(act_words(row)), Mark(subject_words(row), "text2"), Mark(number(row.seq), "text3")
