"""Runs a benchmark's script inside Qt's own loop, on the real desk with a store that is thrown away."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from hybriddesk.desk.bench.watch import Watched
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.engine.garbage import Garbage
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.records.errors import Fault, Unknown
from hybriddesk.records.measure import Figure
from hybriddesk.records.work import Changed
from hybriddesk.workspace import Door, Workspace

DoorFactory = Callable[[Path, Callable[[Changed], None] | None], Door]
Wait = float | Callable[[], bool]
"""Milliseconds to let the loop run, or a condition to wait for."""

Script = Iterator[Wait]
Figures = Generator[Wait, None, list[Figure]]
"""A part of a script; what it returns are its figures."""

POLL_MS, PATIENCE_S = 1, 50.0
PASSPHRASE = "a passphrase for this benchmark only"  # noqa: S105  of a store that lives for a minute


def application() -> Watched:
    """The watched application without a screen; one process has one."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    running = QCoreApplication.instance()
    return running if isinstance(running, Watched) else Watched(["hybriddesk-bench"])


class Desk(QObject):
    """The real shell on a real, empty store: what a script is handed. ``shell`` is there once ``opened`` says so."""

    def __init__(self, app: Watched, engine: Engine, theme: Theme, door: Door) -> None:
        super().__init__()
        self.app, self.engine, self.theme, self._door = app, engine, theme, door
        self.shell: Shell | None = None
        self.fault: Fault | None = None
        self.whole = False

    @property
    def window(self) -> Shell:
        """The opened shell."""
        assert self.shell is not None
        return self.shell

    def opened(self) -> bool:
        """Whether the shell stands."""
        return self.shell is not None

    def open(self) -> None:
        """Makes the store and shows the shell on it."""
        job = self.engine.job(lambda: self._door.create(PASSPHRASE))
        job.done.connect(self._show)
        job.failed.connect(self.fail)
        job.start()

    def work(self, call: Callable[[Workspace], object]) -> Callable[[], bool]:
        """Starts ``call`` on the engine thread; returns the condition that it has ended."""
        ended: list[bool] = []
        workspace = self.window.context.workspace
        job = self.engine.call(lambda: call(workspace))
        job.failed.connect(self.fail)
        job.ended.connect(lambda: ended.append(True))
        job.start()
        return lambda: bool(ended)

    def fail(self, fault: Fault) -> None:
        """Ends the run with this fault."""
        self.fault = fault
        self.app.exit(1)

    def _show(self, made: tuple[Workspace, str]) -> None:
        self.theme.apply("light")
        self.shell = Shell(self.engine, self.theme, self._door, made[0], lock=lambda: None, search=lambda: None)
        self.shell.resize(1440, 900)
        self.shell.show()


class Runner(QObject):
    """Steps through a script: each ``yield`` gives the loop back until its time or condition has come."""

    def __init__(self, desk: Desk, script: Script) -> None:
        super().__init__(desk)
        self._desk, self._script = desk, script
        self._wait: Wait = 0.0
        self._since = perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        waited = perf_counter() - self._since
        ready = self._wait() if callable(self._wait) else waited * 1000 >= self._wait
        if ready:
            self._step()
        elif waited > PATIENCE_S:
            self._desk.fail(Unknown("bench.stuck", seconds=int(PATIENCE_S)))

    def _step(self) -> None:
        ended = True  # also when the script raises: the loop must not go on for ever
        try:
            self._wait = next(self._script)
            ended = False
        except StopIteration:
            self._desk.whole = True
        finally:
            self._since = perf_counter()
            if ended:
                self._timer.stop()
                self._desk.app.exit(0)


def on_desk(door_of: DoorFactory, script: Callable[[Desk], Script]) -> None:
    """Opens the desk on a fresh store, runs the script to its end, closes everything. Raises the fault that ended it early."""
    app = application()
    engine, garbage = Engine(), Garbage()
    with tempfile.TemporaryDirectory(prefix="hybriddesk-bench-") as folder:
        door = door_of(Path(folder) / "store", engine.post_changed)
        engine.at_stop(door.lock)
        engine.start()
        desk = Desk(app, engine, Theme(app), door)
        desk.open()
        Runner(desk, _opened_first(desk, garbage, script))
        try:
            app.exec()
        finally:
            if desk.shell is not None:
                desk.shell.leaving()
                desk.shell.hide()
            engine.stop()
            garbage.stop()
    if desk.fault is not None:
        raise desk.fault
    if not desk.whole:
        raise RuntimeError("the script of this benchmark raised an error, shown above")


def _opened_first(desk: Desk, garbage: Garbage, script: Callable[[Desk], Script]) -> Script:
    yield desk.opened
    garbage.settle()
    yield from script(desk)
