"""The fire-drill command: faults planted in a store of its own in a temporary folder; the person's store is not opened.

Beside the provider's faults it plays what only whole processes can: a death in the middle of a request, work begun anew from its
stored briefing, and another machine that goes on.
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import anyio

from hybriddesk.headless.session import DoorFactory, emit, say
from hybriddesk.providers.drill_loopback import HALF, WHOLE, answer, event, misbehaving, silence, whole
from hybriddesk.records.errors import Fault
from hybriddesk.records.store import Passphrase
from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.drill import Report, agree, provider_drill
from hybriddesk.workflow.senders import Target
from hybriddesk.workflow.waiting import wait_again
from hybriddesk.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BRIEFING = SourceItem("drill", "1", "text", "Fire drill", "Please confirm that the alarm was heard.", "")


async def fire_drill(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """A line a fault as soon as it ended, then one a tier; 0 when all recovered, 1 when not."""
    reports: list[Report] = []

    def tell(report: Report) -> None:
        reports.append(report)
        emit({"fault": report.fault, "tier": report.tier, "recovered": report.recovered, "requests": report.requests,
              "seconds": report.seconds, "code": report.code or None, "why": report.why or None})

    with tempfile.TemporaryDirectory(prefix="hybriddesk-drill-") as name:
        folder, passphrase = Path(name), secrets.token_urlsafe(24)
        async with _store(door_of, folder / "first", passphrase) as workspace:
            await provider_drill(workspace, tell)
        for report in (*await _death(door_of, folder, passphrase), *await _migration(door_of, folder, passphrase)):
            tell(report)
    for tier in dict.fromkeys(report.tier for report in reports):
        rows = [report for report in reports if report.tier == tier]
        emit({"tier": tier, "faults": len(rows), "recovered": sum(report.recovered for report in rows),
              "slowest_seconds": max(report.seconds for report in rows)})
    lost = sum(not report.recovered for report in reports)
    say(options, f"{len(reports) - lost} of {len(reports)} faults recovered.")
    return 1 if lost else 0


@asynccontextmanager
async def _store(door_of: DoorFactory, folder: Path, passphrase: str) -> AsyncIterator[Workspace]:
    door = door_of(folder, None)
    try:
        yield (await door.create(passphrase))[0] if door.state() == "absent" else await door.unlock(Passphrase(passphrase))
    finally:
        await door.lock()


async def _death(door_of: DoorFactory, folder: Path, passphrase: str) -> tuple[Report, ...]:
    """The store as a killed process leaves it, in the middle of a request: nothing is sent by itself, then the person decides."""
    started = time.monotonic()
    with misbehaving((silence(), whole())) as server:
        async with _store(door_of, folder / "dies", passphrase) as workspace, anyio.create_task_group() as group:
            _add(workspace, server.url)
            filed = workspace.drafting.file_import("drill", "reply", [BRIEFING])
            group.start_soon(workspace.drafting.draft, filed.new, Target("drill"), agree)
            await _until(lambda: server.requests == 1)
            _copy_as_it_lies(folder / "dies", folder / "after")
            group.cancel_scope.cancel()
        async with _store(door_of, folder / "after", passphrase) as workspace:
            unknown, sent = workspace.recovered.unknown, server.requests
            warm = (unknown, sent, workspace.items.get(filed.new[0]).state) == (1, 1, "unknown")
            first = Report("killed while an answer was awaited", "warm restart", warm, sent, round(time.monotonic() - started, 2),
                           "run.unknown_outcome", "" if warm else f"{unknown} unknown, {sent} requests")
            wait_again(workspace.items, filed.new[0])
            (drafted,) = await workspace.drafting.draft(filed.new, Target("drill"), agree)
            cold = bool(drafted.review) and server.requests == 2  # noqa: PLR2004  the one before the death, and this one
            return first, Report("begun anew from its stored briefing", "cold restart", cold, server.requests,
                                 round(time.monotonic() - started, 2), drafted.code or "", "" if cold else f"{server.requests} requests")


async def _migration(door_of: DoorFactory, folder: Path, passphrase: str) -> tuple[Report, ...]:
    """A conversation that broke off, and work that waits, each handed over in one file: another machine goes on, this one does not."""
    started, files = time.monotonic(), (folder / "talk.age", folder / "item.age")
    with misbehaving((answer(event(HALF)), whole(), whole())) as server:
        async with _store(door_of, folder / "here", passphrase) as workspace:
            _add(workspace, server.url)
            thread = (await workspace.conversing.new(Target("drill"))).id
            broke = await _code(workspace.conversing.say(thread, "This is a fire drill.", agree))
            (item,) = workspace.drafting.file_import("drill", "reply", [BRIEFING]).new
            for wanted, file in zip((thread, item), files, strict=True):
                await workspace.bundling.hand_over(wanted, file, passphrase)
            held = await _code(workspace.conversing.again(workspace.conversations.turns(thread)[-1].id, agree)), workspace.items.waiting()
        async with _store(door_of, folder / "there", passphrase) as workspace:
            _add(workspace, server.url)
            for file in files:
                await workspace.bundling.take_over(file, passphrase)
            kept = workspace.conversations.turns(thread)[-1]
            text = (await workspace.conversing.again(kept.id, agree)).text
            (drafted,) = await workspace.drafting.draft(workspace.items.waiting(), Target("drill"), agree)
        seconds = round(time.monotonic() - started, 2)
        talk = (broke, kept.text, text, held, server.requests) == ("provider.cut", HALF, WHOLE, ("conversation.moved", ()), 3)
        return (
            Report("broken off here, finished on another machine", "migration", talk, server.requests, seconds, broke,
                   "" if talk else f"told {broke} and {held}, {server.requests} requests"),
            Report("waiting here, drafted on another machine", "migration", bool(drafted.review), server.requests, seconds, drafted.code or "",
                   "" if drafted.review else "no draft"),
        )


def _add(workspace: Workspace, url: str) -> None:
    workspace.providing.add("drill", "openai", url, "sk-drill", allow_loopback_http=True, default_model="drill-1", ask="never")


async def _code(work: Awaitable[object]) -> str:
    """The fault it ends with, or nothing."""
    try:
        await work
    except Fault as fault:
        return fault.code
    return ""


async def _until(true: Callable[[], bool]) -> None:
    with anyio.fail_after(30):
        while not true():  # noqa: ASYNC110  the server counts on threads of its own
            await anyio.sleep(0.02)


def _copy_as_it_lies(folder: Path, copy: Path) -> None:
    copy.mkdir(mode=0o700)
    for path in folder.iterdir():
        if path.is_file() and path.name != "store.lock":
            shutil.copyfile(path, copy / path.name)
            (copy / path.name).chmod(0o600)
