"""The menu bar, made from the registry: every command in it, under the name of its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from hybriddesk.desk.commands.registry import Registry
from hybriddesk.desk.words import translated

WINDOW_MENUS = {"desk": "Desk", "go": "Go", "view": "View", "help": "Help"}


def fill(bar: QMenuBar, registry: Registry, place_title: Callable[[str], str]) -> None:
    """Makes the menus anew. Keys are shown behind the words; they are bound by the registry, not by the menu."""
    bar.clear()
    menus: dict[str, QMenu] = {}
    for command in registry.all():
        if command.hidden:
            continue
        group = command.place or command.id.split(".")[0]
        if group not in menus:
            title = translated(WINDOW_MENUS[group], "Menus") if group in WINDOW_MENUS else place_title(group)
            menus[group] = bar.addMenu(title)
            menus[group].aboutToShow.connect(lambda menu=menus[group]: _enable(menu, registry))
        keys = registry.shown_keys(command.id)
        action = menus[group].addAction(translated(command.title, "Commands") + (f"\t{keys}" if keys else ""))
        action.setObjectName(command.id)
        action.triggered.connect(lambda _on=False, name=command.id: registry.run(name))


def _enable(menu: QMenu, registry: Registry) -> None:
    for action in menu.actions():
        _set_enabled(action, registry)


def _set_enabled(action: QAction, registry: Registry) -> None:
    action.setEnabled(registry.get(action.objectName()).enabled())
