from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest

from hybriddesk.desk.shell.idle import IdleWatch


def test_touching_the_window_puts_idleness_off(qtbot, qapp):
    """A key press starts the waiting anew; without one the watch tells."""
    window = QWindow()
    window.show()
    watch = IdleWatch(window)
    watch.set_minutes(1)
    watch._timer.setInterval(120)
    watch._timer.start()
    QTest.keyClick(window, Qt.Key.Key_A)
    assert watch._timer.remainingTime() > 60
    with qtbot.waitSignal(watch.idle, timeout=2_000):
        pass


def test_zero_minutes_never_lock(qapp):
    """0 switches the watch off, and touching the window does not start it."""
    window = QWindow()
    window.show()
    watch = IdleWatch(window)
    watch.set_minutes(0)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert not watch._timer.isActive()
