"""The Privacy place: rules to try, the outgoing ledger, the audit log, what providers can see, and the test of what they could link."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from hybriddesk.desk.commands.declared import bound
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.privacy.privacy_commands import COMMANDS
from hybriddesk.desk.tabs import TabbedPlace
from hybriddesk.records.work import Changed

if TYPE_CHECKING:
    from hybriddesk.desk.privacy.audit_page import AuditPage
    from hybriddesk.desk.privacy.isolation_page import IsolationPage
    from hybriddesk.desk.privacy.outgoing_page import OutgoingPage
    from hybriddesk.desk.privacy.rules_page import RulesPage
    from hybriddesk.desk.privacy.sight_page import SightPage

VIEWS = {"rules": "Rules and try it", "outgoing": "Outgoing", "audit": "Audit", "sight": "What they can see", "isolation": "Self-test"}


class PrivacyPlace(TabbedPlace):
    """``opened(view=...)`` shows one of ``VIEWS``; ``opened(run=...)`` the last request of a run.

    The first page is made one part a turn of the loop, the others when they are first shown.
    """

    place_id = "privacy"
    title = "Privacy"
    icon = "shield-check"
    tabs = VIEWS
    pages = "hybriddesk.desk.privacy.pages"

    @property
    def rules(self) -> RulesPage:
        """The first page, with what is still missing on it made at once."""
        page: RulesPage = self.page("rules")
        self.growing.finish()
        return page

    @property
    def outgoing(self) -> OutgoingPage:
        """The ledger."""
        page: OutgoingPage = self.page("outgoing")
        return page

    @property
    def audit(self) -> AuditPage:
        """The audit log."""
        page: AuditPage = self.page("audit")
        return page

    @property
    def sight(self) -> SightPage:
        """What providers can see."""
        page: SightPage = self.page("sight")
        return page

    @property
    def isolation(self) -> IsolationPage:
        """The self-test of what could link conversations."""
        page: IsolationPage = self.page("isolation")
        return page

    def commands(self) -> Sequence[Command]:
        return bound(COMMANDS, {
            **self.tab_acts(),
            "privacy.next": partial(self.step, 1),
            "privacy.previous": partial(self.step, -1),
            "privacy.check_chain": self._check_chain,
            "privacy.selftest": self._selftest,
            "privacy.export_ledger": self._export,
        }, {"privacy.export_ledger": self._can_export})

    def opened(self, **args: Any) -> None:
        if isinstance(args.get("run"), str):
            self.show_view("outgoing")
            self.outgoing.open_run(args["run"])
        elif args.get("view") in VIEWS:
            self.show_view(args["view"])

    def on_changed(self, changed: Changed) -> None:
        if "settings" in changed.tables and (rules := self.made("rules")) is not None:
            self.growing.afterwards(rules.settings_changed)
        if "hide_lists" in changed.tables and (rules := self.made("rules")) is not None:
            self.growing.afterwards(rules.lists_changed)
        super().on_changed(changed)

    def leaving(self) -> None:
        if (rules := self.made("rules")) is not None and self.growing.grown:
            rules.flush()

    def begin(self) -> None:
        """The rules page exists from the start; its parts follow one a turn."""
        self.page("rules")

    def page_made(self, view: str) -> None:
        if view == "rules":
            self.growing.add(*self.made("rules").parts())

    def _check_chain(self) -> None:
        self.go("audit")
        self.audit.verify()

    def _selftest(self) -> None:
        self.go("isolation")
        self.isolation.run()

    def _can_export(self) -> bool:
        return self.made("outgoing") is None or self.outgoing.export.button.isEnabled()

    def _export(self) -> None:
        self.go("outgoing")
        self.outgoing.export.choose_target()
