"""The opened desk: rail, places, the bar that explains faults, the toast. Lives as long as the store is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hybriddesk.desk.commands.registry import Registry
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.place import DeskContext, Place
from hybriddesk.desk.shell.places import BY_ID, PLACES, place_class
from hybriddesk.desk.shell.rail import Rail
from hybriddesk.desk.shell.tracer import Tracer
from hybriddesk.desk.shell.watchman import Watchman
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.widgets.notices import ErrorBar, Toast
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Fault
from hybriddesk.records.work import Changed

if TYPE_CHECKING:
    from hybriddesk.desk.commands.declared import Declared
    from hybriddesk.workspace import Door, Workspace

NARROW_BELOW = 1100


class Shell(QWidget):
    """``went`` carries the id of the place that came to the front, ``dropped`` the paths that were dropped on the window."""

    went = Signal(str)
    dropped = Signal(list)

    def __init__(
        self, engine: Engine, theme: Theme, door: Door, workspace: Workspace, *, lock: Callable[[], object],
        search: Callable[[], object], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        from hybriddesk.vault.settings_table import settings_rows  # noqa: PLC0415  loaded with the store, after the first paint

        self.setObjectName("shell")
        self.setAcceptDrops(True)
        self._engine, self._theme, self._rows = engine, theme, settings_rows
        self.reader = workspace.db.reader()
        self.registry = Registry(self)
        self._settings = dict(settings_rows(self.reader))
        self._built: dict[str, Place] = {}
        self._lay_out(lock, search)
        self.context = DeskContext(
            engine=engine, workspace=workspace, reader=self.reader, registry=self.registry, theme=theme, toasts=self.toast,
            errors=self.error_bar, go_to=self.go_to, door=door, setting=self.setting, set_setting=self.set_setting,
        )
        self.registry.load(self.setting("shortcuts.bindings"))
        engine.changed.connect(self._on_changed)
        engine.on_defect = partial(workspace.error_log.trouble, workflow="desk", node="job")
        theme.changed.connect(self._fit_rail)
        self.show_status()
        self.watchman = Watchman(self.context, self._in_monitor, self)
        self.tracer = Tracer(self.context, self)
        self._take_in_sources()

    def _take_in_sources(self) -> None:
        """What came by a bundle, or was left unfinished: no prompt should have to wait for it."""
        job = self.context.engine.job(self.context.workspace.knowing.catch_up)
        job.failed.connect(self._not_taken_in)
        job.start()

    def _not_taken_in(self, fault: Fault) -> None:
        if fault.code != "vault.locked":
            self.error_bar.show_fault(fault)

    def go_to(self, place: str, **args: Any) -> None:
        """Brings a place to the front, building it first if need be."""
        page = self.place(place)
        self._stack.setCurrentWidget(page)
        self.rail.show_place(place)
        page.opened(**args)
        self.went.emit(place)

    def place(self, place: str) -> Place:
        """A place, built on first use."""
        if place not in self._built:
            page = self._built[place] = place_class(BY_ID[place])(self.context)
            self._stack.addWidget(page)
            page.tell_badge = self._show_badges
            self.registry.add(page.commands(), page)
            self._show_badges()
        return self._built[place]

    def declare(self) -> None:
        """Makes the commands of every place known before any is built; choosing one opens its place."""
        for row in PLACES:
            self.registry.declare((each.bound(partial(self._open_for, row.id, each)) for each in row.declared()), self)

    def current(self) -> Place | None:
        """The place in front."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Place) else None

    def setting(self, name: str) -> Any:
        """A setting's value as the window knows it."""
        return self._settings[name]

    def set_setting(self, name: str, value: Any) -> None:
        """Writes a setting; every place hears of it as a change of ``settings``."""
        before, self._settings[name] = self._settings[name], value
        job = self._engine.call(lambda: self.context.workspace.settings.set(name, value))

        def put_back(fault: Any) -> None:
            self._settings[name] = before
            self.error_bar.show_fault(fault)

        job.failed.connect(put_back)
        job.start()

    def leaving(self) -> None:
        """Lets every built place save, and stops listening: the store is about to close."""
        self._engine.changed.disconnect(self._on_changed)
        self._engine.on_defect = None
        self.watchman.stop()
        self.tracer.stop()
        for page in self._built.values():
            page.leaving()

    def show_status(self) -> None:
        """What the rail says about what may leave this computer."""
        job = self._engine.call(lambda: tuple(self.context.workspace.providing.all()))
        job.done.connect(self._show_providers)
        job.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            # the file manager waits for the drop to return: read the files after it
            QTimer.singleShot(0, self, lambda: self.drop(paths))

    def drop(self, paths: Sequence[str]) -> None:
        """Files for the desk: the place in front may take them, otherwise the window imports them."""
        place = self.current()
        if place is None or not place.drop(paths):
            self.dropped.emit(list(paths))

    def _lay_out(self, lock: Callable[[], object], search: Callable[[], object]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(self._theme, go=self.go_to, search=search, lock=lock)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.error_bar = ErrorBar(self._theme)
        self._stack = QStackedWidget()
        self._stack.setObjectName("places")
        column.addWidget(self.error_bar)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.toast = Toast(self._theme, self)

    def _open_for(self, place: str, wanted: Declared) -> None:
        self.go_to(place)
        if wanted.opening:
            self.registry.run(wanted.id)

    def _in_monitor(self) -> bool:
        place = self.current()
        return place is not None and place.place_id == "monitor"

    def _fit_rail(self) -> None:
        self.rail.show_narrow(self.width() < self._theme.px(NARROW_BELOW))

    def _on_changed(self, changed: Changed) -> None:
        if "settings" in changed.tables:
            self._take_settings()
        if "providers" in changed.tables:
            self.show_status()
        for page in tuple(self._built.values()):
            page.on_changed(changed)
        self.tracer.on_changed(changed)
        self._show_badges()

    def _take_settings(self) -> None:
        self._settings = dict(self._rows(self.reader))
        self._theme.apply(self.setting("appearance.theme"), self.setting("appearance.zoom"))
        self._theme.reduce_motion = self.setting("appearance.reduce_motion")
        self.registry.load(self.setting("shortcuts.bindings"))

    def _show_badges(self) -> None:
        for name, page in self._built.items():
            self.rail.buttons[name].show_count(page.badge())

    def _show_providers(self, providers: Any) -> None:
        rules = {config.ask for config in providers if config.adapter != "helper"}
        if not rules:
            self.rail.show_status(translated("Cloud: none added", "Rail"), asks=False)
        elif rules == {"never"}:
            self.rail.show_status(translated("Cloud: sends unasked", "Rail"), asks=True)
        else:
            self.rail.show_status(translated("Cloud: ask before send", "Rail"), asks=True)
