"""Over Monitor's pages: which workflows have stopped producing, as long as they do, and the way to mute that."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.monitor.phrases import tr, workflow_words
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import IconLabel
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import of_code
from hybriddesk.records.producing import Silence
from hybriddesk.records.work import Changed
from hybriddesk.workflow.producing import code_of, facts_of


class SilenceBar(QFrame):
    """A row for each silence that is not muted."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("silence_bar")
        self.setProperty("kind", "bar_warn")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 8, 16, 8)
        self._column.setSpacing(8)
        self.labels: list[Label] = []
        self.refresh()

    def on_changed(self, changed: Changed) -> None:
        """Silences begin and end; an entry of the log is muted or opened again."""
        if changed.tables & {"silences", "errors"}:
            self.refresh()

    def refresh(self) -> None:
        """Shows what the last look found."""
        found = tuple(one for one in self._context.workspace.producing.silences if not one.muted)
        while (taken := self._column.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.labels.clear()
        for one in found:
            row = self._row(one)
            self._column.addWidget(row)
            row.show()
        self.setVisible(bool(found))

    def _row(self, one: Silence) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        said = of_code(code_of(one), {**facts_of(one), "workflow": workflow_words(one.workflow)})
        label = Label(f"{said.what} {said.do}", "base", 500, "warn", wrap=True)
        self.labels.append(label)
        line.addWidget(IconLabel(self._context.theme, "clock", "warn", 16))
        line.addWidget(label, 1)
        words = tr("Mute: {workflow}").format(workflow=workflow_words(one.workflow))
        line.addWidget(Button(
            self._context.theme, tr("Mute"), name=f"silence_mute_{one.kind}_{one.workflow}", label=words, act=partial(self._mute, one),
        ))
        return row

    def _mute(self, one: Silence) -> None:
        workspace = self._context.workspace

        def mute() -> None:
            workspace.error_log.errors.set_state(one.fingerprint, "muted")
            workspace.producing.check()

        job = self._context.engine.call(mute)
        job.failed.connect(self._context.errors.show_fault)
        job.done.connect(lambda _none: self.refresh())
        job.start()
