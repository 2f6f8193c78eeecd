"""One process per store: an advisory file lock with the holder's process id written inside.

The kernel drops the lock with the process that held it, so a dead lock is simply free; the number left inside is only told
to the person, never trusted.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from hybriddesk.records.errors import Refused
from hybriddesk.vault.files import disk_faults


class Lock:
    """A held lock. Make it with ``Lock.take``."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> Lock:
        """Takes the lock at once or not at all. Raises ``Refused('vault.in_use', pid=...)`` while another process lives with it."""
        with disk_faults(path):
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            pid = _written_pid(handle)
            os.close(handle)
            raise Refused("vault.in_use", pid=pid) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        return cls(handle)

    def release(self) -> None:
        """Gives the lock up; a second call does nothing. The file stays: removing it would race with the next holder."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _written_pid(handle: int) -> int:
    text = os.pread(handle, 20, 0)
    return int(text) if text.isdigit() else 0
