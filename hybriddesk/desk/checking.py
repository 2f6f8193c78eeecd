"""``--check``: opens every place once, without a screen, on a store of its own that is thrown away."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, qInstallMessageHandler

from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.shell.places import PLACES
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.records.errors import Fault, Unknown
from hybriddesk.records.work import Changed

if TYPE_CHECKING:
    from hybriddesk.workspace import Door, Workspace

PASSPHRASE = "a passphrase for the check only"  # noqa: S105  of a store that lives for a second
STEP_MS, LIMIT_MS = 50, 60_000


class Round(QObject):
    """Walks through the places; ``ended`` carries the exit code."""

    ended = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._left = [row.id for row in PLACES]
        self.seen: list[str] = []

    def step(self) -> None:
        """The next place, then the next turn of the loop."""
        if not self._left:
            self.ended.emit(0)
            return
        place = self._left.pop(0)
        self._shell.go_to(place)
        self.seen.append(place)
        QTimer.singleShot(STEP_MS, self, self.step)


def check(_options: argparse.Namespace, door_factory: Callable[[Path, Callable[[Changed], None] | None], Door]) -> int:
    """0 when every place opened, 1 when one did not; says each on standard output."""
    from hybriddesk.desk.app import application  # noqa: PLC0415  app imports this module

    app = application()
    faults: list[str] = []
    _listen(faults)
    theme, engine = Theme(app), Engine()
    with tempfile.TemporaryDirectory(prefix="hybriddesk-check-") as folder:
        door = door_factory(Path(folder) / "store", engine.post_changed)
        engine.at_stop(door.lock)
        engine.start()
        walk: list[Round] = []

        def opened(result: tuple[Workspace, str]) -> None:
            theme.apply("light")
            shell = Shell(engine, theme, door, result[0], lock=lambda: None, search=lambda: None)
            shell.resize(1440, 900)
            shell.show()
            walk.append(Round(shell))
            walk[0].ended.connect(lambda code: app.exit(1 if faults else code))
            walk[0].step()

        def failed(fault: Fault) -> None:
            faults.append(str(fault))
            app.exit(1)

        job = engine.job(lambda: door.create(PASSPHRASE, sample=True))
        job.done.connect(opened)
        job.failed.connect(failed)
        job.start()
        QTimer.singleShot(LIMIT_MS, app, lambda: failed(Unknown("desk.check_slow")))
        try:
            code = app.exec()
        finally:
            engine.stop()
    for place in walk[0].seen if walk else ():
        sys.stdout.write(f"opened {place}\n")
    for fault in faults:
        sys.stdout.write(f"fault: {fault}\n")
    return 1 if faults else code


def _listen(faults: list[str]) -> None:
    """Python errors inside Qt callbacks and Qt's own warnings count as faults."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        faults.append(f"{kind.__name__}")
        before(kind, error, trace)  # type: ignore[arg-type]

    sys.excepthook = hook
    qInstallMessageHandler(lambda mode, _context, text: faults.append(text) if mode.value in {2, 3} else None)
