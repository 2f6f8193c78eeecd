"""The left pane: search, the list of conversations, and the button for a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.conversations.thread_delegate import ThreadDelegate
from hybriddesk.desk.conversations.thread_model import Thread, ThreadModel
from hybriddesk.desk.lists.paged_model import ID
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.fields import SearchField
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Conversation

WIDTH = 276


class ThreadList(QListView):
    """Delete, F2 and Enter act on the current conversation."""

    delete_wanted = Signal()
    rename_wanted = Signal()
    hand_over_wanted = Signal()
    entered_text = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wishes = {
            Qt.Key.Key_Delete: self.delete_wanted, Qt.Key.Key_F2: self.rename_wanted,
            Qt.Key.Key_Return: self.entered_text, Qt.Key.Key_Enter: self.entered_text,
        }
        wish = wishes.get(Qt.Key(event.key()))
        if wish is None or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        else:
            wish.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.currentIndex().isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Rename"), self.rename_wanted.emit)
        menu.addAction(tr("Hand over to another computer"), self.hand_over_wanted.emit)
        menu.addAction(tr("Delete"), self.delete_wanted.emit)
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center() + QPoint(0, 8)))


class ThreadPane(QFrame):
    """``chosen`` carries a conversation's id; ``searched`` the words (empty: all)."""

    chosen = Signal(str)
    searched = Signal(str)
    new_wanted = Signal()

    def __init__(
        self, theme: Theme, read: Callable[[int, Conversation | None], Sequence[Conversation]], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("thread_pane")
        self.setProperty("kind", "surface")
        self.model = ThreadModel(read, self)
        self.new = Button(theme, kind="icon", icon="plus", label=tr("New conversation"), keys="", name="thread_new", act=self.new_wanted.emit)
        self.search = SearchField(theme, "thread_search", tr("Search conversations"))
        self.list = self._make_list(theme)
        self.nothing = Label(tr("No conversation holds these words."), "base", tone="text2", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(16, 24, 16, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        self.search.searched.connect(self.searched)
        self._lay_out()

    def show_all(self, current: str) -> None:
        """The whole list, with this one current."""
        self.model.load()
        self._after(current)

    def show_found(self, found: Sequence[Thread], current: str) -> None:
        """What a search found."""
        self.model.show_found(found)
        self._after(current)

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def choose(self, conversation: str) -> None:
        """Makes a row current without telling anybody."""
        row = self.model.row_of(conversation)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        index = self.model.index(row) if row >= 0 else self.model.index(-1)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        if index.isValid():
            self.list.scrollTo(index)
        self.list.viewport().update()

    def step(self, by: int) -> None:
        """The next (1) or previous (-1) conversation."""
        count = self.model.rowCount()
        if count:
            row = min(max(self.list.currentIndex().row() + by, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(row))

    def neighbour(self, conversation: str) -> str:
        """The one that will lie under the eyes once this one is gone."""
        row, count = self.model.row_of(conversation), self.model.rowCount()
        after = row + 1 if row + 1 < count else row - 1
        return self.model.conversation_at(after).id if row >= 0 and after >= 0 else ""

    def _after(self, current: str) -> None:
        self.choose(current)
        self._stack.setCurrentWidget(self.nothing if self.words and not self.model.rowCount() else self.list)

    def _make_list(self, theme: Theme) -> ThreadList:
        made = ThreadList()
        made.setObjectName("thread_list")
        made.setAccessibleName(tr("Conversations"))
        made.setModel(self.model)
        made.setItemDelegate(ThreadDelegate(theme, made))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(str(now.data(ID) or "")))
        theme.changed.connect(made.scheduleDelayedItemsLayout)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.addWidget(Label(tr("Conversations"), "title", 600))
        head.addStretch(1)
        head.addWidget(self.new)
        search = QHBoxLayout()
        search.setContentsMargins(16, 0, 16, 0)
        search.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(search)
        column.addWidget(self._stack, 1)
