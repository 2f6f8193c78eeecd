"""The list of conversations: read a page at a time, newest first; or the ones a search found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hybriddesk.desk.conversations.phrases import tr
from hybriddesk.desk.lists.paged_model import ID, ROW
from hybriddesk.records.work import Conversation

PAGE = 100
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Thread:
    """One row: the conversation, and where the searched words stand in it."""

    conversation: Conversation
    snippet: str = field(default="", repr=False)


class ThreadModel(QAbstractListModel):
    """``read(limit, before)`` gives the next page."""

    def __init__(
        self, read: Callable[[int, Conversation | None], Sequence[Conversation]], parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._rows: list[Thread] = []
        self._more = False

    def load(self) -> None:
        """From the newest on, at least as many as were there."""
        page = self._read(max(PAGE, len(self._rows)), None)
        self._replace([Thread(one) for one in page], more=len(page) >= PAGE)

    def show_found(self, found: Sequence[Thread]) -> None:
        """The conversations of a search."""
        self._replace(list(found), more=False)

    def row_of(self, conversation: str) -> int:
        """Where it stands, -1 if it is not in the list."""
        return next((row for row, thread in enumerate(self._rows) if thread.conversation.id == conversation), -1)

    def conversation_at(self, row: int) -> Conversation:
        """The conversation of a row."""
        return self._rows[row].conversation

    def latest(self) -> str:
        """The id of the first row, or an empty text."""
        return self._rows[0].conversation.id if self._rows else ""

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        thread = self._rows[index.row()]
        if role == ROW:
            return thread
        if role == ID:
            return thread.conversation.id
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return title_of(thread.conversation)
        return None

    def canFetchMore(self, _parent: Index) -> bool:
        return self._more

    def fetchMore(self, _parent: Index) -> None:
        page = self._read(PAGE, self._rows[-1].conversation if self._rows else None)
        self._more = len(page) == PAGE
        if page:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(page) - 1)
            self._rows += [Thread(one) for one in page]
            self.endInsertRows()

    def _replace(self, rows: list[Thread], *, more: bool) -> None:
        self.beginResetModel()
        self._rows, self._more = rows, more
        self.endResetModel()


def title_of(conversation: Conversation) -> str:
    """Its title, or what stands for one."""
    return conversation.title or tr("New conversation")
