"""Picking rows of the queue by keyboard, and the strip under the list that says how many are picked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.picked import Picked
from hybriddesk.desk.review.queue_pane import QueuePane
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import ElidedLabel, line
from hybriddesk.desk.words import number
from hybriddesk.vault.bulk import MOST


class PickedStrip(QFrame):
    """"3 picked", the way to decide about them together, and to let them go. Hidden while none is."""

    def __init__(
        self, theme: Theme, decide: Callable[[], object], clear: Callable[[], object], keys: Callable[[str], str], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("picked_strip")
        self.count = ElidedLabel("", "base", 600)
        self.decide = Button(
            theme, tr("Decide together"), "primary", keys=keys("review.bulk_approve"), name="decide_together", act=decide,
        )
        self.clear = Button(theme, kind="icon", icon="x", label=tr("Pick none"), keys=keys("review.pick_none"), name="pick_none", act=clear)
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 12, 12)
        column.setSpacing(6)
        column.addWidget(line())
        column.addLayout(head)
        column.addWidget(self.decide)
        self.hide()

    def show_count(self, count: int) -> None:
        """How many are picked."""
        self.count.set_text(tr("1 draft picked") if count == 1 else tr("{n} drafts picked").format(n=number(count)))
        self.setVisible(count > 0)


class Picking(QObject):
    """The acts behind the keys. A draft of the view Done cannot be picked: it is decided."""

    def __init__(
        self, queue: QueuePane, picked: Picked, strip: PickedStrip, say: Callable[[str], object], parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue, self._picked, self._strip, self._say = queue, picked, strip, say
        picked.changed.connect(self._repaint)
        queue.wanted.connect(self._another_list)

    @property
    def possible(self) -> bool:
        """Whether the list shows open drafts."""
        return self._queue.view in {"needs", "all", "escalated"} and bool(self._queue.model.ids())

    def toggle(self) -> None:
        """Picks the current row, or lets it go."""
        current = self._queue.current()
        if self.possible and current and (current in self._picked or self._room(1)):
            self._picked.toggle(current)

    def extend(self, by: int) -> None:
        """Picks the current row and its neighbour and steps there; stepping back over picked rows lets them go again."""
        before = self._queue.current()
        if not self.possible or not before:
            return
        self._queue.step(by)
        now = self._queue.current()
        if now != before and before in self._picked and now in self._picked:
            self._picked.drop((before,))
        elif self._room(2):
            self._picked.add((before, now))

    def all(self) -> None:
        """Picks the list from the top, as far as one act reaches."""
        if self.possible:
            ids = self._queue.model.ids()
            self._picked.clear()
            self._picked.add(ids[:MOST])
            if len(ids) > MOST:
                self._say(tr("The first {n} are picked: one act takes no more.").format(n=number(MOST)))

    def none(self) -> None:
        """Lets all go."""
        self._picked.clear()

    def _room(self, more: int) -> bool:
        roomy = len(self._picked) + more <= MOST
        if not roomy:
            self._say(tr("{n} drafts are picked: one act takes no more.").format(n=number(len(self._picked))))
        return roomy

    def _another_list(self) -> None:
        """Picked rows that are out of sight would be decided unseen."""
        self._picked.clear()

    def _repaint(self, _ids: object) -> None:
        self._strip.show_count(len(self._picked))
        self._queue.list.viewport().update()
