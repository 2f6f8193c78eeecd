"""The Privacy place: rules to try, the outgoing ledger, the audit log, and what providers can see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar, cast

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.privacy.audit_page import AuditPage
from hybriddesk.desk.privacy.outgoing_page import OutgoingPage
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.privacy.rules_page import RulesPage
from hybriddesk.desk.privacy.sight_page import SightPage
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Changed

VIEWS = {"rules": "Rules and try it", "outgoing": "Outgoing", "audit": "Audit", "sight": "What they can see"}
M = TypeVar("M")
P = TypeVar("P", bound=QWidget)


class PrivacyPlace(Place):
    """``opened(view=...)`` shows one of ``VIEWS``; ``opened(run=...)`` the last request of a run."""

    place_id = "privacy"
    title = "Privacy"
    icon = "shield-check"

    def build(self, context: DeskContext) -> None:  # noqa: ARG002  the pages take it from the place
        self.views = Segmented({key: tr(words) for key, words in VIEWS.items()}, name="privacy_view", label=tr("Privacy"), chosen=self.show_view)
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(16)
        head.addWidget(Label(tr("Privacy"), "page", 600))
        head.addStretch(1)
        head.addWidget(self.views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.show_view("rules")

    @property
    def rules(self) -> RulesPage:
        """The first page."""
        return self._page("rules", RulesPage, self.context)

    @property
    def outgoing(self) -> OutgoingPage:
        """The ledger."""
        fresh = "outgoing" not in self._pages
        page = self._page("outgoing", OutgoingPage, self.context)
        if fresh:
            self.context.registry.attach_list("privacy", page.list)
        return page

    @property
    def audit(self) -> AuditPage:
        """The audit log."""
        return self._page("audit", AuditPage, self.context)

    @property
    def sight(self) -> SightPage:
        """What providers can see."""
        return self._page("sight", SightPage, self.context.theme)

    def commands(self) -> Sequence[Command]:
        titles = {
            "rules": "Try the privacy rules", "outgoing": "What left this computer",
            "audit": "Audit log", "sight": "What providers can see",
        }
        icons = {"rules": "shield-check", "outgoing": "upload", "audit": "list", "sight": "eye"}
        views = tuple(
            Command(f"privacy.{key}", title, partial(self._go, key), place="privacy", keys=(f"Alt+{number}",), icon=icons[key])
            for number, (key, title) in enumerate(titles.items(), 1)
        )
        return (
            *views,
            Command("privacy.next", "Next request", partial(self._step, 1), place="privacy", keys=("J",), list_only=True),
            Command("privacy.previous", "Previous request", partial(self._step, -1), place="privacy", keys=("K",), list_only=True),
            Command("privacy.check_chain", "Check the audit chain", self._check_chain, place="privacy", icon="link"),
            Command("privacy.export_ledger", "Export the outgoing ledger", self._export, place="privacy",
                    icon="download", enabled=self._can_export),
        )

    def opened(self, **args: Any) -> None:
        if isinstance(args.get("run"), str):
            self.show_view("outgoing")
            self.outgoing.open_run(args["run"])
        elif args.get("view") in VIEWS:
            self.show_view(args["view"])

    def on_changed(self, changed: Changed) -> None:
        if "settings" in changed.tables:
            self.rules.settings_changed()
        if "outgoing" in self._pages:
            self.outgoing.on_changed(changed)
        if "audit" in self._pages:
            self.audit.on_changed(changed)

    def leaving(self) -> None:
        self.rules.flush()

    def show_view(self, view: str) -> None:
        """Brings one of the four pages to the front."""
        self.views.choose(view)
        self._stack.setCurrentWidget(getattr(self, view))

    def _page(self, view: str, make: Callable[[M], P], given: M) -> P:
        """A page is made when it is first shown: the place then opens in a quarter of the time."""
        if view not in self._pages:
            self._pages[view] = page = make(given)
            self._stack.addWidget(page)
        return cast("P", self._pages[view])

    def _go(self, view: str) -> None:
        self.context.go_to("privacy", view=view)

    def _step(self, by: int) -> None:
        self.outgoing.step(by)

    def _can_export(self) -> bool:
        return "outgoing" not in self._pages or self.outgoing.export.button.isEnabled()

    def _check_chain(self) -> None:
        self._go("audit")
        self.audit.verify()

    def _export(self) -> None:
        self._go("outgoing")
        self.outgoing.export.choose_target()
