"""The places of the desk: which there are, in which order, in which group. Nothing is imported before it is opened."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hybriddesk.desk.place import Place
from hybriddesk.desk.words import noop

if TYPE_CHECKING:
    from hybriddesk.desk.commands.declared import Declared

FOOT = "foot"
"""The group at the foot of the rail."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """``title`` is English source text; ``group`` the small heading over it in the rail, empty for the first ones. ``number`` is
    the digit of its Ctrl+digit, the same whichever other places there are; 0 for one with keys of its own.
    """

    id: str
    title: str
    icon: str
    group: str
    module: str
    name: str
    commands_module: str = ""
    number: int = 0

    def declared(self) -> tuple[Declared, ...]:
        """The place's commands, from a module of their own that imports nothing heavy."""
        found: tuple[Declared, ...] = importlib.import_module(self.commands_module).COMMANDS if self.commands_module else ()
        return found


_ALL: tuple[PlaceRow, ...] = (
    PlaceRow("home", noop("Places", "Home"), "house", "", "hybriddesk.desk.home.place", "HomePlace", number=1),
    PlaceRow("conversations", noop("Places", "Conversations"), "message-square", "",
             "hybriddesk.desk.conversations.place", "ConversationsPlace", "hybriddesk.desk.conversations.conversation_commands", 2),
    PlaceRow("review", noop("Places", "Review"), "inbox", "", "hybriddesk.desk.review.place", "ReviewPlace",
             "hybriddesk.desk.review.review_commands", 3),
    PlaceRow("monitor", noop("Places", "Monitor"), "activity", noop("Places", "Operate"),
             "hybriddesk.desk.monitor.place", "MonitorPlace", "hybriddesk.desk.monitor.monitor_commands", 4),
    PlaceRow("knowledge", noop("Places", "Knowledge"), "library", noop("Places", "Operate"),
             "hybriddesk.desk.knowledge.place", "KnowledgePlace", "hybriddesk.desk.knowledge.knowledge_commands", 7),
    PlaceRow("privacy", noop("Places", "Privacy"), "shield-check", noop("Places", "Protect"),
             "hybriddesk.desk.privacy.place", "PrivacyPlace", "hybriddesk.desk.privacy.privacy_commands", 8),
    PlaceRow("sync", noop("Places", "Sync and backup"), "refresh-cw", noop("Places", "Protect"),
             "hybriddesk.desk.sync.place", "SyncPlace", "hybriddesk.desk.sync.sync_commands", 9),
    PlaceRow("settings", noop("Places", "Settings"), "settings", FOOT,
             "hybriddesk.desk.settings.place", "SettingsPlace", "hybriddesk.desk.settings.settings_commands"),
)
PLACES = tuple(row for row in _ALL if importlib.util.find_spec(row.module.rpartition(".")[0]) and importlib.util.find_spec(row.module))
"""A place whose capability is not part of this installation is not shown."""

BY_ID = {row.id: row for row in PLACES}


def place_class(row: PlaceRow) -> type[Place]:
    """Imports a place's module and returns its class."""
    found: type[Place] = getattr(importlib.import_module(row.module), row.name)
    return found
