"""Starting the desk: one process, one window, one engine, and an orderly end."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.garbage import Garbage
from hybriddesk.desk.shell.first_paint import FirstPaint
from hybriddesk.desk.shell.front import Front
from hybriddesk.desk.shell.single_instance import SingleInstance
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.words import of_code

if TYPE_CHECKING:
    from hybriddesk.records.work import Changed
    from hybriddesk.workspace import Door

DoorFactory: TypeAlias = "Callable[[Path, Callable[[Changed], None] | None], Door]"
NO_DISPLAY, REFUSED = 3, 4


def run_desk(options: argparse.Namespace, door_factory: DoorFactory) -> int:
    """Opens the window and stays until it is closed. Returns the exit code: 0, 3 without a screen, 4 if another process holds the store."""
    if options.check or options.command == "check":
        from hybriddesk.desk.checking import check  # noqa: PLC0415  only for --check

        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return check(options, door_factory)
    if not has_display():
        return _say("desk.no_display", NO_DISPLAY)
    app = application()
    folder = options.data_dir
    single = SingleInstance(folder)
    if not single.first():
        return _say("desk.already_open", 0)
    theme, engine, garbage = Theme(app), Engine(), Garbage()
    theme.apply("system")
    door = door_factory(folder, engine.post_changed)
    engine.at_stop(door.lock)
    front = Front(engine, theme, door, options)
    single.asked.connect(front.show_front)
    _keep_tidy(garbage, front)
    app.aboutToQuit.connect(engine.stop)
    # the worker's own imports would take Python's lock from the painting
    FirstPaint(front, engine.start)
    try:
        front.show()
        front.begin()
        return app.exec()
    finally:
        engine.stop()
        garbage.stop()
        single.close()


def application() -> QApplication:
    """The one QApplication, with its names and the translators of the person's language."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("HybridDesk")
    app.setDesktopFileName("hybriddesk")
    translator = QTranslator(app)
    if translator.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return app


def has_display() -> bool:
    """Whether Qt would find a screen. Asked before Qt is, because without one Qt ends the process with no word."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _keep_tidy(garbage: Garbage, front: Front) -> None:
    garbage.still = front.still
    front.opened.connect(garbage.settle)
    # behind the deletion of the shell, which is posted before this
    front.ready.connect(lambda page: QTimer.singleShot(0, garbage, garbage.thaw) if page == "lock" else None)


def _say(code: str, exit_code: int) -> int:
    said = of_code(code, {})
    sys.stderr.write(" ".join(part for part in (said.what, said.works, said.do) if part) + "\n")
    return exit_code
