"""Code points (Python) and UTF-16 units (Qt's text cursors) count differently from the first emoji on."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Units:
    """Translates positions of one text. Costs nothing when the text has no character beyond the basic plane."""

    def __init__(self, text: str) -> None:
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        self._wide_units = [start + index for index, start in enumerate(self._wide)]

    def qt(self, code_point: int) -> int:
        """The UTF-16 position of a code point position."""
        return code_point + bisect_left(self._wide, code_point) if self._wide else code_point

    def python(self, unit: int) -> int:
        """The code point position of a UTF-16 position."""
        return unit - bisect_left(self._wide_units, unit) if self._wide else unit
