"""What a place of the desk is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.records.errors import Fault

if TYPE_CHECKING:
    from hybriddesk.desk.commands.registry import Command, Registry
    from hybriddesk.records.work import Changed
    from hybriddesk.vault.reader import Reader
    from hybriddesk.workspace import Door, Workspace


class Toasts(Protocol):
    """Short messages at the foot of the window; each stays 10 s."""

    def show_toast(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """``undo`` gives the toast an Undo button."""


class Errors(Protocol):
    """The bar at the head of the window: what happened, what still works, what to do."""

    def show_fault(self, fault: Fault, *, act: tuple[str, Callable[[], object]] | None = None) -> None:
        """``act`` is a button's words and what it does."""

    def clear_fault(self) -> None:
        """Takes the bar away."""


@dataclass(frozen=True, slots=True)
class DeskContext:
    """Handed to every place by the window. ``reader`` is a read-only connection for this thread; it ends with the lock.

    ``go_to(place_id, **args)`` shows another place and hands it ``args`` (``Place.opened``). ``setting(name)`` is the value as
    the window knows it; ``set_setting`` writes it on the engine thread.
    """

    engine: Engine
    workspace: Workspace
    reader: Reader
    registry: Registry
    theme: Theme
    toasts: Toasts
    errors: Errors
    go_to: Callable[..., None]
    door: Door
    setting: Callable[[str], Any]
    set_setting: Callable[[str, Any], None]


class Place(QWidget):
    """One page of the desk. ``place_id`` names it in commands, settings and ``--page``; ``icon`` is a Lucide name.

    ``title`` is English source text; the shell passes it through its translator.
    """

    place_id: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.tell_badge: Callable[[], object] = lambda: None
        """Call it when ``badge`` is another number than before; the shell puts its own in."""
        self.setObjectName(f"place_{self.place_id}")
        self.build(context)

    def build(self, context: DeskContext) -> None:
        """Makes the widgets; called once, when the place is first shown."""
        raise TypeError(f"{type(self).__name__} builds nothing with {type(context).__name__}")

    def opened(self, **args: Any) -> None:
        """The place comes to the front; ``args`` are those of ``go_to``."""

    def on_changed(self, changed: Changed) -> None:
        """A commit touched these tables and ids; called whether the place is in front or not."""

    def commands(self) -> Sequence[Command]:
        """What can be done here; the shell registers them when the place is built."""
        return ()

    def leaving(self) -> None:
        """The store is about to be locked or the window closed: save what is unsaved, with ``engine.job(..., keep=True)``."""

    def badge(self) -> int:
        """A number beside the place's name in the rail, such as open drafts; 0 shows nothing."""
        return 0

    def drop(self, paths: Sequence[str]) -> bool:
        """Files dropped on the window while this place is in front; True if the place took them."""
        return not paths
