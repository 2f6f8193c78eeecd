"""The Monitor place: what failed, how the providers do, every run, the fire drill, and how far the judge can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.commands.declared import bound
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.monitor.monitor_commands import COMMANDS
from hybriddesk.desk.monitor.silence_bar import SilenceBar
from hybriddesk.desk.tabs import TabbedPlace
from hybriddesk.records.work import Changed

if TYPE_CHECKING:
    from hybriddesk.desk.monitor.confidence_page import ConfidencePage
    from hybriddesk.desk.monitor.cycle_page import CyclePage
    from hybriddesk.desk.monitor.drill_page import DrillPage
    from hybriddesk.desk.monitor.errors_page import ErrorsPage
    from hybriddesk.desk.monitor.gate_page import GatePage
    from hybriddesk.desk.monitor.providers_page import ProvidersPage
    from hybriddesk.desk.monitor.runs_page import RunsPage

VIEWS = {
    "errors": "Errors", "providers": "Providers", "runs": "Runs", "drill": "Fire drill", "confidence": "Confidence", "gate": "Gate",
    "cycle": "Cycle",
}
ACTS = ("mute", "solve", "reopen")


class MonitorPlace(TabbedPlace):
    """``opened(view=...)`` shows one of ``VIEWS``; ``run=`` opens a run, ``state=`` the runs that ended so, ``provider=`` a provider."""

    place_id = "monitor"
    title = "Monitor"
    icon = "activity"
    tabs = VIEWS
    pages = "hybriddesk.desk.monitor.pages"
    _open = 0

    def above(self) -> Sequence[QWidget]:
        self.silences = SilenceBar(self.context, self)
        return (self.silences,)

    @property
    def errors(self) -> ErrorsPage:
        """The error log."""
        page: ErrorsPage = self.page("errors")
        return page

    @property
    def providers(self) -> ProvidersPage:
        """The providers and their breakers."""
        page: ProvidersPage = self.page("providers")
        return page

    @property
    def runs(self) -> RunsPage:
        """The runs."""
        page: RunsPage = self.page("runs")
        return page

    @property
    def drill(self) -> DrillPage:
        """The fire drill."""
        page: DrillPage = self.page("drill")
        return page

    @property
    def confidence(self) -> ConfidencePage:
        """How far confidence can be trusted."""
        page: ConfidencePage = self.page("confidence")
        return page

    @property
    def gate(self) -> GatePage:
        """What waits for a person."""
        page: GatePage = self.page("gate")
        return page

    @property
    def cycle(self) -> CyclePage:
        """The improvement cycle."""
        page: CyclePage = self.page("cycle")
        return page

    def commands(self) -> Sequence[Command]:
        acts = {f"monitor.{act}": partial(self._act, act) for act in ACTS}
        return bound(COMMANDS, {
            **self.tab_acts(),
            **acts,
            "monitor.next": partial(self.step, 1),
            "monitor.previous": partial(self.step, -1),
            "monitor.export_errors": self._export,
        }, {**dict.fromkeys(acts, self._errors_in_front), "monitor.export_errors": self._can_export})

    def opened(self, **args: Any) -> None:
        self.growing.afterwards(partial(self._open_at, args))

    def page_made(self, view: str) -> None:
        if view == "errors":
            self.errors.counted.connect(self._count)

    def on_changed(self, changed: Changed) -> None:
        self.silences.on_changed(changed)
        super().on_changed(changed)

    def leaving(self) -> None:
        if (cycle := self.made("cycle")) is not None:
            cycle.flush()

    def badge(self) -> int:
        return self._open

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
        page = self.front()
        getattr(page, "list", page).setFocus()

    def _act(self, act: str) -> None:
        self.errors.act(act)

    def _errors_in_front(self) -> bool:
        return self.views.value() == "errors"

    def _can_export(self) -> bool:
        return self.made("errors") is None or self.errors.export.button.isEnabled()

    def _export(self) -> None:
        self.go("errors")
        self.errors.export.choose_target()

    def _count(self, kinds: int) -> None:
        if kinds != self._open:
            self._open = kinds
            self.tell_badge()
