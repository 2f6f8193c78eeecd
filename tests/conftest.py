"""What every test gets: an offscreen screen of 1440 x 900 at 96 dpi unless the caller chose a platform, no way out of this machine,
and a cycle collector that runs on the main thread between tests.

The collector runs on whichever thread allocates next. A widget that it frees on a worker thread is deleted by PySide between two
bytecodes of the main thread, whatever that is doing, and takes the process down now and then. The desk keeps it to the window's
thread (``desk/engine/garbage``); tests open pieces of the desk without that.
"""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

import pytest

if "QT_QPA_PLATFORM" not in os.environ and "DISPLAY" not in os.environ:
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
os.environ.setdefault("QT_ACCESSIBILITY", "0")

_connect = socket.socket.connect


def _only_loopback(self: socket.socket, address: Any) -> None:
    """Lets connections to this machine through and fails the test on any other."""
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = str(address[0])
        try:
            inside = ipaddress.ip_address(host).is_loopback
        except ValueError:
            inside = host == "localhost"
        assert inside, f"a test tried to reach {host}"
    _connect(self, address)


socket.socket.connect = _only_loopback  # type: ignore[method-assign]


def pytest_collection_finish() -> None:
    """From here on nothing is collected but between tests; what is imported by now stays and is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """What the test left in cycles goes now, on the thread that made it; what a later test may use again is not looked at any more."""
    gc.collect()
    gc.freeze()
    gc.disable()  # a test of the desk's own collector gave the work back to Python
