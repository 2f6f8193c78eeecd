"""What can be done in the Sync place; none of it has keys of its own."""

from __future__ import annotations

from hybriddesk.desk.commands.declared import Declared
from hybriddesk.desk.words import noop


def _act(name: str, title: str, icon: str) -> Declared:
    return Declared(f"sync.{name}", title, "sync", icon=icon, opening=True)


COMMANDS = (
    _act("export", noop("Commands", "Export a bundle"), "package"),
    _act("verify", noop("Commands", "Verify a bundle"), "shield-check"),
    _act("import", noop("Commands", "Import a bundle"), "import"),
    _act("replies", noop("Commands", "Export approved replies"), "check-check"),
    _act("conversations", noop("Commands", "Export conversations"), "message-square"),
)
"""In the order in which menus and the key sheet show them."""
