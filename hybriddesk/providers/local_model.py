"""``local``: a model file (GGUF) that the person chose, run by llama.cpp in a child process on this computer. Needs the extra ``local``.

Each request has a process of its own: the window never waits, a damaged file ends only that process, Stop ends it at once, and nothing
of one conversation is left for the next. The file is mapped, so that the second start reads it from memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread

from hybriddesk.providers import gguf_child
from hybriddesk.providers.gguf_header import trained_context
from hybriddesk.providers.http_sender import Estimator
from hybriddesk.providers.transport import Limits
from hybriddesk.providers.turns import joined
from hybriddesk.records.errors import Fact, Permanent, Refused
from hybriddesk.records.ids import Clock, now_ms
from hybriddesk.records.offers import Balance, Charge, Offer
from hybriddesk.records.way import (
    Accepted,
    Finished,
    FinishReason,
    Outgoing,
    Reply,
    Route,
    Scrubbed,
    StreamEvent,
    TextDelta,
    Usage,
)

ADAPTER = "local"
ENDING = ".gguf"
WINDOW = 8192
"""Tokens of the window at most: more needs memory that a usual computer does not have."""
DEEP = 3
"""Folders below the chosen one that are looked into."""
COMMAND = (sys.executable, "-P", str(Path(gguf_child.__file__)))
_FAULTS = {"local.not_installed", "local.unreadable", "local.refused", "provider.context_too_long"}
_ENDS: dict[str, FinishReason] = {"stop": "stop", "length": "length"}


def installed() -> bool:
    """Whether the extra is there. Nothing of it is loaded."""
    return find_spec("llama_cpp") is not None


def model_files(place: Path) -> tuple[str, ...]:
    """The model files at a place, as paths below it; a file is itself the only one. Raises ``Refused('local.no_file')``."""
    if place.is_file():
        return (place.name,)
    if not place.is_dir():
        raise Refused("local.no_file", file=place.name)
    found = (path for depth in range(DEEP + 1) for path in place.glob("*/" * depth + f"*{ENDING}"))
    return tuple(sorted(path.relative_to(place).as_posix() for path in found if path.is_file() and _first_part(path.name)))


def chosen(place: str) -> str:
    """The place as it is kept: absolute, a GGUF file or a folder with one. Raises ``Refused('local.no_file'|'local.no_models')``."""
    path = Path(place).expanduser().absolute()
    if not model_files(path) or (path.is_file() and path.suffix.lower() != ENDING):
        raise Refused("local.no_models", file=path.name)
    return str(path)


def _first_part(name: str) -> bool:
    """Models in several files are named by the first; projectors of images are no models."""
    return not name.startswith("mmproj") and ("-of-" not in name or "-00001-of-" in name)


@dataclass(eq=False, slots=True)
class LocalModel:
    """A sender like any other. ``place``: the file, or the folder with the files."""

    name: str
    place: str
    estimate: Estimator
    limits: Limits
    command: Sequence[str] = COMMAND
    clock: Clock = now_ms
    adapter: str = ADAPTER

    def prepare(self, scrubbed: Scrubbed, route: Route) -> Outgoing:
        """The request as it is shown, kept and given to the child, but for the file's path."""
        params = route.params
        body = json.dumps({
            "model": route.model, "messages": [{"role": one.role, "content": one.text} for one in joined(scrubbed.messages)], "max_tokens": params.max_tokens,
            "temperature": params.temperature, "schema": params.schema.schema if params.schema else None,
        }, ensure_ascii=False).encode("utf-8", "replace")
        estimate = self.estimate(body, scrubbed.messages, route.model)
        return Outgoing(scrubbed, route, "LOCAL", "local:", (), body, hashlib.sha256(body).hexdigest(), estimate)

    async def models(self) -> tuple[str, ...]:
        """The files, by name."""
        return await anyio.to_thread.run_sync(model_files, Path(self.place))

    async def offers(self) -> tuple[Offer, ...]:
        """The same with window and digest. Raises ``Permanent('local.unreadable')``, ``Refused('local.no_file')``."""
        if not installed():
            raise Permanent("local.not_installed", provider=self.name)
        return await anyio.to_thread.run_sync(lambda: tuple(self._offer(model) for model in model_files(Path(self.place))))

    async def balance(self) -> Balance:
        """Nobody is paid here."""
        raise Refused("provider.no_balance", provider=self.name)

    async def charge(self, request_id: str) -> Charge:
        """Nobody is paid here."""
        raise Refused("provider.no_charge", provider=self.name, request=request_id)

    async def send(self, outgoing: Outgoing) -> AsyncGenerator[StreamEvent, None]:
        """One child, one answer. Raises ``Permanent`` with what was wrong; nothing was charged and nothing left."""
        facts: dict[str, Fact] = {"provider": self.name, "model": outgoing.route.model, "host": outgoing.route.host, "file": outgoing.route.model}
        file = self._file(outgoing.route.model)
        asked = {**json.loads(outgoing.body), "file": str(file), "context": await anyio.to_thread.run_sync(_window, file),
                 "threads": max(1, (os.cpu_count() or 2) - 1)}
        started, first, said = self.clock(), 0, list[str]()
        process = await anyio.open_process(self.command, stderr=subprocess.DEVNULL)
        try:
            yield Accepted(200, None)
            lines = _Lines(process, self.limits)
            await lines.ask(asked)
            while (row := await lines.following(facts, began=bool(said))).get("end") is None:
                if row.get("fault"):
                    raise Permanent(row["fault"] if row["fault"] in _FAULTS else "local.died", **facts)
                first = first or self.clock()
                said.append(str(row.get("text", "")))
                yield TextDelta(said[-1])
        finally:
            with anyio.CancelScope(shield=True):
                if process.returncode is None:
                    process.kill()
                await process.aclose()
        usage = Usage(row.get("prompt_tokens"), row.get("completion_tokens"), 0.0)
        now = self.clock()
        yield Finished(Reply(
            outgoing, "".join(said), _ENDS.get(row["end"], "other"), outgoing.route.model, usage, latency_ms=now - started,
            first_ms=(first or now) - started,
        ))

    def _file(self, model: str) -> Path:
        """Only a file that was found at the chosen place, never a path out of it."""
        place = Path(self.place)
        if model not in model_files(place):
            raise Refused("local.no_file", file=model)
        return place if place.is_file() else place / model

    def _offer(self, model: str) -> Offer:
        file = self._file(model)
        context = trained_context(file)
        with file.open("rb") as read:
            digest = hashlib.file_digest(read, "sha256").hexdigest()
        return Offer(model, min(context, WINDOW) if context else WINDOW, 0.0, 0.0, digest)


def _window(file: Path) -> int:
    return min(trained_context(file) or WINDOW, WINDOW)


class _Lines:
    """The child's lines. Until the first text it may take as long as a whole answer: it loads the model and reads the prompt."""

    def __init__(self, process: anyio.abc.Process, limits: Limits) -> None:
        self._process, self._limits = process, limits
        self._left = b""

    async def ask(self, asked: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            await self._process.stdin.send(json.dumps(asked).encode() + b"\n")
        except (anyio.BrokenResourceError, anyio.ClosedResourceError, OSError):
            return  # it ended already; reading says so

    async def following(self, facts: dict[str, Fact], *, began: bool) -> dict[str, Any]:
        """The next line. Raises ``Permanent``: ``local.slow``, ``local.died``."""
        seconds = self._limits.silence if began else self._limits.total
        try:
            with anyio.fail_after(seconds):
                return await self._line()
        except TimeoutError as error:
            raise Permanent("local.slow", **facts, seconds=round(seconds)) from error
        except (anyio.EndOfStream, anyio.ClosedResourceError, anyio.BrokenResourceError, ValueError) as error:
            raise Permanent("local.died", **facts) from error

    async def _line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        while b"\n" not in self._left:
            if len(self._left) > self._limits.line:
                raise ValueError("a line too long")
            self._left += await self._process.stdout.receive()
        line, _, self._left = self._left.partition(b"\n")
        found = json.loads(line)
        return found if isinstance(found, dict) else {}
