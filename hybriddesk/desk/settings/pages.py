"""The pages of the settings: which there are, in which order. A page's modules are imported when it is first shown."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from hybriddesk.desk.settings.phrases import later, tr

if TYPE_CHECKING:
    from hybriddesk.desk.place import DeskContext
    from hybriddesk.desk.settings.page import SettingsPage
    from hybriddesk.records.settings import Group


@dataclass(frozen=True, slots=True)
class PageRow:
    """``title`` is English source text."""

    id: str
    title: str
    icon: str
    make: Callable[[DeskContext], SettingsPage]


MODULES = ("group_page", "providers_page", "security_page", "shortcuts_page", "about_page")


def preload() -> None:
    """Imports every page's modules; blocking, for a worker thread, so that opening a page costs the window no import."""
    for module in MODULES:
        importlib.import_module(f"hybriddesk.desk.settings.{module}")


def _generated(group: Group, title: str, sentence: str, context: DeskContext) -> SettingsPage:
    from hybriddesk.desk.settings.group_page import group_page  # noqa: PLC0415  on first use

    return group_page(context, group, tr(title), tr(sentence))


def _own(module: str, name: str, context: DeskContext) -> SettingsPage:
    made: type[SettingsPage] = getattr(importlib.import_module(f"hybriddesk.desk.settings.{module}"), name)
    return cast("Callable[[DeskContext], SettingsPage]", made)(context)


PAGES: tuple[PageRow, ...] = (
    PageRow("general", later("General"), "sliders-horizontal", partial(
        _generated, "general", "General", later("Who you are to the desk, and who drafts for you."))),
    PageRow("conversations", later("Conversations"), "message-square", partial(
        _generated, "conversations", "Conversations", later("When a long conversation is condensed so that its model can still read it."))),
    PageRow("providers", later("Providers"), "server", partial(_own, "providers_page", "ProvidersPage")),
    PageRow("appearance", later("Appearance"), "palette", partial(
        _generated, "appearance", "Appearance", later("How the window looks."))),
    PageRow("security", later("Security"), "lock", partial(_own, "security_page", "SecurityPage")),
    PageRow("review", later("Review"), "inbox", partial(
        _generated, "review", "Review", later("Which drafts wait for a person."))),
    PageRow("knowledge", later("Knowledge"), "library", partial(
        _generated, "knowledge", "Knowledge", later("Which requests get passages of your own sources, and how many."))),
    PageRow("privacy", later("Privacy"), "shield-check", partial(
        _generated, "privacy", "Privacy",
        later("What is replaced before a text may leave. Secrets are always replaced, whatever you choose here."))),
    PageRow("shortcuts", later("Shortcuts"), "keyboard", partial(_own, "shortcuts_page", "ShortcutsPage")),
    PageRow("about", later("About and licences"), "info", partial(_own, "about_page", "AboutPage")),
)
BY_ID = {row.id: row for row in PAGES}
