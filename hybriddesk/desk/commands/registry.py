"""Every command once: id, words, keys, what it does. Menus, palette, key sheet, settings and tests read this registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hybriddesk.records.errors import Refused


def always() -> bool:
    """For a command that can be run at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """``id`` is ``place.act``; ``title`` English source text; ``place`` the id of the place it belongs to, or ``""`` for
    everywhere. ``keys`` are portable key texts such as ``Ctrl+Return``. ``list_only``: bare letters that act on a list alone;
    such a command is bound to the widget given to ``Registry.attach_list``. ``hidden`` keeps it out of palette and menu.
    """

    id: str
    title: str
    run: Callable[[], object] = field(repr=False)
    place: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled: Callable[[], bool] = field(default=always, repr=False)
    list_only: bool = False
    hidden: bool = False


class Registry(QObject):
    """``changed`` follows every registration and rebinding."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._bindings: dict[str, tuple[str, ...]] = {}
        self._homes: dict[str, QWidget] = {}
        self._lists: dict[str, QWidget] = {}
        self._shortcuts: dict[str, list[QShortcut]] = {}

    def add(self, commands: Iterable[Command], home: QWidget) -> None:
        """Registers commands whose keys work while ``home`` or a child of it has the focus (a window: everywhere in it)."""
        for command in commands:
            self._commands[command.id] = command
            if command.place or command.id not in self._homes:
                self._homes[command.id] = home
            self._bind(command)
        self.changed.emit()

    def declare(self, commands: Iterable[Command], window: QWidget) -> None:
        """Commands of places that are not built yet: known by words and keys, so that no key is given twice. Those that belong to
        no place work from everywhere in ``window`` from now on; the others' keys wait for ``add``.
        """
        for command in commands:
            self._commands[command.id] = command
            if not command.place:
                self._homes[command.id] = window
                self._bind(command)
        self.changed.emit()

    def attach_list(self, place: str, view: QWidget) -> None:
        """Binds the place's ``list_only`` commands to this list: bare letters never fire in an editor."""
        self._lists[place] = view
        for command in self.all():
            if command.place == place and command.list_only:
                self._bind(command)

    def all(self) -> tuple[Command, ...]:
        """Every command, in the order of registration."""
        return tuple(self._commands.values())

    def get(self, command_id: str) -> Command:
        """An unknown id is a defect and raises ``KeyError``."""
        return self._commands[command_id]

    def run(self, command_id: str) -> bool:
        """Runs a command if it is enabled; says whether it ran."""
        command = self._commands[command_id]
        enabled = command.enabled()
        if enabled:
            command.run()
        return enabled

    def keys(self, command_id: str) -> tuple[str, ...]:
        """The keys in force: the person's own, or the defaults."""
        return self._bindings.get(command_id, self._commands[command_id].keys)

    def shown_keys(self, command_id: str) -> str:
        """The first keys as this system writes them, such as ``Ctrl+K``; empty if there are none."""
        return shown(self.keys(command_id)[0]) if self.keys(command_id) else ""

    def load(self, bindings: Sequence[str]) -> None:
        """Takes the setting ``shortcuts.bindings``: lines ``command=keys`` with keys parted by blanks."""
        parted = (line.partition("=") for line in bindings)
        self._bindings = {name: tuple(keys.split()) for name, _, keys in parted}
        for command in self.all():
            self._bind(command)
        self.changed.emit()

    def rebound(self, command_id: str, keys: Sequence[str]) -> tuple[str, ...]:
        """The new value of ``shortcuts.bindings`` with these keys. Raises ``Refused('desk.shortcut_taken'|'desk.shortcut_reserved')``."""
        command = self._commands[command_id]
        wanted = tuple(normal(key) for key in keys)
        for key in wanted:
            self._check(command, key)
        bindings = {**self._bindings, command_id: wanted}
        if wanted == tuple(normal(key) for key in command.keys):
            del bindings[command_id]
        return tuple(f"{name}={' '.join(used)}" for name, used in sorted(bindings.items()))

    def conflicts(self) -> tuple[tuple[str, str, str], ...]:
        """``(keys, command, command)`` where one key would mean two things in one place."""
        found = []
        seen: list[tuple[str, Command]] = []
        for command in self.all():
            for key in map(normal, self.keys(command.id)):
                found += [(key, other.id, command.id) for used, other in seen if used == key and _meet(other, command)]
                seen.append((key, command))
        return tuple(found)

    def _check(self, command: Command, key: str) -> None:
        if is_bare(key) and not command.list_only:
            raise Refused("desk.shortcut_reserved", keys=shown(key))
        for other in self.all():
            if other.id != command.id and _meet(other, command) and key in map(normal, self.keys(other.id)):
                raise Refused("desk.shortcut_taken", keys=shown(key), other=other.title)

    def _bind(self, command: Command) -> None:
        for old in self._shortcuts.pop(command.id, []):
            old.setEnabled(False)
            old.deleteLater()
        home = self._lists.get(command.place) if command.list_only else self._homes.get(command.id)
        if home is None:
            return
        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut if command.place or command.list_only else Qt.ShortcutContext.WindowShortcut
        made = []
        for key in self.keys(command.id):
            shortcut = QShortcut(QKeySequence(normal(key)), home)
            shortcut.setContext(scope)
            shortcut.activated.connect(lambda name=command.id: self.run(name))
            made.append(shortcut)
        self._shortcuts[command.id] = made


def normal(keys: str) -> str:
    """One way to write the same keys."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def shown(keys: str) -> str:
    """The keys as this system writes them, with a sign for Return."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "\u21b5")


def is_bare(keys: str) -> bool:
    """A printable key with no Ctrl, Alt or Meta: it would fire while somebody writes."""
    first = normal(keys).split(", ", maxsplit=1)[0].removeprefix("Shift+")
    return len(first) == 1 or first == "Space"


def _meet(one: Command, other: Command) -> bool:
    return not one.place or not other.place or one.place == other.place
