"""The queue: which view, which order, a filter, and the list."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import cast

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QStackedLayout, QTableView, QVBoxLayout, QWidget

from hybriddesk.desk.lists.paged_model import PagedModel
from hybriddesk.desk.review.lane_words import due, who
from hybriddesk.desk.review.lanes import LaneStrip
from hybriddesk.desk.review.phrases import sure, tr
from hybriddesk.desk.review.queue_delegate import QueueDelegate, reason
from hybriddesk.desk.review.switching import ReviewerBox
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.theme.tokens import ROW_HEIGHT
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.cards import EmptyState
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Chip, ElidedLabel, Label
from hybriddesk.desk.words import number
from hybriddesk.records.ids import now_ms
from hybriddesk.records.work import ReviewRow
from hybriddesk.vault.lanes import LANES
from hybriddesk.vault.queue import Order, View

WIDTH, LEAST = 284, 228
"""Width in px at 100 %, and where the desk beside it would be cramped."""
ORDERS: dict[Order, str] = {"risk": "Risk first", "oldest": "Oldest", "newest": "Newest", "alike": "Similar together"}
EMPTY: dict[View, tuple[str, str]] = {
    "needs": ("Nothing waits", "Drafts that a person should see before they go out land here, the riskiest first."),
    "all": ("Nothing is open", "Every draft that nobody has decided about lands here."),
    "done": ("Nothing decided yet", "Approved and returned drafts are kept here."),
    "escalated": ("Nothing is escalated", "Drafts that somebody left for another person land here, the longest waiting first."),
    "second": ("No second look waits", "A share of what another reviewer decided is shown to you here, without their decision."),
    "differ": ("No disagreement is open", "Drafts that two reviewers decided in different ways land here, to be settled."),
}


class QueueList(QTableView):
    """The list; holding V shows real values as long as it is held.

    A table of one column: its header knows every row's place from one height, where QListView asks the model for each of 100,000 rows
    after every change.
    """

    peeked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        # The delegate paints choice and focus on the row itself.
        self.setStyleSheet(
            "QTableView { border: none; selection-background-color: transparent; }"
            " QTableView::item, QTableView::item:selected { border: none; background: transparent; }",
        )
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def set_row_height(self, pixels: int) -> None:
        """All rows have one height; it follows the zoom."""
        self.verticalHeader().setMinimumSectionSize(pixels)
        self.verticalHeader().setDefaultSectionSize(pixels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.modifiers():
            if not event.isAutoRepeat():
                self.peeked.emit(True)
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.isAutoRepeat():
            self.peeked.emit(False)
            return
        super().keyReleaseEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, never a jump to a title."""


class QueuePane(QWidget):
    """``wanted`` asks for other ids (view, order or filter changed); ``chosen`` carries the id of the current row, or ``""``."""

    wanted = Signal()
    chosen = Signal(str)

    def __init__(
        self, theme: Theme, read_page: Callable[[Sequence[str]], Sequence[ReviewRow]], threshold: Callable[[], float],
        picked: Container[str], within: Callable[[], float], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("review_queue")
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model: PagedModel[ReviewRow] = PagedModel(
            read_page, lambda row: row.id, lambda row: _words(row, picked=row.id in picked, within=within()), self,
        )
        self.count = Chip("")
        self.progress = ElidedLabel("", "hint", tone="text2")
        self.views = Segmented(
            {"needs": tr("Needs me"), "all": tr("All"), "done": tr("Done")}, name="queue_view", label=tr("Which drafts"),
            chosen=lambda _view: self._view_chosen(),
        )
        self.lanes, self.reviewer = LaneStrip(), ReviewerBox()
        self.lanes.chosen.connect(self._lane_chosen)
        self.order_box = self._orders()
        self.filter = SearchField(theme, "queue_filter", tr("Filter drafts"), tr("Filter"))
        self.filter.searched.connect(lambda _text: self.wanted.emit())
        self._theme = theme
        self.list = self._list(theme, threshold, picked, within)
        theme.changed.connect(self._size_rows)
        self._size_rows()
        self.empty = EmptyState(theme, "inbox", tr(EMPTY["needs"][0]), tr(EMPTY["needs"][1]), name="queue_empty")
        self.body = QWidget()
        self.body.setObjectName("queue_body")
        self.body.setAccessibleName(tr("Drafts that wait"))
        self.body.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stack = QStackedLayout(self.body)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._lay_out()

    @property
    def view(self) -> View:
        """Which drafts are listed: a lane, or one of the three views."""
        return self.lanes.lane or cast("View", self.views.value())

    def show_view(self, view: View) -> None:
        """Puts a view or lane in force without telling anybody."""
        lane = next((one for one in LANES if one == view), None)
        self.lanes.choose(lane)
        if lane is None:
            self.views.choose(view)
        else:
            self.views.rest()

    @property
    def order(self) -> Order:
        """How they are sorted."""
        return cast("Order", self.order_box.currentData())

    def show_ids(self, ids: Sequence[str], *, keep: bool) -> None:
        """The list to show; ``keep`` leaves the current row where it is if it is still there."""
        if not keep:
            self.model.show_ids(ids)
        elif ids != self.model.ids():
            self.model.refresh(ids)
        title, sentence = EMPTY[self.view] if not self.filter.text() else ("No draft matches", "Other words, or an empty filter, show more.")
        self.empty.say(tr(title), tr(sentence))
        focused = self.window().focusWidget() in {self.list, self.body}  # also while the window itself is not in front yet
        self._stack.setCurrentIndex(0 if len(ids) else 1)
        if focused:
            self.take_focus()

    def add_foot(self, foot: QWidget) -> None:
        """Puts a strip under the list."""
        column = self.layout()
        assert column is not None
        column.addWidget(foot)

    def show_count(self, needs: int) -> None:
        """How many wait for this person."""
        self.count.show_text(tr("{n} open").format(n=number(needs)), "neutral")

    def current(self) -> str:
        """The id of the current row, or ``""``."""
        index = self.list.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else ""

    def choose(self, review_id: str, *, tell: bool = True) -> None:
        """Makes a row current; ``tell`` announces it as if the person had chosen it."""
        selection, wanted = self.list.selectionModel(), self.model.index_of(review_id)
        again = tell and wanted.isValid() and wanted == self.list.currentIndex()
        selection.blockSignals(not tell)
        selection.setCurrentIndex(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        if again:  # Qt tells of a change alone, and the desk may have been cleared under this row
            self.chosen.emit(review_id)
        self.list.scrollTo(self.list.currentIndex())
        self.list.viewport().update()

    def take_focus(self) -> None:
        """Keys act on the queue from here on, also on an empty one: undo must still be in reach."""
        (self.list if self.model.ids() else self.body).setFocus()

    def step(self, by: int) -> None:
        """Next (1) or previous (-1) row; stays at the ends."""
        count = len(self.model.ids())
        if count:
            row = min(max(self.list.currentIndex().row() + by, 0), count - 1)
            self.choose(self.model.id_at(row))

    def neighbour(self, review_id: str) -> str:
        """The row that will lie under the eyes once this one is gone: the next one, else the one before."""
        row = self.model.index_of(review_id).row()
        count = len(self.model.ids())
        if row < 0:
            return self.model.id_at(0) if count else ""
        after = row + 1 if row + 1 < count else row - 1
        return self.model.id_at(after) if after >= 0 else ""

    def place_of(self, review_id: str) -> tuple[int, int]:
        """``(number, of)`` for "1 of 12"; number 0 when it is not in the list."""
        return self.model.index_of(review_id).row() + 1, len(self.model.ids())

    def _lane_chosen(self) -> None:
        """A lane that is let go leaves what needs a person."""
        self.show_view(self.lanes.lane or "needs")
        self.wanted.emit()

    def _view_chosen(self) -> None:
        self.lanes.choose(None)
        self.wanted.emit()

    def _list(self, theme: Theme, threshold: Callable[[], float], picked: Container[str], within: Callable[[], float]) -> QueueList:
        made = QueueList()
        made.setObjectName("queue_list")
        made.setAccessibleName(tr("Drafts that wait"))
        made.setModel(self.model)
        made.setItemDelegate(QueueDelegate(theme, threshold, picked, now_ms, within, made))
        made.selectionModel().currentChanged.connect(lambda now, _before: self._told(now.row()))
        return made

    def _size_rows(self) -> None:
        self.list.set_row_height(self._theme.px(ROW_HEIGHT["queue"]))

    def _told(self, row: int) -> None:
        selection = self.list.selectionModel()
        if not selection.isSelected(self.list.currentIndex()):  # Qt makes a row current when the focus comes, but does not choose it
            selection.select(self.list.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.chosen.emit(self.model.id_at(row) if 0 <= row < len(self.model.ids()) else "")

    def _orders(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("queue_order")
        box.setAccessibleName(tr("Order"))
        box.setProperty("kind", "ghost")
        for key, words in ORDERS.items():
            box.addItem(tr(words), key)
        box.activated.connect(lambda _index: self.wanted.emit())
        return box

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.setSpacing(8)
        head.addWidget(Label(tr("Review"), "title", 600))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.reviewer)
        choice = QHBoxLayout()
        choice.setContentsMargins(16, 0, 16, 0)
        choice.addWidget(self.views)
        choice.addStretch(1)
        search = QHBoxLayout()
        search.setContentsMargins(16, 0, 8, 0)
        search.setSpacing(4)
        search.addWidget(self.filter, 1)
        search.addWidget(self.order_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(10)
        done = QHBoxLayout()
        done.setContentsMargins(16, 0, 12, 0)
        done.addWidget(self.progress)
        column.addLayout(head)
        column.addLayout(done)
        column.addLayout(choice)
        column.addWidget(self.lanes)
        column.addLayout(search)
        column.addWidget(self.body, 1)


def _words(row: ReviewRow, *, picked: bool, within: float) -> str:
    """What a screen reader says of a row."""
    late = (due(row.escalated_ms, within, now_ms())[0], who(row)) if row.escalated_ms is not None else ()
    parts = (tr("picked") if picked else "", row.title, tr("confidence {p}").format(p=sure(row.confidence)), reason(row), *late)
    return ", ".join(part for part in parts if part)
