"""Where each turn of a conversation stands in the column of messages; most of them by estimate."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect

from hybriddesk.desk.conversations.content import estimate
from hybriddesk.desk.conversations.heights import Heights
from hybriddesk.desk.conversations.turn_view import EDIT, PAD
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.records.work import Turn

WIDEST = 760
"""A line longer than this is hard to read."""
MARGIN, GAP, FRAME, SAID_FRAME = 24, 8, 108, 20
SAID = 0.86
"""Share of the column a person's own words may take."""


class Column:
    """``room`` is the width of the whole area in px; heights in px from the top of the column."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.turns: tuple[Turn, ...] = ()
        self._rows: dict[str, int] = {}
        self._heights = Heights()
        self.room = 0
        self.wide: set[str] = set()
        """Words of the person that carry a notice: it needs the whole column."""

    def show(self, turns: Sequence[Turn]) -> None:
        """Other turns; those that stay keep their height."""
        known = {turn.id: self._heights.height(row) for row, turn in enumerate(self.turns)}
        self.turns = tuple(turns)
        self._rows = {turn.id: row for row, turn in enumerate(turns)}
        height = self._estimator()
        self._heights = Heights(known.get(turn.id) or height(turn) for turn in turns)

    def forget(self) -> None:
        """Width or fonts changed: all heights are estimates again."""
        self._heights = Heights(map(self._estimator(), self.turns))

    def row(self, turn_id: str) -> int | None:
        """Where a turn stands, None if it is not on the path."""
        return self._rows.get(turn_id)

    def top(self, row: int) -> int:
        """Where it begins."""
        return MARGIN + self._heights.top(row)

    def bottom(self, row: int) -> int:
        """Where it ends."""
        return self.top(row) + self._heights.height(row) - GAP

    def change(self, row: int, height: int) -> int:
        """Its true height; returns by how much it grew."""
        return self._heights.change(row, height + GAP)

    @property
    def height(self) -> int:
        """Of everything."""
        return MARGIN + self._heights.total + MARGIN

    def between(self, top: int, bottom: int) -> range:
        """The rows in sight."""
        if not self.turns:
            return range(0)
        return range(self._heights.at(top - MARGIN), self._heights.at(bottom - MARGIN) + 1)

    def place(self, row: int, scrolled: int, *, mirrored: bool) -> QRect:
        """Where a turn's widget goes: answers over the whole column, a person's words at its far side."""
        turn, column = self.turns[row], self._column()
        width, left = self.width(turn), (self.room - column) // 2
        if turn.role != "user":
            left -= self._pad()
        elif not mirrored:
            left += column - width
        return QRect(left, self.top(row) - scrolled, width, self._heights.height(row) - GAP)

    def width(self, turn: Turn) -> int:
        """A person's own words take only the room they need, up to a share of the column."""
        return self._widths()(turn)

    def _widths(self) -> Callable[[Turn], int]:
        """Asked for ten thousand turns at once: what is the same for all is worked out once."""
        px = self._theme.px
        answer, most = self._column() + 2 * self._pad(), int(self._column() * SAID)
        least, sign, frame = px(140), px(8), px(30 + EDIT)

        def width(turn: Turn) -> int:
            if turn.role != "user":
                return answer
            if turn.id in self.wide:
                return most
            return min(most, max(least, max(map(len, turn.text[:2_000].split("\n"))) * sign + frame))

        return width

    def _column(self) -> int:
        return min(self._theme.px(WIDEST), max(200, self.room - 2 * MARGIN))

    def _pad(self) -> int:
        """An answer's frame stands outside of the column, so that its text lines up with everything else."""
        return self._theme.px(PAD)

    def _estimator(self) -> Callable[[Turn], int]:
        px, width, pads = self._theme.px, self._widths(), 2 * self._pad()
        frames = {"user": (pads + px(EDIT), px(SAID_FRAME) + GAP)}
        other, line, sign = (pads, px(FRAME) + GAP), px(21), px(7)

        def height(turn: Turn) -> int:
            beside, frame = frames.get(turn.role, other)
            return estimate(turn.text, width(turn) - beside, line, sign) + frame

        return height
