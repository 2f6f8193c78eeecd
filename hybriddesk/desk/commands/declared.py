"""Commands as a place declares them before it is built: words and keys, no acts. The place binds the acts when it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hybriddesk.desk.commands.registry import Command, always

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Declared:
    """As ``Command``, without what it does. ``opening``: choosing it while its place is not built opens the place and does it;
    otherwise the place is only opened, since nobody should decide about what was not yet in sight.
    """

    id: str
    title: str
    place: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    list_only: bool = False
    opening: bool = False

    def bound(self, run: Act, enabled: Callable[[], bool] = always) -> Command:
        """The command itself."""
        return Command(self.id, self.title, run, self.place, self.keys, self.icon, enabled, self.list_only)


def bound(
    declared: tuple[Declared, ...], acts: Mapping[str, Act], enabled: Mapping[str, Callable[[], bool]] | None = None,
) -> tuple[Command, ...]:
    """Each with its act by id. One without an act, or an act nobody declared, is a defect and raises ``KeyError``."""
    unknown = acts.keys() - {each.id for each in declared}
    if unknown:
        raise KeyError(*sorted(unknown))
    return tuple(each.bound(acts[each.id], (enabled or {}).get(each.id, always)) for each in declared)
