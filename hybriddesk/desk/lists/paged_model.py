"""A list of any length: its ids in memory, its rows a page at a time from the store."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 64
PAGES_KEPT = 32
ROW = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
_ROOT = QModelIndex()


class PagedModel(QAbstractListModel, Generic[R]):
    """``read_page(ids)`` returns the rows of those ids, in any order, leaving out what is gone; ``id_of(row)`` names a row.

    ``data(index, ROW)`` is the row object for a delegate, ``data(index, ID)`` its id, ``DisplayRole`` what ``words(row)`` says
    (screen readers read it). Views on it use ``setUniformItemSizes(True)``.
    """

    def __init__(
        self, read_page: Callable[[Sequence[str]], Sequence[R]], id_of: Callable[[R], str], words: Callable[[R], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_page, self._id_of, self._words = read_page, id_of, words
        self._ids: Sequence[str] = ()
        self._pages: OrderedDict[int, dict[str, R]] = OrderedDict()
        self._places: dict[str, int] | None = None

    def show_ids(self, ids: Sequence[str]) -> None:
        """Another list, from the top. Use ``refresh`` to keep what is selected."""
        self.beginResetModel()
        self._take(ids)
        self.endResetModel()

    def refresh(self, ids: Sequence[str]) -> None:
        """The same list after a change: selections and the current row follow their ids; a row that is gone is let go."""
        before = self._ids
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [before[index.row()] if index.row() < len(before) else "" for index in held]
        self._take(ids)
        self.changePersistentIndexList(held, [self.index_of(name) for name in names])
        self.layoutChanged.emit()

    def forget(self, ids: Sequence[str] | frozenset[str] = ()) -> None:
        """Rows changed but not their order: reads them anew; no ids means all."""
        if not ids:
            self._pages.clear()
            if self._ids:
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
            return
        for id_ in ids:
            at = self.index_of(id_)
            if at.isValid():
                self._pages.pop(at.row() // PAGE, None)
                self.dataChanged.emit(at, at)

    def ids(self) -> Sequence[str]:
        """All ids in list order."""
        return self._ids

    def id_at(self, row: int) -> str:
        """The id of a row number."""
        return self._ids[row]

    def index_of(self, id_: str) -> QModelIndex:
        """Where an id stands; an invalid index if it is not in the list."""
        row = self._position(id_)
        return self.index(row) if row is not None else QModelIndex()

    def row_at(self, row: int) -> R | None:
        """The row object, read with its page; None for one that was deleted meanwhile."""
        return self._page(row // PAGE).get(self._ids[row])

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID:
            return self._ids[index.row()]
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index.row())
        return row if role == ROW or row is None else self._words(row)

    def _take(self, ids: Sequence[str]) -> None:
        self._ids, self._places = ids, None
        self._pages.clear()

    def _page(self, number: int) -> dict[str, R]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        rows = self._read_page(self._ids[number * PAGE : (number + 1) * PAGE])
        page = self._pages[number] = {self._id_of(row): row for row in rows}
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def _position(self, id_: str) -> int | None:
        position = getattr(self._ids, "position", None)
        if position is not None:
            found: int | None = position(id_)
            return found
        if self._places is None:
            self._places = {name: row for row, name in enumerate(self._ids)}
        return self._places.get(id_)
