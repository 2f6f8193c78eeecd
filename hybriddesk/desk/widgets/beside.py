"""Widgets side by side, as every page lays them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget


def row(*widgets: QWidget, stretch: int) -> QHBoxLayout:
    """``stretch`` is the widget that takes the room; -1 puts the room at the end."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(8)
    for at, widget in enumerate(widgets):
        made.addWidget(widget, int(at == stretch))
    if stretch < 0:
        made.addStretch(1)
    return made
