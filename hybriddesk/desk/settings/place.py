"""The Settings place: its pages at the side, the page in front beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import anyio.to_thread
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from hybriddesk.desk.commands.declared import bound
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.settings.page import SettingsPage
from hybriddesk.desk.settings.page_list import PageList
from hybriddesk.desk.settings.pages import BY_ID, PAGES, preload
from hybriddesk.desk.settings.settings_commands import COMMANDS
from hybriddesk.records.work import Changed


class SettingsPlace(Place):
    """``opened(section="security")`` shows a page; without a section the one that was in front stays."""

    place_id = "settings"
    title = "Settings"
    icon = "settings"

    def build(self, context: DeskContext) -> None:
        self._pages: dict[str, SettingsPage] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = PageList(context.theme, self.show_page)
        self.stack = QStackedWidget()
        self.stack.setObjectName("pane_settings_page")
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        job = context.engine.job(lambda: anyio.to_thread.run_sync(preload))
        job.failed.connect(context.errors.show_fault)
        job.start()

    def opened(self, **args: Any) -> None:
        wanted = args.get("section")
        if isinstance(wanted, str) and wanted in BY_ID:
            self.show_page(wanted)
        elif self.stack.currentWidget() is None:
            self.show_page(PAGES[0].id)
        self.list.focus()

    def commands(self) -> Sequence[Command]:
        return bound(COMMANDS, {f"settings.{row.id}": partial(self._go, row.id) for row in PAGES})

    def on_changed(self, changed: Changed) -> None:
        for page in tuple(self._pages.values()):
            page.on_changed(changed)

    def leaving(self) -> None:
        for page in self._pages.values():
            page.leaving()

    def page(self, name: str) -> SettingsPage:
        """A page, made on first use."""
        if name not in self._pages:
            made = self._pages[name] = BY_ID[name].make(self.context)
            self.stack.addWidget(made)
        return self._pages[name]

    def show_page(self, name: str) -> None:
        """Brings a page to the front; what was changed on the one before is saved first."""
        before = self.stack.currentWidget()
        if isinstance(before, SettingsPage):
            before.put_away()
        page = self.page(name)
        self.list.show_page(name)
        self.stack.setCurrentWidget(page)
        page.opened()

    def _go(self, name: str) -> None:
        self.context.go_to(self.place_id, section=name)
