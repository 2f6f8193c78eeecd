"""Every key of the Privacy place. Bare letters act on the list of requests alone."""

from __future__ import annotations

from hybriddesk.desk.commands.declared import Declared
from hybriddesk.desk.words import noop


def _view(name: str, title: str, number: int, icon: str) -> Declared:
    return Declared(f"privacy.{name}", title, "privacy", (f"Alt+{number}",), icon, opening=True)


COMMANDS = (
    _view("rules", noop("Commands", "Try the privacy rules"), 1, "shield-check"),
    _view("outgoing", noop("Commands", "What left this computer"), 2, "upload"),
    _view("audit", noop("Commands", "Audit log"), 3, "list"),
    _view("sight", noop("Commands", "What providers can see"), 4, "eye"),
    _view("isolation", noop("Commands", "What providers could link"), 5, "fingerprint"),
    Declared("privacy.next", noop("Commands", "Next request"), "privacy", ("J",), list_only=True),
    Declared("privacy.previous", noop("Commands", "Previous request"), "privacy", ("K",), list_only=True),
    Declared("privacy.check_chain", noop("Commands", "Check the audit chain"), "privacy", icon="link", opening=True),
    Declared("privacy.selftest", noop("Commands", "Run the isolation self-test"), "privacy", icon="play", opening=True),
    Declared("privacy.export_ledger", noop("Commands", "Export the outgoing ledger"), "privacy", icon="download", opening=True),
)
"""In the order in which menus and the key sheet show them."""
