"""Random identifiers and the clock. No id carries a time, a counter or a machine."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Returns milliseconds since 1970-01-01 UTC."""


def new_id() -> str:
    """A fresh id: 128 random bits as 26 lower-case base-32 characters."""
    return base64.b32encode(os.urandom(16)).decode("ascii").rstrip("=").lower()


def now_ms() -> int:
    """Milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000
