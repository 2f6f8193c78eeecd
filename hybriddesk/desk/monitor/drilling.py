"""The fire drill in a process of its own: its providers misbehave on purpose, and neither the window nor the store should feel it.

It is the command line's ``fire-drill``; its lines are read as they come.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import msgspec

from hybriddesk.records.errors import Permanent

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

COMMAND = (sys.executable, "-P", "-m", "hybriddesk", "fire-drill", "--quiet")
_ROOT = str(Path(__file__).resolve().parents[3])
ENDED = (0, 1)
"""Exit codes of a drill that went through: all recovered, or not all."""


@dataclass(frozen=True, slots=True)
class Planted:
    """How one fault ended. ``seconds`` until a person would have seen it; ``why`` says what was wrong if it did not recover."""

    fault: str
    tier: str
    recovered: bool
    requests: int
    seconds: float
    code: str | None = None
    why: str | None = None


async def drill(tell: Callable[[Planted], object], command: Sequence[str] = COMMAND) -> tuple[Planted, ...]:
    """Runs the whole drill; ``tell`` hears of each fault as it ends. Cancelled, the process ends and its folder is removed.

    Raises ``Permanent('desk.drill_broke')``.
    """
    found: list[Planted] = []
    with tempfile.TemporaryDirectory(prefix="hybriddesk-drill-") as folder:
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
        process = await anyio.open_process(
            command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path, "TMPDIR": folder},
        )
        async with process, aclosing(_lines(process)) as lines:
            async for line in lines:
                row = _planted(line)
                if row is not None:
                    found.append(row)
                    tell(row)
            code = await process.wait()
    if code not in ENDED or not found:
        raise Permanent("desk.drill_broke", status=code)
    return tuple(found)


async def _lines(process: anyio.abc.Process) -> AsyncGenerator[bytes, None]:
    assert process.stdout is not None
    left = b""
    async for chunk in process.stdout:
        *whole, left = (left + chunk).split(b"\n")
        for line in whole:
            yield line


def _planted(line: bytes) -> Planted | None:
    """A line about a fault; the lines about tiers are added up here anyway."""
    try:
        return msgspec.json.decode(line, type=Planted)
    except msgspec.MsgspecError:
        return None
