"""What every test gets: an offscreen screen of 1440 x 900 at 96 dpi unless the caller chose a platform, and no way out of this machine."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

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
