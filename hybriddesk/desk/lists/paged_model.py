"""A list of any length: its ids in memory, its rows a page at a time from the store."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 64
PAGES_KEPT = 32
STEP = 1_000
"""Rows shown to the view at first, and added each time it comes to the end: Qt lays out every row it knows of, 1.6 us each."""

ROW = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
_ROOT = QModelIndex()


class PagedModel(QAbstractListModel, Generic[R]):
    """``read_page(ids)`` returns the rows of those ids, in any order, leaving out what is gone; ``id_of(row)`` names a row.

    ``data(index, ROW)`` is the row object for a delegate, ``data(index, ID)`` its id, ``DisplayRole`` what ``words(row)`` says
    (screen readers read it). Views on it use ``setUniformItemSizes(True)``. ``rowCount`` grows while one scrolls;
    how long the list is, says ``len(ids())``.
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
        self._known = 0

    def show_ids(self, ids: Sequence[str]) -> None:
        """Another list, from the top. Use ``refresh`` to keep what is selected."""
        self.beginResetModel()
        self._take(ids, STEP)
        self.endResetModel()

    def refresh(self, ids: Sequence[str]) -> None:
        """The same list after a change: selections and the current row follow their ids; a row that is gone is let go."""
        before = self._ids
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [before[index.row()] if index.row() < len(before) else "" for index in held]
        rows = [_position_in(ids, name) for name in names]
        self._take(ids, max([self._known, STEP, *(row + 1 for row in rows if row is not None)]))
        self.changePersistentIndexList(held, [QModelIndex() if row is None else self.index(row) for row in rows])
        self.layoutChanged.emit()

    def forget(self, ids: Sequence[str] | frozenset[str] = ()) -> None:
        """Rows changed but not their order: reads them anew; no ids means all."""
        if not ids:
            self._pages.clear()
            if self._ids:
                self.dataChanged.emit(self.index(0), self.index(self._known - 1))
            return
        for id_ in ids:
            row = self._position(id_)
            if row is not None:
                self._pages.pop(row // PAGE, None)
            if row is not None and row < self._known:
                self.dataChanged.emit(self.index(row), self.index(row))

    def ids(self) -> Sequence[str]:
        """All ids in list order."""
        return self._ids

    def id_at(self, row: int) -> str:
        """The id of a row number."""
        return self._ids[row]

    def index_of(self, id_: str) -> QModelIndex:
        """Where an id stands; an invalid index if it is not in the list. Makes the view know of it if it did not yet."""
        row = self._position(id_)
        if row is not None:
            self._know(row + 1)
        return self.index(row) if row is not None else QModelIndex()

    def row_at(self, row: int) -> R | None:
        """The row object, read with its page; None for one that was deleted meanwhile."""
        return self._page(row // PAGE).get(self._ids[row])

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._known

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._known < len(self._ids)

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._know(self._known + STEP)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID:
            return self._ids[index.row()]
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index.row())
        return row if role == ROW or row is None else self._words(row)

    def _take(self, ids: Sequence[str], known: int) -> None:
        self._ids, self._places = ids, None
        self._known = min(known, len(ids))
        self._pages.clear()

    def _know(self, rows: int) -> None:
        rows = min(rows, len(self._ids))
        if rows > self._known:
            self.beginInsertRows(QModelIndex(), self._known, rows - 1)
            self._known = rows
            self.endInsertRows()

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
        if self._places is None and hasattr(self._ids, "position"):
            return _position_in(self._ids, id_)
        if self._places is None:
            self._places = {name: row for row, name in enumerate(self._ids)}
        return self._places.get(id_)


def _position_in(ids: Sequence[str], wanted: str) -> int | None:
    """Where an id stands; the store's packed list answers by itself."""
    position: Callable[[str], int | None] | None = getattr(ids, "position", None)
    if position is not None:
        return position(wanted)
    return ids.index(wanted) if wanted in ids else None
