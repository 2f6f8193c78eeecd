"""The kinds of data, each with an example and a switch. Switching one off is asked back in words, and is in the audit log."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import number
from hybriddesk.privacy.kinds import KINDS, NEVER_OFF, KindInfo
from hybriddesk.workspace import Workspace

COLUMNS = 2
BOX = 26
"""Width of a switch's box: kinds without one begin where the words of the others do."""
ALWAYS_ON = NEVER_OFF | {"OTHER"}
"""What a person hid by hand or by list stays hidden; secrets are never let out by kind."""


def switch_kind(workspace: Workspace, kind: str, *, on: bool) -> None:
    """Stores which kinds leave in clear and audits the change, in one transaction. Engine thread."""
    with workspace.db.write("settings", "audit", ids=["privacy.kinds_off"]):
        stored = workspace.settings.get("privacy.kinds_off")
        assert isinstance(stored, tuple)
        off = set(stored)
        changed = off - {kind} if on else off | {kind}
        if changed == off:
            return
        workspace.settings.set("privacy.kinds_off", tuple(sorted(changed)))
        workspace.audit.add("privacy.kind_on" if on else "privacy.kind_off", kind)


class KindsCard(Card):
    """All kinds that can be found. Optional ones are listed as what they are: ordinary work data that is not replaced."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_kinds")
        self._context = context
        self._asked = ""
        self.setAccessibleName(tr("What is hidden"))
        self.count = Chip("", "ok")
        self.switches: dict[str, QCheckBox] = {}
        self._lay_out()
        self.show_settings()

    def show_settings(self) -> None:
        """Sets every switch to what is stored."""
        off = set(self._context.setting("privacy.kinds_off"))
        for kind, switch in self.switches.items():
            switch.setChecked(kind not in off)
        leaving = len(off & self.switches.keys())
        said = tr("1 kind leaves in clear") if leaving == 1 else tr("{n} kinds leave in clear").format(n=number(leaving))
        self.count.show_text(said if leaving else tr("All on"), "warn" if leaving else "ok")

    def toggle(self, kind: KindInfo) -> None:
        """A switch was used: on at once, off after a question."""
        if self.switches[kind.name].isChecked():
            self._hide_question()
            self._store(kind.name, on=True)
            return
        self.switches[kind.name].setChecked(True)
        self._asked = kind.name
        self.question.setText(tr(
            "{kind} ({example}): from the next request on, such values leave this computer as they are. "
            "Requests that already left stay as they were. The change is noted in the audit log.",
        ).format(kind=tr(kind.label), example=kind.example))
        self.asking.show()
        self.keep.setFocus()

    def confirm(self) -> None:
        """The person said yes."""
        kind, back = self._asked, self.switches[self._asked]
        self._hide_question()
        self._store(kind, on=False)
        back.setFocus()

    def keep_hidden(self) -> None:
        """The person said no."""
        back = self.switches[self._asked]
        self._hide_question()
        back.setFocus()

    def _store(self, kind: str, *, on: bool) -> None:
        job = self._context.engine.call(partial(switch_kind, self._context.workspace, kind, on=on))
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, fault: object) -> None:
        self.show_settings()
        self._context.errors.show_fault(fault)  # type: ignore[arg-type]  # a job fails with a Fault

    def _hide_question(self) -> None:
        self._asked = ""
        self.asking.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(tr("What is hidden"), "read", 600))
        head.addWidget(self.count)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(Label(tr("Values of these kinds are replaced before a request leaves. Everything is on from the start."), "hint", tone="text2", wrap=True))
        self.body.addWidget(self._question())
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        rows = -(-len(KINDS) // COLUMNS)
        for at, kind in enumerate(KINDS):
            grid.addWidget(self._row(kind), at % rows, at // rows)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _row(self, kind: KindInfo) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if kind.optional or kind.name in ALWAYS_ON:
            row.addSpacing(self._context.theme.px(BOX))
            row.addWidget(Label(tr(kind.label)))
            row.addWidget(Chip(tr("work data, not replaced") if kind.optional else tr("always on"), "neutral"))
        else:
            row.addWidget(self._switch(kind))
        row.addWidget(ElidedLabel(kind.example, "hint", 400, "text3"), 1)
        return holder

    def _switch(self, kind: KindInfo) -> QCheckBox:
        made = self.switches[kind.name] = QCheckBox(tr(kind.label))
        made.setObjectName(f"kind_{kind.name.lower()}")
        made.setAccessibleName(tr("Hide: {kind}").format(kind=tr(kind.label)))
        made.setAccessibleDescription(kind.example)
        made.clicked.connect(lambda _on=False: self.toggle(kind))
        return made

    def _question(self) -> QFrame:
        self.asking = QFrame()
        self.asking.setObjectName("kind_question")
        self.asking.setProperty("kind", "bar_warn")
        self.question = Label("", "base", 500, "warn", wrap=True)
        theme = self._context.theme
        self.keep = Button(theme, tr("Keep hidden"), "primary", name="kind_keep", act=self.keep_hidden)
        self.let_go = Button(theme, tr("Let it leave in clear"), "danger", name="kind_off", act=self.confirm)
        column = QVBoxLayout(self.asking)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.question)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.let_go)
        row.addStretch(1)
        column.addLayout(row)
        self.asking.hide()
        return self.asking
