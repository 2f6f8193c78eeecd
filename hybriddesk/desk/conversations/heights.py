"""Where each row of a long column stands when most of them were never laid out: known heights, estimates for the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Heights:
    """Heights in px of rows one below the other. Tops are summed anew only from the first row that changed."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._tops = [0]
        self._sum()

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """Height of all rows."""
        return self._tops[-1]

    def top(self, row: int) -> int:
        """Where a row begins; ``len(self)`` gives the end."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """Known or estimated."""
        return self._heights[row]

    def at(self, y: int) -> int:
        """The row at ``y``; the first or last one beyond the ends. There must be a row."""
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self._heights) - 1)

    def change(self, row: int, height: int) -> int:
        """A row's true height; returns by how much it grew."""
        grown = height - self._heights[row]
        if grown:
            self._heights[row] = height
            self._sum(row)
        return grown

    def append(self, height: int) -> None:
        """One more row at the end."""
        self._heights.append(height)
        self._tops.append(self._tops[-1] + height)

    def cut(self, rows: int) -> None:
        """Keeps the first ``rows``."""
        del self._heights[rows:]
        del self._tops[rows + 1 :]

    def _sum(self, row: int = 0) -> None:
        self._tops[row:] = accumulate(self._heights[row:], initial=self._tops[row])
