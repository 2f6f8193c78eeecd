"""The source that a question should find: those that were found first, then all others by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QComboBox

from hybriddesk.desk.knowledge.phrases import tr
from hybriddesk.desk.settings.controls import Drop
from hybriddesk.desk.theme.theme import Theme

WIDTH = 240


class WantedChoice(Drop):
    """Thousands of names at once: a model of plain strings, and a width of its own instead of the longest name's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("question_wanted", tr("Source that should be found"))
        self._ids: tuple[str, ...] = ("",)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaximumWidth(theme.px(WIDTH))
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        self.setModel(QStringListModel([tr("Any source")], self))

    def offer_sources(self, found: Sequence[str], names: Mapping[str, str]) -> None:
        """``found`` are ids, best first; what was chosen stays chosen."""
        chosen = self.key()
        first = [one for one in dict.fromkeys(found) if one in names]
        self._ids = ("", *first, *(one for one in names if one not in first))
        self.model().setStringList([tr("Any source"), *(names[one] for one in self._ids[1:])])  # type: ignore[attr-defined]  # a model of strings
        self.choose(chosen)

    def choose(self, wanted: str) -> None:
        """Another source, or any if it is not there."""
        self.setCurrentIndex(self._ids.index(wanted) if wanted in self._ids else 0)

    def key(self) -> str:
        """The id of the source, or nothing for any."""
        at = self.currentIndex()
        return self._ids[at] if 0 <= at < len(self._ids) else ""
