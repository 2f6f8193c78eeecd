"""The Privacy place: rules to try, the outgoing ledger, the audit log, what providers can see, and the test of what they could link."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.commands.declared import bound
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.privacy.growing import Growing
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.privacy.privacy_commands import COMMANDS
from hybriddesk.desk.widgets.buttons import Segmented
from hybriddesk.desk.widgets.text import Label
from hybriddesk.records.work import Changed

if TYPE_CHECKING:
    from hybriddesk.desk.privacy.audit_page import AuditPage
    from hybriddesk.desk.privacy.isolation_page import IsolationPage
    from hybriddesk.desk.privacy.outgoing_page import OutgoingPage
    from hybriddesk.desk.privacy.rules_page import RulesPage
    from hybriddesk.desk.privacy.sight_page import SightPage

VIEWS = {"rules": "Rules and try it", "outgoing": "Outgoing", "audit": "Audit", "sight": "What they can see", "isolation": "Self-test"}
P = TypeVar("P", bound=QWidget)
PAGES = "hybriddesk.desk.privacy.pages"


class PrivacyPlace(Place):
    """``opened(view=...)`` shows one of ``VIEWS``; ``opened(run=...)`` the last request of a run.

    The first page is made one part a turn of the loop, the others when they are first shown.
    """

    place_id = "privacy"
    title = "Privacy"
    icon = "shield-check"

    def build(self, context: DeskContext) -> None:
        self.views = Segmented({key: tr(words) for key, words in VIEWS.items()}, name="privacy_view", label=tr("Privacy"), chosen=self.show_view)
        self._rules: RulesPage | None = None
        self._outgoing: OutgoingPage | None = None
        self._audit: AuditPage | None = None
        self._sight: SightPage | None = None
        self._isolation: IsolationPage | None = None
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
        self.views.choose("rules")
        self.growing = Growing(context, self, PAGES, self._begin)

    @property
    def rules(self) -> RulesPage:
        """The first page, with what is still missing on it made at once."""
        self.growing.finish()
        assert self._rules is not None
        return self._rules

    @property
    def outgoing(self) -> OutgoingPage:
        """The ledger."""
        if self._outgoing is None:
            from hybriddesk.desk.privacy.pages import OutgoingPage  # noqa: PLC0415  imported in a worker by now

            self._outgoing = self._shown(OutgoingPage(self.context))
            self.context.registry.attach_list("privacy", self._outgoing.list)
        return self._outgoing

    @property
    def audit(self) -> AuditPage:
        """The audit log."""
        if self._audit is None:
            from hybriddesk.desk.privacy.pages import AuditPage  # noqa: PLC0415  imported in a worker by now

            self._audit = self._shown(AuditPage(self.context))
        return self._audit

    @property
    def sight(self) -> SightPage:
        """What providers can see."""
        if self._sight is None:
            from hybriddesk.desk.privacy.pages import SightPage  # noqa: PLC0415  imported in a worker by now

            self._sight = self._shown(SightPage(self.context.theme))
        return self._sight

    @property
    def isolation(self) -> IsolationPage:
        """The self-test of what could link conversations."""
        if self._isolation is None:
            from hybriddesk.desk.privacy.pages import IsolationPage  # noqa: PLC0415  imported in a worker by now

            self._isolation = self._shown(IsolationPage(self.context))
        return self._isolation

    def commands(self) -> Sequence[Command]:
        views = {f"privacy.{key}": partial(self._go, key) for key in VIEWS}
        return bound(COMMANDS, {
            **views,
            "privacy.next": partial(self._step, 1),
            "privacy.previous": partial(self._step, -1),
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
        if "settings" in changed.tables and self._rules is not None:
            self.growing.afterwards(self._rules.settings_changed)
        if "hide_lists" in changed.tables and self._rules is not None:
            self.growing.afterwards(self._rules.lists_changed)
        for page in (self._outgoing, self._audit):
            if page is not None:
                page.on_changed(changed)

    def leaving(self) -> None:
        if self._rules is not None and self.growing.grown:
            self._rules.flush()

    def show_view(self, view: str) -> None:
        """Brings one of the pages to the front."""
        self.views.choose(view)
        self._stack.setCurrentWidget(getattr(self, view))

    def _begin(self) -> None:
        from hybriddesk.desk.privacy.pages import RulesPage  # noqa: PLC0415  imported in a worker by now

        self._rules = self._shown(RulesPage(self.context))
        self.growing.add(*self._rules.parts())

    def _shown(self, page: P) -> P:
        self._stack.addWidget(page)
        return page

    def _go(self, view: str) -> None:
        self.context.go_to("privacy", view=view)

    def _step(self, by: int) -> None:
        self.outgoing.step(by)

    def _can_export(self) -> bool:
        return self._outgoing is None or self._outgoing.export.button.isEnabled()

    def _check_chain(self) -> None:
        self._go("audit")
        self.audit.verify()

    def _selftest(self) -> None:
        self._go("isolation")
        self.isolation.run()

    def _export(self) -> None:
        self._go("outgoing")
        self.outgoing.export.choose_target()
