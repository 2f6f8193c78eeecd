"""Clients and matters: lists of what is always hidden, each everywhere or only where it is used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.client_list_sheet import ClientListSheet
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.privacy.tables import Cell, PlainTable
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.cards import Card
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import number
from hybriddesk.records.hide_lists import HideList

MOST_ROWS, FEWEST_ROWS = 8, 2


class ListTable(PlainTable):
    """Enter opens the list, Delete takes it away."""

    def __init__(self, card: ClientListsCard, context: DeskContext) -> None:
        super().__init__(context.theme, "client_lists_table", tr("Lists of clients and matters"), [tr("Client or matter"), tr("Words"), tr("Used for")], (34, 12, 54))
        self._card = card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._card.edit()
        elif event.key() == Qt.Key.Key_Delete:
            self._card.remove()
        else:
            super().keyPressEvent(event)


class ClientListsCard(Card):
    """``lists`` are those that the table shows."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(tr("Clients and matters"), name="pane_client_lists")
        self._context = context
        theme = context.theme
        self.lists: tuple[HideList, ...] = ()
        self.sheet: ClientListSheet | None = None
        self.count = Chip("", "neutral")
        self.new = Button(theme, tr("New list"), "primary", icon="plus", name="client_list_new", act=lambda: self._open(None))
        self.change = Button(theme, tr("Edit"), icon="pencil", name="client_list_edit", act=self.edit)
        self.drop = Button(theme, tr("Remove"), "ghost", icon="trash-2", name="client_list_remove", act=self.remove)
        self.table = ListTable(self, context)
        for widget in (self.count, self.change, self.drop, self.new):
            self.head.addWidget(widget)
        self.body.addWidget(Label(tr(
            "Names, numbers, addresses and spellings that belong to one client or matter. A list is used for every request, for what was imported from a file or folder, "
            "or for single conversations: there, over the messages, under \u201cWords to hide\u201d.",
        ), "hint", tone="text2", wrap=True))
        self.body.addWidget(self.table)
        self.table.itemDoubleClicked.connect(lambda _item: self.edit())
        self.table.currentCellChanged.connect(lambda *_cells: self._allow())
        theme.changed.connect(self._fit)
        self.show_lists(())
        self.load()

    def load(self) -> None:
        """What the store holds now."""
        job = self._context.engine.call(self._context.workspace.hide_lists.all)
        job.done.connect(self.show_lists)
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def show_lists(self, lists: tuple[HideList, ...]) -> None:
        """A row a list."""
        self.lists = lists
        self.table.show_cells([(Cell(one.name), Cell(number(len(one.terms)), "text2"), Cell(used_for(one), "text2", used_for(one))) for one in lists])
        self.table.setVisible(bool(lists))
        if lists and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self.count.show_text(tr("{n} lists").format(n=number(len(lists))) if len(lists) != 1 else tr("1 list"))
        self.count.setVisible(bool(lists))
        self._fit()
        self._allow()

    def edit(self) -> None:
        """The chosen list in a sheet."""
        chosen = self._chosen()
        if chosen is not None:
            self._open(chosen)

    def remove(self) -> None:
        """Takes the chosen list away; the toast brings it back with its uses."""
        chosen = self._chosen()
        if chosen is None:
            return
        lists = self._context.workspace.hide_lists
        job = self._context.engine.call(partial(lists.remove, chosen.id))
        job.done.connect(lambda _none: self._context.toasts.show_toast(tr("List removed"), undo=partial(self._put_back, chosen)))
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _put_back(self, gone: HideList) -> None:
        job = self._context.engine.call(partial(self._context.workspace.hide_lists.put_back, gone))
        job.failed.connect(self._context.errors.show_fault)
        job.start()

    def _open(self, shown: HideList | None) -> None:
        self.sheet = ClientListSheet(self._context, shown, self.window())
        self.sheet.finished.connect(lambda _result: self._closed())
        self.sheet.open()

    def _closed(self) -> None:
        self.sheet = None
        (self.table if self.lists else self.new).setFocus()

    def _chosen(self) -> HideList | None:
        row = self.table.currentRow()
        return self.lists[row] if 0 <= row < len(self.lists) else None

    def _allow(self) -> None:
        for button in (self.change, self.drop):
            button.setEnabled(self._chosen() is not None)

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(min(max(len(self.lists), FEWEST_ROWS), MOST_ROWS)))


def used_for(one: HideList) -> str:
    """Where a list is used, in words."""
    if one.everywhere:
        return tr("Every request")
    talks = len(one.conversations)
    parts = [*one.imports, *([tr("1 conversation") if talks == 1 else tr("{n} conversations").format(n=number(talks))] if talks else [])]
    return ", ".join(parts) or tr("Not used yet")
