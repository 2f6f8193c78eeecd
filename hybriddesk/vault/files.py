"""Files of the store: private, replaced in one step, with the operating system's faults named in the store's codes."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from hybriddesk.records.errors import Permanent

_CODES = {
    errno.ENOSPC: "vault.disk_full", errno.EDQUOT: "vault.disk_full", errno.EFBIG: "vault.disk_full",
    errno.EROFS: "vault.read_only", errno.EACCES: "vault.read_only", errno.EPERM: "vault.read_only",
}


@contextlib.contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Names what the operating system says about a file in the store's own codes."""
    try:
        yield
    except OSError as error:
        raise fault_of(error, path) from error


def fault_of(error: OSError, path: Path) -> Permanent:
    """``vault.disk_full``, ``vault.read_only`` or ``vault.io``, with the file's name and the system's error number."""
    number = error.errno or 0
    return Permanent(_CODES.get(number, "vault.io"), file=path.name, errno=number)


def write_private(path: Path, content: bytes) -> None:
    """Replaces a file in one step, readable by this user only: after a crash it is the old or the new one, never a mix.

    Returns when the disk has it. Raises ``Permanent('vault.disk_full'|'vault.read_only'|'vault.io')``.
    """
    fresh = path.with_name(path.name + ".tmp")
    with disk_faults(path):
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Waits until the disk has the folder's list of names, so that a rename survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
