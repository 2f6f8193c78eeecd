"""Estimates become heights as turns come into sight; what is looked at must not move while they do."""

from __future__ import annotations

from collections.abc import Sequence

from hybriddesk.desk.conversations.column import Column
from hybriddesk.desk.conversations.turn_view import TurnView


def measure(column: Column, seen: Sequence[tuple[int, TurnView]], known: int | None, top: int, room: int) -> tuple[bool, int]:
    """Lays out what is in sight between ``top`` and ``top + room``. ``known``: the first row that was in sight before.

    Returns whether heights changed, and by how much above what was in sight already: so far the view has to follow.
    """
    above = moved = 0
    changed = False
    for row, view in seen:
        begins_above = column.top(row) - moved < top
        grown, inside = _measured(column, row, view, top, room)
        moved += grown
        changed = changed or bool(grown)
        if row == known:
            above += inside if begins_above else 0
        elif known is None or row < known:
            above += grown if begins_above or known is not None else 0
    return changed, above


def _measured(column: Column, row: int, view: TurnView, top: int, room: int) -> tuple[int, int]:
    """By how much a turn grew, and how much of that inside it, above what is looked at."""
    width = column.width(column.turns[row])
    grown = column.change(row, view.fit(width))
    first = top - column.top(row) - view.body.y()
    inside = view.body.set_band(max(0, first), first + room)
    return grown + column.change(row, view.fit(width)), inside
