"""Summarised messages are folded away over the messages that the model reads; one click unfolds them."""

from __future__ import annotations

from collections.abc import Sequence

from hybriddesk.desk.conversations.context_bar import ContextBar
from hybriddesk.records.work import Turn


class Folding:
    """``seen(path)``: the messages to show. The same path gives the same sequence, so that nothing is laid out twice."""

    def __init__(self, bar: ContextBar) -> None:
        self._bar = bar
        self._whole: Sequence[Turn] = ()
        self._seen: Sequence[Turn] = ()
        self._hidden = 0

    def seen(self, path: Sequence[Turn]) -> Sequence[Turn]:
        """All but the folded ones. On a path that is shorter, another branch, nothing is folded until it was counted."""
        hidden = self._bar.hidden() if self._bar.hidden() < len(path) else 0
        if path is not self._whole or hidden != self._hidden:
            self._whole, self._hidden = path, hidden
            self._seen = path[hidden:] if hidden else path
        return self._seen
