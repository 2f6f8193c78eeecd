"""Every key of the Monitor place. Bare letters act on the list in front alone."""

from __future__ import annotations

from hybriddesk.desk.commands.declared import Declared
from hybriddesk.desk.words import noop


def _view(name: str, title: str, number: int, icon: str) -> Declared:
    return Declared(f"monitor.{name}", title, "monitor", (f"Alt+{number}",), icon, opening=True)


COMMANDS = (
    _view("errors", noop("Commands", "What failed"), 1, "circle-alert"),
    _view("providers", noop("Commands", "Providers and breakers"), 2, "server"),
    _view("runs", noop("Commands", "Runs"), 3, "history"),
    _view("drill", noop("Commands", "Fire drill"), 4, "shield-check"),
    _view("confidence", noop("Commands", "How far confidence can be trusted"), 5, "chart-line"),
    _view("gate", noop("Commands", "Choose what waits for a person"), 6, "sliders-horizontal"),
    _view("cycle", noop("Commands", "The improvement cycle"), 7, "refresh-cw"),
    Declared("monitor.next", noop("Commands", "Next line"), "monitor", ("J",), list_only=True),
    Declared("monitor.previous", noop("Commands", "Previous line"), "monitor", ("K",), list_only=True),
    Declared("monitor.mute", noop("Commands", "Mute this kind of trouble"), "monitor", ("M",), "pause", list_only=True),
    Declared("monitor.solve", noop("Commands", "This trouble is solved"), "monitor", ("S",), "check", list_only=True),
    Declared("monitor.reopen", noop("Commands", "Open this trouble again"), "monitor", ("O",), "rotate-ccw", list_only=True),
    Declared("monitor.export_errors", noop("Commands", "Export the error log"), "monitor", icon="download", opening=True),
)
"""In the order in which menus and the key sheet show them."""
