"""The one window: welcome, the locked door, or the opened desk. It alone opens and closes the store."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.lock.page import LockPage
from hybriddesk.desk.shell.idle import IdleWatch, SessionWatch
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import translated
from hybriddesk.records.errors import Fault, Permanent
from hybriddesk.records.store import FromKeyring, RecoveryCode, Secret

if TYPE_CHECKING:
    from hybriddesk.desk.commands.palette import Palette
    from hybriddesk.desk.shell.shell import Shell
    from hybriddesk.desk.welcome.page import WelcomePage
    from hybriddesk.workspace import Door, Workspace

LEAST = (1008, 600)
FIRST = (1440, 900)


class Front(QMainWindow):
    """``ready`` follows each time a page can be used; ``opened`` when the desk is."""

    ready = Signal(str)
    opened = Signal()

    def __init__(self, engine: Engine, theme: Theme, door: Door, options: argparse.Namespace) -> None:
        super().__init__()
        self._engine, self._theme, self._door, self._options = engine, theme, door, options
        self.shell: Shell | None = None
        self._palette: Palette | None = None
        self._idle: IdleWatch | None = None
        self._session = SessionWatch(self)
        self._session.locked.connect(self._session_locked)
        self.setWindowTitle("HybridDesk")
        self.setObjectName("front")
        self.setMinimumSize(*LEAST)
        self.resize(*FIRST)
        self.menuBar().hide()
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.lock_page = LockPage(engine, theme, door, self.unlock)
        self._pages.addWidget(self.lock_page)

    def begin(self) -> None:
        """Shows welcome, the lock screen, or opens at once by the keyring. Call once, after the window is shown."""
        try:
            state = self._door.state()
        except Fault as fault:
            self._show_page(self.lock_page, "lock")
            self.lock_page.show_fault(fault)
            return
        if state == "absent":
            self.show_welcome()
            return
        self.lock_page.show_state(state)
        self._show_page(self.lock_page, "lock")
        if state == "present" and not self._options.lock:
            job = self._engine.call(self._door.keyring_offered)
            job.done.connect(self._by_keyring)
            job.failed.connect(self.lock_page.show_fault)
            job.start()

    def show_welcome(self) -> None:
        """The first minute."""
        from hybriddesk.desk.welcome.page import WelcomePage  # noqa: PLC0415  shown once in a store's life

        page = WelcomePage(self._engine, self._theme, self._door)
        page.finished.connect(lambda workspace, place, section: self._welcomed(page, workspace, place, section))
        self._pages.addWidget(page)
        self._show_page(page, "welcome")

    def unlock(self, secret: Secret) -> None:
        """Opens the store with what the person gave."""
        self.lock_page.show_busy(busy=True)
        job = self._engine.job(lambda: self._door.unlock(secret))
        job.done.connect(lambda workspace: self._open(workspace, recovered=isinstance(secret, RecoveryCode)))
        job.failed.connect(self.lock_page.show_fault)
        job.start()

    def lock(self) -> None:
        """Saves, closes the store, wipes its key, and takes every text off the screen."""
        if self.shell is None:
            return
        shell, self.shell = self.shell, None
        shell.leaving()
        self._save_window(shell)
        self._drop_overlays()
        self.lock_page.show_state("present")
        self.lock_page.show_busy(busy=True)
        self._show_page(self.lock_page, "locking")
        self._engine.cancel_all()

        async def close() -> None:
            await self._engine.alone()
            await self._door.lock()

        job = self._engine.job(close, keep=True)
        job.done.connect(lambda _none: self._closed(shell))
        job.failed.connect(lambda fault: self._closed(shell, fault))
        job.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None:
            self.shell.leaving()
            self._save_window(self.shell)
            self.shell = None
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if self._idle is None and handle is not None:
            self._idle = IdleWatch(handle, self)
            self._idle.idle.connect(self.lock)

    def still(self) -> bool:
        """Whether the window cannot be seen, or nobody touched it since this was last asked."""
        touched = self._idle is not None and not self._idle.still()
        return self.isMinimized() or not self.isVisible() or not touched

    def open_palette(self) -> None:
        """Ctrl+K."""
        if self._palette is not None:
            self._palette.open()

    def show_front(self) -> None:
        """Another start of the program asks for this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _by_keyring(self, offered: Any) -> None:
        self.lock_page.offer_keyring(bool(offered))
        if offered:
            self.unlock(FromKeyring())

    def _welcomed(self, welcome: WelcomePage, workspace: Workspace, place: str, page: str) -> None:
        self._open(workspace, place=place, page=page)
        self._pages.removeWidget(welcome)
        welcome.deleteLater()

    def _open(self, workspace: Workspace, *, recovered: bool = False, place: str = "", page: str = "") -> None:
        # the opened desk's own modules: not needed for welcome or the lock screen, so loaded when the store opens
        from hybriddesk.desk.shell.opening import open_desk  # noqa: PLC0415

        opened = open_desk(self, self._engine, self._theme, self._door, workspace)
        shell = self.shell = opened.shell
        self._palette = opened.palette
        shell.dropped.connect(self._import)
        shell.went.connect(lambda name: _remember(shell, name))
        self._apply_settings(shell)
        self._pages.addWidget(shell)
        self._show_page(shell, "desk")
        wanted = place or self._options.page or ("settings" if recovered else shell.setting("general.page"))
        arguments = {"section": page or "security"} if recovered or page else {}
        opened.go_to(wanted, **arguments)
        self._say_what_happened(shell, workspace, recovered=recovered)
        self.opened.emit()

    def _say_what_happened(self, shell: Shell, workspace: Workspace, *, recovered: bool) -> None:
        notice = workspace.db.notice
        if notice is not None:
            shell.error_bar.show_fault(notice)
        if workspace.db.unclean:
            self._look_for_damage(shell, workspace)
        if recovered:
            shell.toast.show_toast(translated("Opened with the recovery code. Choose a new passphrase now.", "Front"))
        elif workspace.recovered.unknown:
            shell.toast.show_toast(translated(
                "{count} requests were under way when HybridDesk stopped. Nothing was sent again.", "Front",
            ).format(count=workspace.recovered.unknown))

    def _look_for_damage(self, shell: Shell, workspace: Workspace) -> None:
        async def look() -> tuple[str, ...]:
            import anyio.to_thread  # noqa: PLC0415  on the worker

            return await anyio.to_thread.run_sync(workspace.db.integrity, abandon_on_cancel=True)

        def tell(problems: tuple[str, ...]) -> None:
            if problems:
                shell.error_bar.show_fault(Permanent("vault.damaged"))

        job = self._engine.job(look)
        job.done.connect(tell)
        job.failed.connect(shell.error_bar.show_fault)
        job.start()

    def _apply_settings(self, shell: Shell) -> None:
        if not self._options.safe_mode:
            self._theme.apply(shell.setting("appearance.theme"), shell.setting("appearance.zoom"))
            geometry = shell.setting("ui.window")
            if geometry:
                self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self._watch_idle(shell)
        self._engine.changed.connect(self._settings_changed)

    def _settings_changed(self, changed: Any) -> None:
        if "settings" in changed.tables and self.shell is not None:
            self._watch_idle(self.shell)

    def _watch_idle(self, shell: Shell) -> None:
        if self._idle is not None:
            self._idle.set_minutes(shell.setting("security.idle_lock_minutes"))

    def _session_locked(self) -> None:
        if self.shell is not None and self.shell.setting("security.lock_with_session"):
            self.lock()

    def _save_window(self, shell: Shell) -> None:
        state = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        if state != shell.setting("ui.window"):
            shell.set_setting("ui.window", state)

    def _closed(self, shell: Shell, fault: Fault | None = None) -> None:
        shell.reader.close()
        self._pages.removeWidget(shell)
        shell.deleteLater()
        self.lock_page.show_busy(busy=False)
        if fault is not None:
            self.lock_page.show_fault(fault)
        self.ready.emit("lock")

    def _drop_overlays(self) -> None:
        from hybriddesk.desk.widgets.sheets import Sheet  # noqa: PLC0415  no part of the start

        for sheet in self.findChildren(Sheet):  # they are the window's, and hold words of the store
            sheet.done(Sheet.DialogCode.Rejected)
        if self._idle is not None:
            self._idle.set_minutes(0)
        self._engine.changed.disconnect(self._settings_changed)
        self.menuBar().clear()
        self.menuBar().hide()
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    def _import(self, paths: list[str]) -> None:
        from hybriddesk.desk.importing.importing import open_import  # noqa: PLC0415  only when files come

        if self.shell is not None:
            open_import(self.shell.context, paths, self)

    def _show_page(self, page: Any, name: str) -> None:
        self._pages.setCurrentWidget(page)
        self.ready.emit(name)


def _remember(shell: Shell, place: str) -> None:
    if shell.setting("general.page") != place:
        shell.set_setting("general.page", place)
