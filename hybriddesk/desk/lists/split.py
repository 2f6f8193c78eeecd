"""A list of any length with the chosen line in full beside it, or in its place where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.fresh import Fresh
from hybriddesk.desk.lists.columns import Column, Columns, ColumnsHead, Mark, column_list
from hybriddesk.desk.lists.detail import Detail
from hybriddesk.desk.lists.paged_model import PagedModel
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.cards import Card, EmptyState
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Changed

SETTLE_MS = 300
R = TypeVar("R")


class SplitPage(QWidget, Generic[R]):
    """A page says which tables it shows, how its ids are read (``reading``, off the window's thread), and how a row looks.

    Several changes in a row are read once, and none while another page is in front. ``wide`` are the columns of the list alone,
    ``few`` those beside an open line. ``room`` is the place it belongs to; from ``side_by_side`` on the two panes stand together.
    """

    tables: frozenset[str] = frozenset()
    room = "monitor"
    side_by_side = 1100

    def __init__(self, context: DeskContext, name: str, label: str, wide: Sequence[Column], few: Sequence[Column]) -> None:
        super().__init__()
        self._context, self._name = context, name
        self._wide, self._few = tuple(wide), tuple(few)
        self._open_next = ""
        self.setObjectName(f"{self.room}_{name}")
        self.setAccessibleName(label)
        self.fresh = Fresh(context, self, frozenset(), self.tables, self.reading, self._arrived, SETTLE_MS)
        self.model: PagedModel[R] = PagedModel(self.read_page, self.id_of, self.row_words, self)
        self.columns = Columns(context.theme, self._wide, self)
        self.list = column_list(f"{name}_list", label, self.model, self.columns, self._cells)
        for signal in (self.list.activated, self.list.clicked):
            signal.connect(lambda index: self.open_one(self.model.id_at(index.row())))
        self._detail: Detail | None = None
        self.empty = EmptyState(context.theme, "circle-check", "", "", name=f"{name}_empty")

    @property
    def detail(self) -> Detail:
        """The pane of one line; made a turn of the loop after the list, or as soon as it is asked for."""
        if self._detail is None:
            self._detail = self.make_detail()
            self._detail.closed.connect(self.close_one)
            self.detail_card.body.addWidget(self._detail)
        return self._detail

    @property
    def opened(self) -> str:
        """The line that is open, or ``""``."""
        return self._detail.wanted if self._detail is not None else ""

    # -- what a page says of itself -----------------------------------------------------------------------------------

    def make_detail(self) -> Detail:
        """The pane of one line."""
        raise TypeError(f"{type(self).__name__} has no detail")

    def reading(self) -> Job:
        """A job, not started, whose result ``take`` shows."""
        raise TypeError(f"{type(self).__name__} reads nothing")

    def take(self, result: Any) -> Sequence[str]:
        """Keeps what was read; returns the ids in list order."""
        raise TypeError(f"{type(self).__name__} takes no {type(result).__name__}")

    def read_page(self, ids: Sequence[str]) -> Sequence[R]:
        """The rows of these ids, quickly, on the window's thread."""
        raise TypeError(f"{type(self).__name__} has no rows for {len(ids)} ids")

    def id_of(self, row: R) -> str:
        """The id of a row."""
        raise TypeError(f"{type(self).__name__} has no ids for {type(row).__name__}")

    def row_words(self, row: R) -> str:
        """What a screen reader says of a row."""
        raise TypeError(f"{type(self).__name__} says nothing of {type(row).__name__}")

    def marks(self, row: R, *, few: bool) -> Sequence[Mark]:
        """The cells of a row, for ``few`` or all columns."""
        raise TypeError(f"{type(self).__name__} paints no {type(row).__name__}, {few}")

    def opened_ids(self) -> frozenset[str]:
        """Ids whose change touches the open line."""
        return frozenset({self.opened})

    def say_empty(self) -> None:
        """Puts the words for an empty list into ``empty``."""

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the list anew; while a reading is under way, once more after it."""
        self.fresh.refresh()

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        if not changed.tables & self.tables:
            return
        self.model.forget(changed.ids)
        self.fresh.on_changed(changed)
        if self.opened and (not changed.ids or changed.ids & self.opened_ids()):
            self.detail.show_one(self.opened)

    def failed(self, fault: Fault) -> None:
        """Says so, unless the store is being locked."""
        self.fresh.failed(fault)

    def _arrived(self, result: Any) -> None:
        ids = self.take(result)
        self.model.refresh(ids)
        self.say_empty()
        self._stack.setCurrentIndex(0 if len(ids) else 1)
        if self._open_next:
            wanted, self._open_next = self._open_next, ""
            self.open_one(wanted)

    # -- one line -----------------------------------------------------------------------------------------------------

    def open_after_reading(self, wanted: str) -> None:
        """Opens a line as soon as the list was read."""
        self._open_next = wanted
        self.refresh()

    def open_one(self, wanted: str) -> None:
        """Shows one line beside the list, or in its place where the window is narrow."""
        self.detail.show_one(wanted)
        self.arrange()
        at = self.model.index_of(wanted)
        if at.isValid():
            self.list.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(at)
        if not self.list.isVisible():
            self.detail.back.setFocus()

    def close_one(self) -> None:
        """Back to the list."""
        self.detail.clear()
        self.arrange()
        self.list.setFocus()

    def step(self, by: int) -> None:
        """Next (1) or previous (-1) line; stays at the ends."""
        count = len(self.model.ids())
        if count:
            wanted = self.model.id_at(min(max(self.list.currentIndex().row() + by, 0), count - 1))
            if self.opened:
                self.open_one(wanted)
            else:
                self.list.setCurrentIndex(self.model.index_of(wanted))

    def chosen(self) -> str:
        """The line that is open, else the one the list stands on, else ``""``."""
        at = self.list.currentIndex().row()
        return self.opened or (self.model.id_at(at) if 0 <= at < len(self.model.ids()) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.opened:
            self.close_one()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Which of the two is in sight, and with which columns."""
        opened = bool(self.opened)
        roomy = self.width() >= self._context.theme.px(self.side_by_side)
        self.detail_card.setVisible(opened)
        self.list_card.setVisible(roomy or not opened)
        wanted = self._few if opened and roomy else self._wide
        if wanted != self.columns.columns:
            self.columns.columns = wanted
            self.list_card.update()
            self.list.viewport().update()

    # -- layout -------------------------------------------------------------------------------------------------------

    def lay_out(self, sentence: str, bar: Sequence[QWidget], end: Sequence[QWidget] = ()) -> None:
        """One sentence, a row of controls (``end`` at its far side), the two panes."""
        self.list_card, self.detail_card = _bare_card(f"pane_{self._name}"), _bare_card(f"card_{self._name}_detail")
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(ColumnsHead(self.columns, self.list))
        column.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listing)
        self._stack.addWidget(self.empty)
        self.list_card.body.addWidget(self._stack)
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.list_card, 11)
        panes.addWidget(self.detail_card, 9)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 4, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(Label(sentence, "hint", tone="text2", wrap=True))
        if bar or end:
            outer.addLayout(_bar(bar, end))
        outer.addLayout(panes, 1)
        self.arrange()
        QTimer.singleShot(0, self, lambda: self.detail)

    def _cells(self, row: R) -> Sequence[Mark]:
        return self.marks(row, few=self.columns.columns is self._few)


def _bar(begin: Sequence[QWidget], end: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in begin:
        row.addWidget(widget, 1 if widget is begin[0] else 0)
    row.addStretch(1)
    for widget in end:
        row.addWidget(widget)
    return row


def _bare_card(name: str) -> Card:
    card = Card(name=name)
    card.body.setContentsMargins(0, 0, 0, 0)
    return card
