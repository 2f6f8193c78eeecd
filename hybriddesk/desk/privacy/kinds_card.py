"""The kinds of data, each with an example and a switch. Switching one off is asked back in words, and is in the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import number
from hybriddesk.privacy.kinds import KINDS, NEVER_OFF, OPTIONAL_KINDS, KindInfo
from hybriddesk.workspace import Workspace

COLUMNS = 2
SPACE = 8
ALWAYS_ON = NEVER_OFF | {"OTHER"}
"""What a person hid by hand or by list stays hidden; secrets are never let out by kind."""


def switch_kind(workspace: Workspace, kind: str, *, on: bool) -> None:
    """Stores which kinds are hidden and audits the change, in one transaction. Engine thread.

    Kinds that are off from the start are kept in ``privacy.kinds_on``, the others in ``privacy.kinds_off``.
    """
    optional = kind in OPTIONAL_KINDS
    name = "privacy.kinds_on" if optional else "privacy.kinds_off"
    with workspace.db.write("settings", "audit", ids=[name]):
        stored = workspace.settings.get(name)
        assert isinstance(stored, tuple)
        changed = {*stored, kind} if on == optional else set(stored) - {kind}
        if changed == set(stored):
            return
        workspace.settings.set(name, tuple(sorted(changed)))
        workspace.audit.add("privacy.kind_on" if on else "privacy.kind_off", kind)


class KindsCard(Card):
    """All kinds that can be found, once ``add_kinds`` was given them. Optional ones are ordinary work data: off from the start."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(name="pane_kinds")
        self._context = context
        self._asked = ""
        self.setAccessibleName(tr("What is hidden"))
        self.count = Chip("", "ok")
        self.switches: dict[str, QCheckBox] = {}
        self.indents: list[QWidget] = []
        self._made = 0
        self._lay_out()
        context.theme.changed.connect(self._align)

    def add_kinds(self, kinds: Sequence[KindInfo]) -> None:
        """The next kinds of ``KINDS``, down the first column, then down the second."""
        rows = -(-len(KINDS) // COLUMNS)
        for at, kind in enumerate(kinds, self._made):
            self._grid.addWidget(self._row(kind), at % rows, at // rows)
        self._made += len(kinds)
        self.show_settings()
        self._align()

    def show_settings(self) -> None:
        """Sets every switch to what is stored."""
        on, off = (set(self._context.setting(f"privacy.{name}")) for name in ("kinds_on", "kinds_off"))
        for kind, switch in self.switches.items():
            switch.setChecked(kind in on if kind in OPTIONAL_KINDS else kind not in off)
        leaving = len((off - OPTIONAL_KINDS) & self.switches.keys())
        said = tr("1 kind leaves in clear") if leaving == 1 else tr("{n} kinds leave in clear").format(n=number(leaving))
        good = tr("All on") if on >= OPTIONAL_KINDS else tr("All but work data")
        self.count.show_text(said if leaving else good, "warn" if leaving else "ok")

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
        self.body.addWidget(Label(tr(
            "Values of these kinds are replaced before a request leaves. Everything but ordinary work data is on from the start.",
        ), "hint", tone="text2", wrap=True))
        self.body.addWidget(self._question())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def _row(self, kind: KindInfo) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        if kind.name in ALWAYS_ON:
            self.indents.append(QWidget())
            row.addWidget(self.indents[-1])
            row.addWidget(Label(tr(kind.label)))
            row.addWidget(Chip(tr("always on"), "neutral"))
        else:
            row.addWidget(self._switch(kind))
        if kind.optional:
            row.addWidget(Chip(tr("work data"), "neutral"))
        row.addWidget(ElidedLabel(kind.example, "hint", 400, "text3"), 1)
        return holder

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._align()

    def _align(self) -> None:
        """Words of kinds without a box begin where the words of the others do, whatever the style draws."""
        for indent in self.indents:
            indent.setFixedWidth(words_at(self.switches["PERSON"]) - SPACE)

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


def words_at(box: QCheckBox) -> int:
    """Pixels from the edge of a check box, the one where reading begins, to its words."""
    box.ensurePolished()
    option = QStyleOptionButton()
    box.initStyleOption(option)
    words = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box)
    return QStyle.visualRect(box.layoutDirection(), option.rect, words).left()
