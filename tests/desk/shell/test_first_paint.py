"""What may only happen once the window has been painted."""

from __future__ import annotations

import subprocess
import sys
import weakref

from PySide6.QtWidgets import QWidget

from hybriddesk.desk.shell.first_paint import FirstPaint
from hybriddesk.records.errors import Permanent

LATE = ("asyncio", "anyio", "cryptography", "msgspec", "sqlcipher3", "hybriddesk.records.way", "hybriddesk.records.work")


class Sheet(QWidget):
    """Notes when it was painted."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def paintEvent(self, _event):
        self._seen.append("painted")


def test_work_waits_for_the_first_frame(qtbot):
    """What is put off runs once, behind the first frame."""
    seen: list[str] = []
    sheet = Sheet(seen)
    qtbot.addWidget(sheet)
    FirstPaint(sheet, lambda: seen.append("then"))
    sheet.show()
    qtbot.waitUntil(lambda: "then" in seen)
    sheet.update()
    qtbot.waitUntil(lambda: seen.count("painted") > 1)
    assert seen[0] == "painted"
    assert seen.count("then") == 1


def test_a_window_nobody_sees_is_not_waited_for(qtbot):
    """A window that starts out of sight is never painted, and the work begins all the same."""
    seen: list[str] = []
    sheet = Sheet(seen)
    qtbot.addWidget(sheet)
    FirstPaint(sheet, lambda: seen.append("then"))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["then"]


def test_it_does_not_keep_the_window_alive(qapp):
    """A window that goes before it was painted goes at once, and the waiting with it: nothing is left that deletes it from inside."""
    seen: list[str] = []
    sheet = Sheet(seen)
    FirstPaint(sheet, lambda: seen.append("then"))
    gone = weakref.ref(sheet)
    del sheet
    assert gone() is None
    qapp.processEvents()
    assert seen == []


def test_the_first_frame_waits_for_no_heavy_module():
    """What the window's modules import before the first frame holds neither the worker's loop nor the store's libraries."""
    asked = f"import sys, hybriddesk.desk.app, hybriddesk.__main__; print([name for name in {LATE!r} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_a_folder_that_cannot_be_read_is_said_on_the_lock_screen(qtbot, monkeypatch, tmp_path):
    """A disk fault at the first look at the folder is shown in words, not lost."""
    from types import SimpleNamespace

    from PySide6.QtWidgets import QApplication

    from hybriddesk.desk.engine.engine import Engine
    from hybriddesk.desk.shell.front import Front
    from hybriddesk.desk.theme.theme import Theme

    def broken():
        raise Permanent("vault.io")

    app = QApplication.instance()
    front = Front(Engine(), Theme(app), SimpleNamespace(state=broken, data_dir=tmp_path), SimpleNamespace(lock=False))
    qtbot.addWidget(front)
    front.begin()
    assert front.lock_page.what.text()
