"""From starting the process to a painted window: the desk on a store that exists, beside a bare PySide6 window, in turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import anyio

from hybriddesk.desk.bench.loop import PASSPHRASE, DoorFactory
from hybriddesk.records.errors import Unknown
from hybriddesk.records.measure import Figure

PAIRS, SLOWER, PATIENCE_S = 15, 1.25, 20
_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print("painted", flush=True), QApplication.exit(0)))
app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
sys.exit(app.exec())
"""


def measure(door_of: DoorFactory, scale: float) -> Iterator[Figure]:
    """The first start of each is left out: it compiles. The desk's window is the lock screen, ready for a passphrase."""
    with tempfile.TemporaryDirectory(prefix="hybriddesk-bench-") as name:
        folder = Path(name) / "store"
        _make_store(door_of, folder)
        desk = [sys.executable, "-m", "hybriddesk.desk.bench.start_child", str(folder)]
        bare = [sys.executable, "-c", _BARE]
        _start(desk)
        _start(bare)
        pairs = [(_start(desk), _start(bare)) for _ in range(max(int(PAIRS * scale), 2))]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    yield Figure("window painted", ours * 1e3, "ms", theirs * 1e3, SLOWER, "ratio <=")
    yield Figure("window painted, fastest", min(pair[0] for pair in pairs) * 1e3, "ms", min(pair[1] for pair in pairs) * 1e3)


def _make_store(door_of: DoorFactory, folder: Path) -> None:
    async def make() -> None:
        door = door_of(folder, None)
        await door.create(PASSPHRASE)
        await door.lock()

    # the bench command runs inside an event loop of its own
    thread = threading.Thread(target=lambda: anyio.run(make))
    thread.start()
    thread.join()


def _start(command: Sequence[str]) -> float:
    """Seconds until the child says that it has painted."""
    # bytecode must be kept, or each start would compile anew
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"QT_QPA_PLATFORM": "offscreen"}
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env) as child:  # noqa: S603  this interpreter
        assert child.stdout is not None
        said = child.stdout.readline()
        took = perf_counter() - began
        child.stdout.read()
        child.wait(PATIENCE_S)
    if said != b"painted\n":
        raise Unknown("bench.stuck", seconds=PATIENCE_S)
    return took
