"""The Monitor place: what failed, how the providers do, every run, and the fire drill."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.commands.declared import bound
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.monitor.monitor_commands import COMMANDS
from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.monitor.silence_bar import SilenceBar
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.privacy.growing import Growing
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Changed

if TYPE_CHECKING:
    from hybriddesk.desk.monitor.drill_page import DrillPage
    from hybriddesk.desk.monitor.errors_page import ErrorsPage
    from hybriddesk.desk.monitor.providers_page import ProvidersPage
    from hybriddesk.desk.monitor.runs_page import RunsPage

VIEWS = {"errors": "Errors", "providers": "Providers", "runs": "Runs", "drill": "Fire drill"}
PAGES = "hybriddesk.desk.monitor.pages"
P = TypeVar("P", bound=QWidget)


class MonitorPlace(Place):
    """``opened(view=...)`` shows one of ``VIEWS``; ``run=`` opens a run, ``state=`` the runs that ended so, ``provider=`` a provider.

    The first page is made as soon as its modules are there, the others when they are first shown.
    """

    place_id = "monitor"
    title = "Monitor"
    icon = "activity"

    def build(self, context: DeskContext) -> None:
        self.views = Segmented({key: tr(words) for key, words in VIEWS.items()}, name="monitor_view", label=tr("Monitor"), chosen=self.show_view)
        self._errors: ErrorsPage | None = None
        self._providers: ProvidersPage | None = None
        self._runs: RunsPage | None = None
        self._drill: DrillPage | None = None
        self._open = 0
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(16)
        head.addWidget(Label(tr("Monitor"), "page", 600))
        head.addStretch(1)
        head.addWidget(self.views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        self.silences = SilenceBar(context, self)
        column.addWidget(self.silences)
        column.addWidget(self._stack, 1)
        self.views.choose("errors")
        self.growing = Growing(context, self, PAGES, self._begin)

    @property
    def errors(self) -> ErrorsPage:
        """The error log."""
        if self._errors is None:
            from hybriddesk.desk.monitor.pages import ErrorsPage  # noqa: PLC0415  imported in a worker by now

            self._errors = self._shown(ErrorsPage(self.context))
            self._errors.counted.connect(self._count)
        return self._errors

    @property
    def providers(self) -> ProvidersPage:
        """The providers and their breakers."""
        if self._providers is None:
            from hybriddesk.desk.monitor.pages import ProvidersPage  # noqa: PLC0415  imported in a worker by now

            self._providers = self._shown(ProvidersPage(self.context))
        return self._providers

    @property
    def runs(self) -> RunsPage:
        """The runs."""
        if self._runs is None:
            from hybriddesk.desk.monitor.pages import RunsPage  # noqa: PLC0415  imported in a worker by now

            self._runs = self._shown(RunsPage(self.context))
        return self._runs

    @property
    def drill(self) -> DrillPage:
        """The fire drill."""
        if self._drill is None:
            from hybriddesk.desk.monitor.pages import DrillPage  # noqa: PLC0415  imported in a worker by now

            self._drill = self._shown(DrillPage(self.context))
        return self._drill

    def commands(self) -> Sequence[Command]:
        acts = {f"monitor.{act}": partial(self._act, act) for act in ("mute", "solve", "reopen")}
        return bound(COMMANDS, {
            **{f"monitor.{view}": partial(self._go, view) for view in VIEWS},
            **acts,
            "monitor.next": partial(self._step, 1),
            "monitor.previous": partial(self._step, -1),
            "monitor.export_errors": self._export,
        }, {**dict.fromkeys(acts, self._errors_in_front), "monitor.export_errors": self._can_export})

    def opened(self, **args: Any) -> None:
        self.growing.afterwards(partial(self._open_at, args))

    def on_changed(self, changed: Changed) -> None:
        self.silences.on_changed(changed)
        for page in (self._errors, self._providers, self._runs):
            if page is not None:
                page.on_changed(changed)

    def badge(self) -> int:
        return self._open

    def show_view(self, view: str) -> None:
        """Brings one of the pages to the front."""
        self.views.choose(view)
        page = getattr(self, view)
        self._stack.setCurrentWidget(page)
        self.context.registry.attach_list("monitor", page.list)

    def _open_at(self, args: dict[str, Any]) -> None:
        if isinstance(args.get("run"), str):
            self.show_view("runs")
            self.runs.open_run(args["run"])
        elif isinstance(args.get("state"), str):
            self.show_view("runs")
            self.runs.show_state(args["state"])
        elif isinstance(args.get("provider"), str):
            self.show_view("providers")
            self.providers.show_provider(args["provider"])
        elif args.get("view") in VIEWS:
            self.show_view(args["view"])
        getattr(self, self.views.value()).list.setFocus()

    def _begin(self) -> None:
        if self._stack.count() == 0:
            self.show_view("errors")

    def _shown(self, page: P) -> P:
        self._stack.addWidget(page)
        return page

    def _go(self, view: str) -> None:
        self.context.go_to("monitor", view=view)

    def _step(self, by: int) -> None:
        getattr(self, self.views.value()).step(by)

    def _act(self, act: str) -> None:
        self.errors.act(act)

    def _errors_in_front(self) -> bool:
        return self.views.value() == "errors"

    def _can_export(self) -> bool:
        return self._errors is None or self._errors.export.button.isEnabled()

    def _export(self) -> None:
        self._go("errors")
        self.errors.export.choose_target()

    def _count(self, kinds: int) -> None:
        if kinds != self._open:
            self._open = kinds
            self.tell_badge()
