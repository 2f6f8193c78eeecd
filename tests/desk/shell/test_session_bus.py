"""The session watch on a real message bus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from hybriddesk.desk.shell.idle import SessionWatch
app = QCoreApplication([])
watch = SessionWatch()
watch.locked.connect(lambda: app.exit(0))
message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
message.setArguments([True])
assert QDBusConnection.sessionBus().isConnected()
QDBusConnection.sessionBus().send(message)
QTimer.singleShot(5000, app, lambda: app.exit(9))
sys.exit(app.exec())
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="this machine has no message bus to start")
def test_the_screen_saver_of_a_real_bus_is_heard():
    """On a real session bus the desk starts, listens, and takes ActiveChanged(true) as a lock."""
    command = ["dbus-run-session", "--", sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(Path.cwd())}, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
