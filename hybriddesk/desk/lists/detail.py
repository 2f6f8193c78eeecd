"""One line of a list in full: read off the window's thread, a later wish wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.beside import row
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Chip, Label
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Fault


class Detail(QScrollArea):
    """``show_one`` fills it; ``closed`` asks to go back to the list. ``wanted`` is the line shown or being read, or ``""``."""

    closed = Signal()

    def __init__(self, context: DeskContext, name: str, label: str) -> None:
        super().__init__()
        self.context = context
        self.wanted = ""
        self.setObjectName(f"pane_{name}_detail")
        self.setAccessibleName(label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # a language with longer words than any we know scrolls; a button beyond the edge would be lost
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.back = Button(context.theme, kind="icon", icon="x", label=translated("Close this line", "Lists"), name=f"{name}_close", act=self.closed.emit)
        self.title = Label("", "title", 600, wrap=True)
        self.chips = (Chip(""), Chip(""))
        holder = QWidget()
        holder.setProperty("kind", "page")
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(20, 16, 20, 20)
        whole.setSpacing(8)
        head = row(self.title, stretch=0)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addLayout(row(*self.chips, stretch=-1))
        self.body.hide()
        whole.addWidget(self.body, 1)
        whole.addStretch(0)
        self.setWidget(holder)

    def reading(self, wanted: str) -> Job:
        """A job, not started, whose result ``show_read`` shows."""
        raise TypeError(f"{type(self).__name__} cannot read {len(wanted)} characters")

    def show_read(self, result: Any) -> None:
        """Shows what was read."""
        raise TypeError(f"{type(self).__name__} shows no {type(result).__name__}")

    def show_one(self, wanted: str) -> None:
        """Reads a line and shows it; a later call wins."""
        fresh, self.wanted = wanted != self.wanted, wanted
        job = self.reading(wanted)
        job.done.connect(lambda result: self._arrived(wanted, result, fresh=fresh))
        job.failed.connect(lambda fault: self._failed(wanted, fault))
        job.start()

    def clear(self) -> None:
        """Nothing is shown any more, and nothing of it while the next line is read."""
        self.wanted = ""
        self.title.setText("")
        self.body.hide()

    def call(self, act: Callable[[], object], done: Callable[[Any], object]) -> None:
        """Writes something on the engine thread; what went wrong is told in the bar."""
        job = self.context.engine.call(act)
        job.done.connect(done)
        job.failed.connect(self.context.errors.show_fault)
        job.start()

    def _arrived(self, wanted: str, result: Any, *, fresh: bool) -> None:
        if wanted == self.wanted:
            self.show_read(result)
            self.body.show()
            if fresh:
                self.verticalScrollBar().setValue(0)

    def _failed(self, wanted: str, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self.context.errors.show_fault(fault)
        if wanted == self.wanted:  # it is gone, or cannot be read: an empty pane would say less than the bar does
            self.closed.emit()
