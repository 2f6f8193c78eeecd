"""Which drafts are picked for one act over many. No widget in here."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Picked(QObject):
    """Ids in the order they were picked. ``changed`` carries the ids whose mark is to be painted anew."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[str, None] = {}

    def __contains__(self, review_id: object) -> bool:
        return review_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self._ids)

    def toggle(self, review_id: str) -> None:
        """Picks a draft, or lets it go."""
        if review_id in self._ids:
            self.drop((review_id,))
        else:
            self.add((review_id,))

    def add(self, ids: Iterable[str]) -> None:
        """Picks these too."""
        fresh = [one for one in ids if one and one not in self._ids]
        self._ids.update(dict.fromkeys(fresh))
        self._tell(fresh)

    def drop(self, ids: Iterable[str]) -> None:
        """Lets these go; those that were not picked do not matter."""
        gone = [one for one in ids if one in self._ids]
        for one in gone:
            del self._ids[one]
        self._tell(gone)

    def clear(self) -> None:
        """Lets all go."""
        self.drop(self.ids())

    def _tell(self, ids: list[str]) -> None:
        if ids:
            self.changed.emit(tuple(ids))
