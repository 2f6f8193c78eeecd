"""The turns of a conversation as a tree: one path of it is shown, the siblings of each turn are one step away."""

from __future__ import annotations

from collections.abc import Sequence

from hybriddesk.records.work import Turn


class Tree:
    """Made from all turns of one conversation, oldest first. ``chosen`` turns are those the person stepped to."""

    def __init__(self, turns: Sequence[Turn] = (), chosen: Sequence[str] = ()) -> None:
        self._by_id = {turn.id: turn for turn in turns}
        self._order = {turn.id: number for number, turn in enumerate(turns)}
        self._children: dict[str | None, list[str]] = {}
        for turn in turns:
            self._children.setdefault(self._parent(turn), []).append(turn.id)
        self.choose(chosen)
        self._newest = self._newest_below()

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, turn_id: str) -> bool:
        return turn_id in self._by_id

    def turn(self, turn_id: str) -> Turn:
        """An id that is not in here raises ``KeyError``."""
        return self._by_id[turn_id]

    def path(self) -> tuple[Turn, ...]:
        """From the first turn down: at each fork the one stepped to last, else the branch with the newest turn."""
        line: list[Turn] = []
        at: str | None = None
        while children := self._children.get(at):
            at = self._preferred(children)
            line.append(self._by_id[at])
        return tuple(line)

    def put(self, turn: Turn) -> bool:
        """Takes up one turn, changed or newer than all others. False: only a whole new tree can hold it."""
        old = self._by_id.get(turn.id)
        if old is not None:
            if (old.parent, old.created_ms) != (turn.parent, turn.created_ms):
                return False
        elif self._by_id and turn.created_ms < self._by_id[self.newest()].created_ms:
            return False
        else:
            self._order[turn.id] = self._newest[turn.id] = len(self._order)
            self._by_id[turn.id] = turn
            self._children.setdefault(self._parent(turn), []).append(turn.id)
            for above in self.line(turn.id):
                self._newest[above.id] = self._order[turn.id]
        self._by_id[turn.id] = turn
        return True

    def choose(self, chosen: Sequence[str]) -> None:
        """Turns the person stepped to, the last one last."""
        self._chosen = {id_: rank for rank, id_ in enumerate(chosen)}

    def line(self, turn_id: str) -> tuple[Turn, ...]:
        """From the first turn down to this one."""
        line: list[Turn] = []
        at: str | None = turn_id
        while at is not None:
            line.append(self._by_id[at])
            at = self._parent(line[-1])
        return tuple(reversed(line))

    def newest(self) -> str:
        """The turn stored last, empty if there is none."""
        return next(reversed(self._by_id), "")

    def siblings(self, turn_id: str) -> tuple[str, ...]:
        """The turn and those beside it, oldest first."""
        return tuple(self._children[self._parent(self._by_id[turn_id])])

    def beside(self, turn_id: str, step: int) -> str:
        """The sibling ``step`` further on; the ends stay where they are."""
        siblings = self.siblings(turn_id)
        return siblings[min(max(siblings.index(turn_id) + step, 0), len(siblings) - 1)]

    def hidden(self, path: Sequence[Turn]) -> int:
        """How many turns lie on other branches."""
        return len(self._by_id) - len(path)

    def _parent(self, turn: Turn) -> str | None:
        """A parent that is missing, later than its child, or the turn itself makes it a first turn: no path may run in circles."""
        parent = turn.parent
        if parent not in self._order or self._order[parent] >= self._order[turn.id]:
            return None
        return parent

    def _newest_below(self) -> dict[str, int]:
        newest = dict(self._order)
        for turn in reversed(self._by_id.values()):
            parent = self._parent(turn)
            if parent is not None:
                newest[parent] = max(newest[parent], newest[turn.id])
        return newest

    def _preferred(self, children: list[str]) -> str:
        if len(children) == 1:
            return children[0]
        return max(children, key=lambda id_: (self._chosen.get(id_, -1), self._newest[id_]))
