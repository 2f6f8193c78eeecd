"""Putting the opened desk together: shell, window commands, menus and palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hybriddesk.desk.commands.palette import Palette
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.shell.finding import found_entries, window_entries
from hybriddesk.desk.shell.menus import fill
from hybriddesk.desk.shell.places import BY_ID, PLACES
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.desk.shell.window_commands import place_title, window_commands
from hybriddesk.desk.theme.theme import Theme

if TYPE_CHECKING:
    from hybriddesk.desk.shell.front import Front
    from hybriddesk.workspace import Door, Workspace


@dataclass(frozen=True, slots=True)
class Opened:
    """What lives as long as the store is open."""

    shell: Shell
    palette: Palette

    def go_to(self, place: str, **args: Any) -> None:
        """A place by its id; one this installation does not have gives the first."""
        self.shell.go_to(place if place in BY_ID else PLACES[0].id, **(args if place in BY_ID else {}))


def open_desk(front: Front, engine: Engine, theme: Theme, door: Door, workspace: Workspace) -> Opened:
    """Builds all of it inside the window."""
    shell = Shell(engine, theme, door, workspace, lock=front.lock, search=front.open_palette)
    shell.registry.add(window_commands(front, shell), front)
    shell.declare()
    palette = Palette(theme, lambda: window_entries(shell.registry), lambda text: found_entries(shell, text), front)
    shell.registry.changed.connect(lambda: fill(front.menuBar(), shell.registry, place_title))
    fill(front.menuBar(), shell.registry, place_title)
    return Opened(shell, palette)
