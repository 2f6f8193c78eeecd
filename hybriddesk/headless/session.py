"""What every command shares: where the store is, how it is opened, and JSON lines out."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.store import FromKeyring, Passphrase, Secret
from hybriddesk.records.work import Changed
from hybriddesk.workspace import Door, Workspace

DoorFactory = Callable[[Path, Callable[[Changed], None] | None], Door]


def emit(row: object) -> None:
    """One JSON line on standard output, at once. Text that is no valid Unicode (a lone surrogate) is escaped."""
    try:
        line = msgspec.json.encode(row)
    except UnicodeEncodeError:
        line = json.dumps(msgspec.to_builtins(row), ensure_ascii=True).encode("ascii")
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def say(options: argparse.Namespace, words: str) -> None:
    """Words for the person on standard error, unless --quiet."""
    if not options.quiet:
        sys.stderr.write(words + "\n")


def secret_text(source: str, prompt: str) -> str:
    """A secret from a file's first line, or asked for when ``source`` is ``-``. Raises ``Permanent('file.unreadable')``."""
    if source == "-":
        return getpass.getpass(prompt)
    return file_text(source).split("\n", 1)[0].rstrip("\r")


def file_text(source: str) -> str:
    """A whole UTF-8 file, or standard input for ``-``. Raises ``Permanent('file.unreadable')``."""
    try:
        raw = standard_input().read() if source == "-" else Path(source).read_bytes()
        return raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Permanent("file.unreadable", file=Path(source).name, why=_why(error)) from error


def standard_input() -> BinaryIO:
    """Standard input as bytes. Raises ``Permanent('file.unreadable')`` where there is none."""
    if sys.stdin is None:
        raise Permanent("file.unreadable", file="standard input", why="it is closed")
    return sys.stdin.buffer


def secret_of(options: argparse.Namespace) -> Secret:
    """How this call opens the store."""
    if options.passphrase_file:
        return Passphrase(secret_text(options.passphrase_file, "Passphrase: "))
    return FromKeyring()


@asynccontextmanager
async def opened(options: argparse.Namespace, door_of: DoorFactory) -> AsyncIterator[Workspace]:
    """The unlocked store; closed and wiped at the end, whatever happens."""
    door = door_of(options.data_dir, None)
    if door.state() == "absent":
        raise Refused("vault.absent")
    async with AsyncExitStack() as stack:
        stack.push_async_callback(door.lock)
        workspace = await door.unlock(secret_of(options))
        stack.push(_Trigger(workspace, options))
        yield workspace


class _Trigger:
    """The global error trigger's hand in the store: whatever ends a command is written to the error log, and goes on."""

    def __init__(self, workspace: Workspace, options: argparse.Namespace) -> None:
        self._log = workspace.error_log
        self._node = " ".join(filter(None, (options.command, getattr(options, "act", ""))))

    def __enter__(self) -> None:
        """Nothing to begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            self._log.trouble(error, workflow="command", node=self._node)


def _why(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or "error") if isinstance(error, OSError) else "not UTF-8 text"
