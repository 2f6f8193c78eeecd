"""The ``?`` sheet: every key that works, by place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hybriddesk.desk.commands.registry import Command, Registry, shown
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.buttons import Button
from hybriddesk.desk.widgets.text import Eyebrow, KeyHint, Label
from hybriddesk.desk.words import translated


class KeySheet(QDialog):
    """Opened with ``open()``; Esc closes it."""

    def __init__(self, theme: Theme, registry: Registry, place_title: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setWindowTitle(translated("Keys", "KeySheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(760), theme.px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(translated("Keys", "KeySheet"), "title", 600))
        area = QScrollArea()
        area.setObjectName("key_sheet_area")
        area.setAccessibleName(translated("All keys", "KeySheet"))
        area.setWidgetResizable(True)
        area.setWidget(_columns(registry, place_title))
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addWidget(Label(translated("Change keys in Settings, Shortcuts.", "KeySheet"), "hint", 400, "text2"))
        foot.addStretch(1)
        foot.addWidget(Button(theme, translated("Close", "KeySheet"), "primary", name="key_sheet_close", act=self.close))
        column.addLayout(foot)


def groups(registry: Registry) -> dict[str, list[Command]]:
    """Commands that have keys, by place id; ``""`` are those of the window."""
    found: dict[str, list[Command]] = {}
    for command in registry.all():
        if registry.keys(command.id):
            found.setdefault(command.place, []).append(command)
    return found


def _columns(registry: Registry, place_title: Callable[[str], str]) -> QWidget:
    page = QWidget()
    page.setProperty("kind", "page")
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(32)
    sides = [QVBoxLayout(), QVBoxLayout()]
    heights = [0, 0]
    for place, commands in groups(registry).items():
        side = heights.index(min(heights))
        heights[side] += len(commands) + 2
        title = place_title(place) if place else translated("Everywhere", "KeySheet")
        sides[side].addLayout(_group(registry, title, commands))
    for each in sides:
        each.setSpacing(16)
        each.addStretch(1)
        row.addLayout(each, 1)
    return page


def _group(registry: Registry, title: str, commands: list[Command]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.addWidget(Eyebrow(title), 0, 0, 1, 2)
    grid.setColumnStretch(0, 1)
    for line, command in enumerate(commands, 1):
        grid.addWidget(Label(translated(command.title, "Commands"), "base", 400, "text2", wrap=True), line, 0)
        grid.addWidget(KeyHint(" / ".join(map(shown, registry.keys(command.id)))), line, 1, Qt.AlignmentFlag.AlignTrailing)
    return grid
