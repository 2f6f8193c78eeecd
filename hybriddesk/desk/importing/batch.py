"""The batch of drafts under way, one per opened desk: the import sheet and Home both show it, closing either changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.engine.job import Job
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.preview.asking import Asking
from hybriddesk.desk.preview.sheet import CheckSheet
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import ItemState
from hybriddesk.workflow.drafting import Drafted, DraftProgress
from hybriddesk.workflow.senders import HELPER, Target

State = Literal["idle", "drafting", "ended", "stopped", "cancelled"]
TELL_MS = 80
"""Steps within this time are told together: the built-in helper ends a hundred items a second."""
DRAFTABLE: tuple[ItemState, ...] = ("new", "failed")


@dataclass(frozen=True, slots=True)
class BatchView:
    """What is to be shown. ``waits`` of the ``drafted`` need a person; ``failed`` counts codes; ``left`` items still wait.

    ``stopped``: the item at which the batch stopped, with the fault's code and facts.
    """

    state: State = "idle"
    done: int = 0
    total: int = 0
    drafted: int = 0
    waits: int = 0
    failed: tuple[tuple[str, int], ...] = ()
    left: int = 0
    last: str = ""
    stopped: Drafted | None = None
    provider: str = ""
    failed_facts: dict[str, dict[str, object]] = field(default_factory=dict)


class Drafts(QObject):
    """``changed`` follows the steps. Nothing is drafted twice: only what waits or failed is taken, and one batch runs at a time."""

    changed = Signal()

    def __init__(self, context: DeskContext, window: QWidget) -> None:
        super().__init__(context.registry)
        self._context, self._window = context, window
        self.asking = Asking(context.engine, lambda: CheckSheet(context.theme, window.window()), self)
        self.view = BatchView()
        self._target = Target(HELPER.name)
        self._rest: list[str] = []
        self._queue: list[tuple[tuple[str, ...], Target]] = []
        self._codes: Counter[str] = Counter()
        self._job: Job | None = None
        self._cancelling = False
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(TELL_MS)
        self._tell.timeout.connect(self.changed)

    @classmethod
    def of(cls, context: DeskContext, window: QWidget) -> Drafts:
        """The one of this opened desk; it lives and dies with the registry."""
        found = context.registry.findChild(cls)
        return found if isinstance(found, cls) else cls(context, window)

    @property
    def running(self) -> bool:
        """Whether drafting is under way."""
        return self._job is not None

    def start(self, ids: Sequence[str], target: Target) -> None:
        """Drafts these items, after the batch under way if there is one."""
        if self.running:
            self._queue.append((tuple(ids), target))
            self.view = replace(self.view, total=self.view.total + len(ids))
            self.changed.emit()
            return
        self._codes.clear()
        self.view = BatchView("drafting", total=len(ids), left=len(ids), provider=target.provider)
        self._begin(list(ids), target)

    def go_on(self, target: Target | None = None) -> None:
        """Takes up a batch that stopped or was cancelled where it stood, with another provider if one is given.

        What was brought in meanwhile comes after it, by the provider chosen for it.
        """
        if self.running or not self._waiting():
            return
        self.view = replace(self.view, state="drafting", stopped=None)
        if self._rest:
            self._begin(self._rest, target or self._target)
        else:
            self._begin_next()

    def with_helper(self) -> None:
        """Goes on with the built-in helper."""
        self.go_on(Target(HELPER.name))

    def cancel(self) -> None:
        """Stops after what is done; the rest keeps waiting."""
        if self._job is not None:
            self._cancelling = True
            self._job.cancel()

    def forget(self) -> None:
        """Nothing to show any more, once a batch has ended."""
        if not self.running:
            self.view = BatchView()
            self._rest = []
            self._queue.clear()
            self.changed.emit()

    def _waiting(self) -> int:
        return len(self._rest) + sum(len(ids) for ids, _target in self._queue)

    def _begin_next(self) -> None:
        ids, target = self._queue.pop(0)
        self._begin(list(ids), target)

    def _begin(self, ids: list[str], target: Target) -> None:
        self._rest, self._target, self._cancelling = list(ids), target, False
        job = self._job = self._context.engine.job(lambda: self._draft(job, tuple(ids), target))
        job.progress.connect(self._progress)
        job.failed.connect(self._broke)
        job.ended.connect(self._ended)
        self.view = replace(self.view, provider=target.provider)
        self.asking.watch(job).start()
        self.changed.emit()

    async def _draft(self, job: Job, ids: tuple[str, ...], target: Target) -> object:
        workspace = self._context.workspace
        ready = {one for state in DRAFTABLE for one in workspace.items.in_state(state)}
        wanted = tuple(one for one in ids if one in ready)
        gone = len(ids) - len(wanted)

        def progress(step: DraftProgress) -> None:
            job.report(step)

        job.report(gone)
        return await workspace.drafting.draft(wanted, target, self.asking.ask, progress=progress)

    def _progress(self, step: object) -> None:
        if isinstance(step, int):
            self.view = replace(self.view, total=self.view.total - step)
        elif isinstance(step, DraftProgress):
            self._took(step.last)
        if not self._tell.isActive():
            self._tell.start()

    def _took(self, one: Drafted) -> None:
        view = self.view
        if one.stopped_batch:
            self.view = replace(view, state="stopped", stopped=one, left=self._waiting())
            return
        if one.item in self._rest:
            self._rest.remove(one.item)
        if one.code:
            self._codes[one.code] += 1
        self.view = replace(
            view, done=view.done + 1, drafted=view.drafted + (one.review is not None), waits=view.waits + one.waits,
            failed=tuple(self._codes.items()), left=self._waiting(), last=one.item,
            failed_facts={**view.failed_facts, one.code: dict(one.facts)} if one.code else view.failed_facts,
        )

    def _broke(self, fault: Fault) -> None:
        self._cancelling = True
        self._context.errors.show_fault(fault)

    def _ended(self) -> None:
        self._job = None
        if self.view.state == "drafting" and not self._cancelling and self._queue:
            self._begin_next()
            return
        if self.view.state == "drafting":
            self._rest = self._rest if self._cancelling else []
            self.view = replace(self.view, state="cancelled" if self._cancelling else "ended")
        self.view = replace(self.view, left=self._waiting())
        self.changed.emit()
