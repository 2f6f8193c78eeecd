"""Which lists are used for one conversation."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.settings.outcome import Outcome
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.hide_lists import HideList

WIDTH, HEIGHT = 460, 420


class ListUsesSheet(Sheet):
    """Shown with ``open()``. Each tick is stored at once and counts from the next request on. ``boxes`` and ``wide`` by a list's id."""

    def __init__(self, context: DeskContext, conversation: str, window: QWidget) -> None:
        theme = context.theme
        super().__init__(theme, "list_uses_sheet", tr("Words to hide here"), window, spacing=12)
        self._context, self._conversation = context, conversation
        self.boxes: dict[str, QCheckBox] = {}
        self.wide: dict[str, Label] = {}
        self.none = Label(tr("There is no list yet. Make one under Privacy, Rules and try it, Clients and matters."), "base", tone="text2", wrap=True)
        self.outcome = Outcome(theme, "list_uses_outcome")
        self.lists = Button(theme, tr("To the lists"), icon="shield-check", name="list_uses_lists", act=self._to_lists)
        self.close_button = Button(theme, tr("Close"), "primary", name="list_uses_close", act=self.accept)
        self._lay_out()
        self.place(WIDTH, HEIGHT)
        self.close_button.setFocus()
        job = context.engine.call(context.workspace.hide_lists.all)
        job.done.connect(self.show_lists)
        job.failed.connect(self.outcome.bad)
        job.start()

    def show_lists(self, lists: tuple[HideList, ...]) -> None:
        """A tick a list; those that are used for every request are only named."""
        for one in lists:
            self._rows.insertWidget(self._rows.count() - 1, self._named(one) if one.everywhere else self._box(one))
        self.none.setVisible(not lists)
        first = next(iter(self.boxes.values()), self.close_button)
        first.show()  # its row comes into sight a turn later, and what is out of sight takes no focus
        first.setFocus()

    def _named(self, one: HideList) -> QWidget:
        label = self.wide[one.id] = Label(tr("{name}: used for every request").format(name=one.name), "base", tone="text2", wrap=True)
        return label

    def _box(self, one: HideList) -> QWidget:
        box = self.boxes[one.id] = QCheckBox(one.name.replace("&", "&&"))
        box.setObjectName(f"list_use_{one.id}")
        box.setAccessibleName(one.name)
        box.setChecked(self._conversation in one.conversations)
        box.clicked.connect(partial(self._use, one.id))
        return box

    def _use(self, made: str) -> None:
        on = self.boxes[made].isChecked()
        job = self._context.engine.call(partial(self._context.workspace.hide_lists.use, made, "conversation", self._conversation, on=on))
        job.done.connect(lambda _list: self.outcome.clear())
        job.failed.connect(partial(self._failed, made))
        job.start()

    def _failed(self, made: str, fault: object) -> None:
        self.boxes[made].toggle()
        self.outcome.bad(fault)  # type: ignore[arg-type]  # a job fails with a Fault

    def _to_lists(self) -> None:
        self.accept()
        self._context.go_to("privacy", view="rules")

    def _lay_out(self) -> None:
        self.head(tr("Words of these lists are replaced in every request of this conversation from now on."))
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._rows.addWidget(self.none)
        self._rows.addStretch(1)
        self.none.hide()
        self.scrolled("list_uses_scroll", inside, walkable=False)
        self.column.addWidget(self.outcome)
        self.foot(self.close_button, begin=self.lists)
