"""The commands of the window itself: places, palette, lock, zoom, theme, help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFrame, QWidget

from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.commands.sheet import KeySheet
from hybriddesk.desk.shell.places import BY_ID, FOOT, PLACES
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.desk.theme.theme import HIGH, LOW, STEP
from hybriddesk.desk.words import noop, translated

if TYPE_CHECKING:
    from hybriddesk.desk.shell.front import Front

ELSEWHERE = {"desk": "Desk", "go": "Go", "view": "View", "help": "Help"}
THEMES = {"light": "sun", "dark": "moon", "contrast": "contrast", "system": "monitor"}


def place_title(place: str) -> str:
    """The name of a place, or of a group of the window's own commands."""
    if place in BY_ID:
        return translated(BY_ID[place].title, "Places")
    return translated(ELSEWHERE.get(place, "Desk"), "Menus")


def window_commands(front: Front, shell: Shell) -> tuple[Command, ...]:
    """All of them, for one opened desk."""
    return (*_places(shell), *_desk(front, shell), *_view(front, shell), *_help(front, shell))


def _places(shell: Shell) -> tuple[Command, ...]:
    return tuple(
        Command(
            f"go.{row.id}", row.title, partial(shell.go_to, row.id), icon=row.icon,
            keys=("Ctrl+,",) if row.group == FOOT else (f"Ctrl+{row.number}",) if row.number else (),
        )
        for row in PLACES
    )


def _desk(front: Front, shell: Shell) -> tuple[Command, ...]:
    return (
        Command("desk.palette", noop("Commands", "Search and commands"), front.open_palette, keys=("Ctrl+K",),
                icon="search", hidden=True),
        Command("desk.find", noop("Commands", "Find in your texts"), front.open_palette, keys=("Ctrl+F",), icon="search"),
        Command("desk.import", noop("Commands", "Import work\u2026"), partial(shell.dropped.emit, []), keys=("Ctrl+O", "Ctrl+I"),
                icon="import"),
        Command("desk.lock", noop("Commands", "Lock now"), front.lock, keys=("Ctrl+L",), icon="lock"),
        Command("desk.quit", noop("Commands", "Quit"), front.close, keys=("Ctrl+Q",), icon="log-out"),
    )


def _view(front: Front, shell: Shell) -> tuple[Command, ...]:
    themes = tuple(
        Command(f"view.theme_{name}", f"Appearance: {name}", partial(shell.set_setting, "appearance.theme", name), icon=icon)
        for name, icon in THEMES.items()
    )
    return (
        *themes,
        Command("view.larger", noop("Commands", "Larger text"), partial(_zoom, shell, STEP), keys=("Ctrl++", "Ctrl+="),
                icon="plus", enabled=lambda: shell.setting("appearance.zoom") < HIGH),
        Command("view.smaller", noop("Commands", "Smaller text"), partial(_zoom, shell, -STEP), keys=("Ctrl+-",),
                icon="minus", enabled=lambda: shell.setting("appearance.zoom") > LOW),
        Command("view.normal", noop("Commands", "Normal text size"), partial(shell.set_setting, "appearance.zoom", 100),
                keys=("Ctrl+0",), icon="search"),
        Command("view.next_pane", noop("Commands", "Next pane"), partial(next_pane, shell), keys=("F6",),
                icon="columns-2"),
        Command("view.menu_bar", noop("Commands", "Show or hide the menu bar"),
                lambda: front.menuBar().setVisible(not front.menuBar().isVisible()), keys=("F10",), icon="menu"),
    )


def _help(front: Front, shell: Shell) -> tuple[Command, ...]:
    def sheet() -> None:
        KeySheet(shell.context.theme, shell.registry, place_title, front).open()

    return (
        Command("help.keys", noop("Commands", "All keys"), sheet, keys=("?", "F1"), icon="keyboard"),
        Command("help.about", noop("Commands", "About and licences"),
                partial(shell.go_to, "settings", section="about"), icon="info"),
    )


def _zoom(shell: Shell, step: int) -> None:
    shell.set_setting("appearance.zoom", min(HIGH, max(LOW, shell.setting("appearance.zoom") + step)))


def next_pane(shell: Shell) -> None:
    """Moves the focus to the next pane: the rail, then each pane of the place in front (frames whose name starts ``pane_``)."""
    place = shell.current()
    panes: list[QWidget] = [shell.rail]
    if place is not None:
        panes += [frame for frame in place.findChildren(QWidget) if frame.objectName().startswith("pane_") and frame.isVisible()]
        panes += [place] if len(panes) == 1 else []
    focus = QApplication.focusWidget()
    here = next((at for at, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), -1)
    target = panes[(here + 1) % len(panes)]
    first = first_focusable(target)
    if first is not None:
        first.setFocus()


def first_focusable(pane: QWidget) -> QWidget | None:
    """The first widget of a pane that takes the focus, in layout order."""
    if pane.focusPolicy().value and not isinstance(pane, QFrame):
        return pane
    return next((child for child in pane.findChildren(QWidget) if child.focusPolicy().value and child.isVisible()), None)
