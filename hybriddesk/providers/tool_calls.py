"""Function calls put together from their pieces. Nothing in the app runs one by itself; a person or a workflow decides."""

from __future__ import annotations

from hybriddesk.records.way import ToolCall

MOST = 128
"""Calls of one answer; more than this is a model that runs away, and the rest is dropped."""


class ToolCalls:
    """Pieces by place, in the order the places came."""

    def __init__(self) -> None:
        self._by_place: dict[str, list[str]] = {}
        self.size = 0

    def add(self, place: object, id_: str, name: str, arguments: str) -> None:
        """A name replaces an earlier one (it comes whole), arguments are joined."""
        key = str(place)
        if key not in self._by_place and len(self._by_place) >= MOST:
            return
        row = self._by_place.setdefault(key, ["", "", ""])
        row[0], row[1] = id_ or row[0], name or row[1]
        row[2] += arguments
        self.size += 1 + len(arguments)

    def all(self) -> tuple[ToolCall, ...]:
        """The calls so far; one that never got a name is none."""
        return tuple(ToolCall(id_, name, arguments) for id_, name, arguments in self._by_place.values() if name)
