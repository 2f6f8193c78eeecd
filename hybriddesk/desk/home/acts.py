"""What the buttons of Home do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hybriddesk.desk.home.phrases import counted
from hybriddesk.desk.importing.batch import Drafts
from hybriddesk.desk.importing.importing import open_import
from hybriddesk.desk.monitor.charged import looked_words
from hybriddesk.desk.place import DeskContext
from hybriddesk.vault.standing import failed_ids
from hybriddesk.workflow.charging import Looked
from hybriddesk.workflow.senders import Target
from hybriddesk.workflow.waiting import leave, wait_again

COACH_SEEN = "ui.coach_seen"


class HomeActs(QObject):
    """``done`` follows when something in the store was changed, ``failed`` carries the fault when it could not be."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, context: DeskContext, drafts: Drafts, place: QWidget) -> None:
        super().__init__(place)
        self._context, self._drafts, self._place = context, drafts, place
        self._asked: set[str] = set()

    def act(self, key: str, subject: str) -> None:
        """The button ``key`` of a line that needs the person; ``subject`` is an item's id or empty."""
        acts: dict[str, Callable[[], object]] = {
            "review": partial(self._context.go_to, "review"),
            "errors": partial(self._context.go_to, "monitor", view="errors"),
            **dict.fromkeys(("cycle", "checks"), partial(self._context.go_to, "monitor", view="cycle")),
            "failed_runs": partial(self._context.go_to, "monitor", state="failed"),
            "unknown_runs": partial(self._context.go_to, "monitor", state="unknown"),
            "provider": partial(self._context.go_to, "monitor", provider=subject),
            "draft": self._draft_waiting, "retry": self._draft_failed,
            "charge": partial(self._look_up, subject), "again": partial(self._send_again, subject), "leave": partial(self._leave, subject),
        }
        acts[key]()

    def step(self, key: str) -> None:
        """The button of one of the first steps."""
        steps: dict[str, Callable[[], object]] = {
            "import": self.import_work, "review": partial(self._context.go_to, "review"), "export": partial(self._context.go_to, "sync"),
            "sources": partial(self._context.go_to, "knowledge", view="sources"),
        }
        steps[key]()

    def import_work(self) -> None:
        """Opens the import sheet."""
        open_import(self._context, (), self._place)

    def target(self) -> Target:
        """Who drafts what waits: the provider of the settings."""
        return Target(str(self._context.setting("general.default_provider")))

    def start(self, ids: Sequence[str]) -> None:
        """Drafts these items."""
        if ids:
            self._drafts.start(ids, self.target())

    def remove_samples(self) -> None:
        """Takes the sample drafts away."""
        self._call(self._context.workspace.items.remove_samples, self._removed)

    def close_coach(self) -> None:
        """The coach line is not shown again."""
        self._context.set_setting(COACH_SEEN, True)

    def _draft_waiting(self) -> None:
        self._call(self._context.workspace.items.waiting, self.start)

    def _draft_failed(self) -> None:
        items = self._context.workspace.items
        self._call(lambda: failed_ids(items.db), self.start)

    def _send_again(self, item_id: str) -> None:
        items = self._context.workspace.items

        def ready() -> Sequence[str]:
            wait_again(items, item_id)
            return (item_id,)

        self._call(ready, self.start)

    def _leave(self, item_id: str) -> None:
        items = self._context.workspace.items
        self._call(lambda: leave(items, item_id), lambda _none: self.done.emit())

    def _look_up(self, item_id: str) -> None:
        """Asks the provider; only the id it gave to the request is sent, with the key, and no text."""
        if item_id in self._asked:
            return
        charging = self._context.workspace.charging
        self._asked.add(item_id)
        job = self._context.engine.job(lambda: charging.look_up(item_id))
        job.done.connect(self._looked)
        job.failed.connect(self.failed)
        job.ended.connect(lambda: self._asked.discard(item_id))
        job.start()

    def _looked(self, looked: Sequence[Looked]) -> None:
        """A charge stands in the line from now on; why there is none is said once."""
        for one in looked:
            if one.charge is None:
                self._context.toasts.show_toast(looked_words(one))
        self.done.emit()

    def _removed(self, count: int) -> None:
        self._context.toasts.show_toast(counted(count, "1 sample removed", "{n} samples removed"))
        self.done.emit()

    def _call(self, work: Callable[[], object], done: Callable[[Any], object]) -> None:
        job = self._context.engine.call(work)
        job.done.connect(done)
        job.failed.connect(self.failed)
        job.start()
