"""A card's one piece of work: progress while it runs, Cancel, and its buttons off meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.sync.phrases import tr
from hybriddesk.desk.sync.stopping import STOPPED, Stop
from hybriddesk.desk.sync.widgets import Result
from hybriddesk.desk.widgets.cards import Progress
from hybriddesk.desk.words import number, size
from hybriddesk.records.errors import Fault

Measure = Literal["entries", "bytes"]
STEPS = 1000
"""Steps of the bar: bytes of a large bundle do not fit into Qt's numbers."""


class Tell(Protocol):
    """Called by the work, on any thread; raises ``Refused('desk.stopped')`` after Cancel."""

    def __call__(self, done: int, whole: int = 0, /) -> None:
        """``done`` of ``whole`` entries or bytes; 0 if it is not known how many there are."""


class Running:
    """``progress`` goes into the card. Faults are said in ``result``, in words."""

    def __init__(self, context: DeskContext, name: str, result: Result, controls: Sequence[QWidget], ended: Callable[[], object]) -> None:
        self._context, self._result, self._controls, self._ended = context, result, controls, ended
        self._stop = Stop()
        self._focus: QWidget | None = None
        self.busy = False
        self.progress = Progress(context.theme, self.cancel, name=name)
        self.progress.hide()

    def start(
        self, words: str, work: Callable[[Tell], Awaitable[Any]], done: Callable[[Any], object], measure: Measure = "entries",
    ) -> None:
        """Runs ``work(tell)`` on the engine thread. ``measure`` is what it counts."""
        self._stop = stop = Stop()

        def tell(count: int, whole: int = 0, /) -> None:
            stop.check()
            job.report((count, whole))

        job = self._context.engine.job(lambda: work(tell), on_progress=lambda step: self._show(words, step[0], step[1], measure))
        job.done.connect(done)
        job.failed.connect(self._failed)
        job.ended.connect(self._over)
        self._result.hide()
        self._focus = self.progress.window().focusWidget()
        self.progress.stop.setEnabled(True)
        self._show(words, 0, 0, measure)
        self.progress.show()
        if self._focus in self._controls:
            self.progress.stop.setFocus()
        self._set_busy(busy=True)
        job.start()

    def cancel(self) -> None:
        """Stops at the next step; nothing is left behind."""
        self._stop.ask()
        self.progress.stop.setEnabled(False)
        self.progress.words.setText(tr("Stopping\u2026"))

    def _show(self, words: str, done: int, whole: int, measure: Measure) -> None:
        said = _amount(done, whole, measure)
        steps = min(done, whole) * STEPS // whole if whole else 0
        self.progress.show_steps(steps, STEPS if whole else 0, f"{words}, {said}" if done else words)
        self.progress.bar.setVisible(bool(whole) or not self._context.theme.reduce_motion)

    def _failed(self, fault: Fault) -> None:
        if fault.code == STOPPED:
            self._result.say(tr("Stopped"), tr("Nothing was written and your store is as it was."), icon="info", tone="text2")
        else:
            self._result.say_fault(fault)

    def _over(self) -> None:
        waited = self.progress.window().focusWidget() is self.progress.stop
        self._set_busy(busy=False)
        self._ended()
        if waited and self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.TabFocusReason)  # selects what was typed
        self.progress.hide()

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        for control in self._controls:
            control.setEnabled(not busy)


def _amount(done: int, whole: int, measure: Measure) -> str:
    if measure == "bytes":
        return tr("{n} of {all}").format(n=size(done), all=size(whole))
    if whole:
        return tr("{n} of {all} entries").format(n=number(min(done, whole)), all=number(whole))
    return tr("{n} entries").format(n=number(done))
