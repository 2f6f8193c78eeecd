"""The draft command: import files, draft every item, a line an item."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

import anyio
import anyio.to_thread

from hybriddesk.headless.asking import rested
from hybriddesk.headless.consenting import asker
from hybriddesk.headless.session import DoorFactory, emit, opened, say
from hybriddesk.records.advice import advice
from hybriddesk.records.way import Outgoing
from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.drafting import DraftProgress
from hybriddesk.workflow.intake import read
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.producing import CHECK_S, code_of, facts_of
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace


async def draft(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """Broken files and rows are named and the rest goes on. Exit 5 if a provider fault ended the batch early."""
    async with opened(options, door_of) as workspace:
        known_provider(options, workspace)
        workspace.prompts.for_workflow(options.workflow)
        found = await anyio.to_thread.run_sync(lambda: list(read(options.files)))
        for fault in (one for one in found if isinstance(one, SourceFault)):
            emit({"source": fault.source, "key": fault.key, **said_of(fault.code, fault.facts)})
        source = ", ".join(path.name for path in options.files)[:200]
        filed = workspace.drafting.file_import(source, options.workflow, found)
        say(options, f"{len(filed.new)} items imported, {filed.doubles} were here already, {_faults(found)} could not be read.")
        return await draft_waiting(options, workspace, filed.new)


def known_provider(options: argparse.Namespace, workspace: Workspace) -> str:
    """The provider of this call. Raises ``Refused('provider.unknown')`` before anything is stored."""
    name = options.provider or str(workspace.settings.get("general.default_provider"))
    return workspace.providing.config(name).name


async def draft_waiting(options: argparse.Namespace, workspace: Workspace, ids: tuple[str, ...]) -> int:
    """Drafts these items, a line each; what a fault leaves behind waits for ``item draft``."""
    provider = known_provider(options, workspace)
    stopped: list[str] = []
    rests: dict[str, dict[str, int]] = {}

    def sent(outgoing: Outgoing) -> None:
        rests[outgoing.scrubbed.draft.item or ""] = rested(outgoing)

    def progress(at: DraftProgress) -> None:
        one, item = at.last, workspace.items.get(at.last.item)
        emit({"item": one.item, "source": item.source, "key": item.key, "review": one.review, "confidence": one.confidence,
              "waits": one.waits, **rests.get(one.item, {"passages": 0, "held": 0}), **said_of(one.code, dict(one.facts)), "notice": _notice(workspace.items.extra(one.item))})  # noqa: S610  no Django here
        if one.stopped_batch and one.code:
            stopped.append(one.code)

    async with anyio.create_task_group() as group:
        group.start_soon(watch, workspace)
        ended = await workspace.drafting.draft(
            ids, Target(provider, options.model), asker(options), progress=progress, hear=Hear(sent=sent), sources=not options.no_sources,
        )
        group.cancel_scope.cancel()
    if stopped:
        said = advice(stopped[0], dict(ended[-1].facts))
        sys.stderr.write(f"{said.what} {said.works} {said.do} {len(ids) - len(ended)} items still wait; item draft goes on with them.\n")
        return 4 if stopped[0].startswith(("privacy", "vault")) else 5
    return 0


async def watch(workspace: Workspace) -> None:
    """Says on standard error when the job under way has stopped producing, once each time; the error log has it as well."""
    told: set[tuple[str, str]] = set()
    while True:
        await anyio.sleep(CHECK_S)
        silent = workspace.producing.check()
        for one in silent:
            if not one.muted and (one.workflow, one.kind) not in told:
                said = advice(code_of(one), facts_of(one))
                sys.stderr.write(f"{said.what} {said.works} {said.do}\n")
        told = {(one.workflow, one.kind) for one in silent}


def said_of(code: str | None, facts: Mapping[str, str | int | float]) -> dict[str, str | None]:
    """The code, what happened, and what still works and can be done; all None where nothing happened."""
    if code is None:
        return {"code": None, "fault": None, "advice": None}
    said = advice(code, facts)
    return {"code": code, "fault": said.what, "advice": " ".join(part for part in (said.works, said.do) if part)}


def _notice(extra: Mapping[str, str]) -> str | None:
    """What the person should know about how the file was read."""
    if "notice" not in extra:
        return None
    said = advice(extra["notice"])
    return f"{said.what} {said.do}"


def _faults(found: list[SourceItem | SourceFault]) -> int:
    return sum(isinstance(one, SourceFault) for one in found)
