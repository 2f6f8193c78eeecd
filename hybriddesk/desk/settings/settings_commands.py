"""A command for each page of the settings."""

from __future__ import annotations

from hybriddesk.desk.commands.declared import Declared
from hybriddesk.desk.settings.pages import PAGES

COMMANDS = tuple(Declared(f"settings.{row.id}", row.title, "settings", icon=row.icon, opening=True) for row in PAGES)
