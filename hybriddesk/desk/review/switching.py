"""Who reviews now: a box at the head of the queue where several people share this desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.review.worktable import Run
from hybriddesk.records.errors import Fault


class ReviewerBox(QComboBox):
    """Out of sight with one reviewer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("queue_reviewer")
        self.setAccessibleName(tr("Who reviews now"))
        self.setToolTip(tr("Who reviews now"))
        self.setProperty("kind", "ghost")
        self.setMaximumWidth(120)
        self.hide()

    def show_people(self, people: tuple[str, ...], now: str) -> None:
        """All reviewers, and the one at the desk."""
        if [self.itemText(at) for at in range(self.count())] != list(people):
            self.clear()
            self.addItems(list(people))
        self.setCurrentIndex(max(self.findText(now), 0))
        self.setVisible(len(people) > 1)


class Switching(QObject):
    """Changes who reviews; what lies on the desk is saved and given back first."""

    switched = Signal()
    """Somebody else sits at the desk: the lists are theirs now."""
    failed = Signal(object)
    """A ``Fault``."""

    def __init__(self, context: DeskContext, box: ReviewerBox, put_away: Callable[[], object], run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._box, self._put_away, self._run = context, box, put_away, run
        self._person = ""
        box.activated.connect(lambda _at: self.to(box.currentText()))

    def refresh(self) -> None:
        """Reads who reviews here. A name that was changed in the settings is somebody else: their claim is not that of the one before."""
        overlapping = self._context.workspace.reviewing.overlapping

        async def read() -> tuple[tuple[str, ...], str]:
            return overlapping.reviewers, overlapping.person

        self._run(read, lambda found: self._read(*found), self.failed.emit)

    def _read(self, people: tuple[str, ...], person: str) -> None:
        before, self._person = self._person, person
        self._box.show_people(people, person)
        if before not in {"", person}:
            self._put_away()
            self.switched.emit()

    def next(self) -> None:
        """The next of the reviewers, for the keyboard; with one there is nobody to hand over to."""
        if self._box.count() < 2:
            self._context.toasts.show_toast(tr("Name the other reviewers in Settings, Review, to hand the desk over."))
            return
        self.to(self._box.itemText((self._box.currentIndex() + 1) % self._box.count()))

    def to(self, person: str) -> None:
        """Hands the desk to this person."""
        self._put_away()
        self._person = person
        overlapping = self._context.workspace.reviewing.overlapping

        async def switch() -> None:
            overlapping.hand_over(person)

        self._run(switch, lambda _: self._switched(person), self._not_switched)

    def _switched(self, person: str) -> None:
        self._box.setCurrentIndex(max(self._box.findText(person), 0))
        self._context.toasts.show_toast(tr("{person} reviews now").format(person=person))
        self.switched.emit()

    def _not_switched(self, fault: Fault) -> None:
        self._person = ""
        self.refresh()
        self.failed.emit(fault)
