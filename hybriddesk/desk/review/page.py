"""A column of the inspector that is emptied and filled anew."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Page(QWidget):
    """``column`` takes what is shown; ``empty()`` takes it all away."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("kind", "page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._holder: QWidget | None = None
        self.column = QVBoxLayout()
        outer.addStretch(1)
        self.empty()

    def empty(self) -> None:
        """Takes everything away; ``column`` is a fresh one."""
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        self.column = QVBoxLayout(self._holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        outer.insertWidget(0, self._holder)
