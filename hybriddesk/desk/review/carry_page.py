"""The page that shows what one edit would make of the drafts that are alike, word by word, before any of them is approved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hybriddesk.desk.review.phrases import sure, tr
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Label, line
from hybriddesk.desk.words import number
from hybriddesk.workflow.alike import Preview

_BATCH = 10
"""Rows laid out in one turn of the event loop."""

_SHOWN = 6
"""Differences written out for one draft; the rest is counted."""


class CarryPage(QFrame):
    """Shows and asks; decides nothing. Space ticks a draft or lets it go, Esc leaves."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("carry_page")
        self.setProperty("kind", "surface")
        self._found: dict[str, Preview] = {}
        self.title = Label("", "title", 600, wrap=True)
        self.hint = Label(tr("Space leaves a draft out. Hidden values are never carried from one customer to another."), tone="text2", wrap=True)
        self.list = QListWidget()
        self.list.setObjectName("carry_list")
        self.list.setAccessibleName(tr("Drafts that are alike"))
        self.list.setWordWrap(True)
        self.list.setSpacing(8)
        self.list.setLayoutMode(QListWidget.LayoutMode.Batched)
        self.list.setBatchSize(_BATCH)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.yes = Button(theme, "", "primary", icon="check-check", keys=keys, name="carry_confirm", act=self.confirm)
        self.no = Button(theme, tr("Cancel"), keys="Esc", name="carry_cancel", act=self.left.emit)
        self._lay_out()

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Id and whole version of each ticked draft."""
        items = (self.list.item(row) for row in range(self.list.count()))
        ticked = (item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)
        return tuple((one, self._found[one].text) for one in ticked)

    def ask(self, found: Sequence[Preview]) -> None:
        """Other drafts, all of them ticked."""
        self._found = {preview.review: preview for preview in found}
        self.list.blockSignals(True)
        self.list.clear()
        for preview in found:
            item = QListWidgetItem(words(preview))
            item.setData(Qt.ItemDataRole.UserRole, preview.review)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)  # last: each change of an item in the list costs the view a step
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.title.setText(tr("This edit in 1 like draft") if len(found) == 1 else tr("This edit in {n} like drafts").format(n=number(len(found))))
        self._count()
        self.list.setFocus()

    def confirm(self) -> None:
        """Says yes."""
        if self.yes.isEnabled():
            self.yes.setEnabled(False)
            self.confirmed.emit()

    def failed(self) -> None:
        """It was not done: the person may try again."""
        self._count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _count(self) -> None:
        ticked = len(self.texts)
        said = tr("Approve this draft and {n} like ones").format(n=number(ticked)) if ticked != 1 else tr("Approve this draft and 1 like one")
        self.yes.setText(" " + said)
        self.yes.setAccessibleName(said)
        self.yes.updateGeometry()
        self.yes.setEnabled(ticked > 0)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 10)
        foot.setSpacing(8)
        foot.addWidget(self.yes)
        foot.addWidget(self.no)
        foot.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 16, 20, 6)
        inner.setSpacing(10)
        inner.addWidget(self.title)
        inner.addWidget(self.hint)
        inner.addWidget(self.list, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addLayout(inner, 1)
        outer.addWidget(line())
        outer.addLayout(foot)


def words(preview: Preview) -> str:
    """One draft with its differences, as read and as heard."""
    lines = [f"{preview.title} \u00b7 {sure(preview.confidence)}"]
    for old, new in preview.changes[:_SHOWN]:
        parts = (f"\u2212 {_one_line(old)}" if old.strip() else "", f"+ {_one_line(new)}" if new.strip() else "")
        lines.append("     ".join(part for part in parts if part))
    if len(preview.changes) > _SHOWN:
        lines.append(tr("and {n} more places").format(n=number(len(preview.changes) - _SHOWN)))
    if preview.missed:
        lines.append(tr("Places of your edit that were not found here: {n}").format(n=number(preview.missed)))
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
