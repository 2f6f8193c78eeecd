"""Every key of the Knowledge place. Bare letters act on the list in front alone."""

from __future__ import annotations

from hybriddesk.desk.commands.declared import Declared
from hybriddesk.desk.words import noop


def _view(name: str, title: str, number: int, icon: str) -> Declared:
    return Declared(f"knowledge.{name}", title, "knowledge", (f"Alt+{number}",), icon, opening=True)


def _key(name: str, title: str, *keys: str, icon: str = "") -> Declared:
    return Declared(f"knowledge.{name}", title, "knowledge", keys, icon, list_only=True)


COMMANDS = (
    _view("sources", noop("Commands", "Your sources"), 1, "library"),
    _view("ask", noop("Commands", "Try a question"), 2, "search"),
    _view("index", noop("Commands", "How sources are split"), 3, "columns-2"),
    Declared("knowledge.add", noop("Commands", "Add sources\u2026"), "knowledge", ("Ctrl+Shift+A",), "plus", opening=True),
    Declared("knowledge.add_folder", noop("Commands", "Add a folder of sources\u2026"), "knowledge", (), "folder-open", opening=True),
    Declared("knowledge.paste", noop("Commands", "Paste a text as a source\u2026"), "knowledge", ("Ctrl+Shift+V",), "file-text", opening=True),
    Declared("knowledge.look", noop("Commands", "Look whether files of sources were changed"), "knowledge", ("F5",), "refresh-cw", opening=True),
    Declared("knowledge.settings", noop("Commands", "Which requests use sources"), "knowledge", (), "settings", opening=True),
    _key("next", noop("Commands", "Next line"), "J"),
    _key("previous", noop("Commands", "Previous line"), "K"),
    _key("all", noop("Commands", "Choose all sources"), "Ctrl+A"),
    _key("again", noop("Commands", "Read the chosen files again"), "R", icon="refresh-cw"),
    _key("rename", noop("Commands", "Rename the source"), "F2", icon="pencil"),
    _key("remove", noop("Commands", "Remove the chosen sources"), "Delete", icon="trash-2"),
    _key("filter", noop("Commands", "Filter the sources"), "/"),
)
"""In the order in which menus and the key sheet show them."""
