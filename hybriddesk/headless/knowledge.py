"""The knowledge command: sources, the index over them, and what a question finds, as JSON lines."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict

import anyio.to_thread

from hybriddesk.headless.diagnosing import diagnose
from hybriddesk.headless.session import DoorFactory, emit, file_text, opened, say
from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Refused
from hybriddesk.records.knowledge import Gathered, Passage
from hybriddesk.records.work import SourceFault
from hybriddesk.vault.knowledge import index_row, index_rows, question_rows, source_row, source_rows, source_text
from hybriddesk.workflow.knowing import Added
from hybriddesk.workspace import Workspace

PAGE = 256
SKIPPED = 4
"""The exit code where nothing could be read of any file."""

Act = Callable[[argparse.Namespace, Workspace], Awaitable[int]]


async def knowledge(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """add, list, show, remove, refresh, find, index, question, compare, diagnose."""
    async with opened(options, door_of) as workspace:
        return await _ACTS[options.act](options, workspace)


async def _add(options: argparse.Namespace, workspace: Workspace) -> int:
    return _told(options, workspace, await workspace.knowing.add(options.files))


async def _refresh(options: argparse.Namespace, workspace: Workspace) -> int:
    stale = options.id or await anyio.to_thread.run_sync(workspace.knowing.stale)
    for one in stale:  # all of them are looked at first: a slip in one leaves the others as they are
        if not source_row(workspace.db, one).path:
            raise Refused("knowledge.no_file")
    done = [await workspace.knowing.refresh(one) for one in stale]
    whole = Added(
        tuple(made for one in done for made in one.sources), sum(one.same for one in done), tuple(fault for one in done for fault in one.faults))
    return _told(options, workspace, whole)


def _told(options: argparse.Namespace, workspace: Workspace, added: Added) -> int:
    for made in added.sources:
        emit(asdict(source_row(workspace.db, made)))
    for fault in added.faults:
        emit(_fault(fault))
    say(options, f"{len(added.sources)} source(s) taken in, {added.same} unchanged, {len(added.faults)} not read.")
    return 0 if added.sources or added.same or not added.faults else SKIPPED


def _fault(fault: SourceFault) -> dict[str, object]:
    said = advice(fault.code, fault.facts)
    return {"source": fault.source, "key": fault.key, "code": fault.code, "words": said.what, "advice": said.do}


async def _list(options: argparse.Namespace, workspace: Workspace) -> int:
    offset = 0
    while page := source_rows(workspace.db, PAGE, offset, options.named):
        for row in page:
            emit(asdict(row))
        offset += PAGE
    return 0


async def _show(options: argparse.Namespace, workspace: Workspace) -> int:
    emit({**asdict(source_row(workspace.db, options.id)), "text": source_text(workspace.db, options.id)})
    return 0


async def _remove(options: argparse.Namespace, workspace: Workspace) -> int:
    wanted = tuple(dict.fromkeys(options.id))
    for one in wanted:  # all of them are looked at first: a slip in one takes none away
        source_row(workspace.db, one)
    await workspace.knowing.remove(wanted)
    say(options, f"{len(wanted)} source(s) removed.")
    return 0


async def _find(options: argparse.Namespace, workspace: Workspace) -> int:
    found = await workspace.retrieving.find(_question_text(options.question), options.index)
    for one in found.given:
        emit({"given": True, **_passage(one)})
    for held in found.held:
        emit({"given": False, "code": held.code, "words": advice(held.code, {}).what, **_passage(held.passage)})
    say(options, f"{len(found.given)} passage(s) would go along, {len(found.held)} held back; version {found.index} of the index.")
    return 0


def _question_text(given: str) -> str:
    text = file_text("-") if given == "-" else given
    if not text.strip():
        raise Refused("knowledge.no_question")
    return text


async def _index(options: argparse.Namespace, workspace: Workspace) -> int:
    match options.what:
        case "list":
            for row in index_rows(workspace.db):
                emit(asdict(row))
            return 0
        case "build":
            version = await workspace.knowing.build(options.size, options.overlap)
        case "switch":
            await workspace.knowing.switch(options.version)
            version = options.version
        case _:
            await workspace.knowing.drop(options.version)
            say(options, f"Version {options.version} is gone.")
            return 0
    emit(asdict(index_row(workspace.db, version)))
    return 0


async def _question(options: argparse.Namespace, workspace: Workspace) -> int:
    match options.what:
        case "add":
            made = await workspace.knowing.ask_later(_question_text(options.question), options.wanted)
            emit(next(asdict(row) for row in question_rows(workspace.db) if row.id == made))
        case "list":
            for row in question_rows(workspace.db):
                emit(asdict(row))
        case _:
            await workspace.knowing.forget_question(options.id)
            say(options, "The question is forgotten.")
    return 0


async def _compare(options: argparse.Namespace, workspace: Workspace) -> int:
    for one in await workspace.knowing.compare(options.version):
        emit({
            "question": one.question, "text": one.text, "wanted": one.wanted, "now": _short(one.now, one.wanted), "then": _short(one.then, one.wanted),
        })
    return 0


def _short(found: Gathered, wanted: str) -> dict[str, object]:
    """``place`` of the wanted source among those given, from 1; null where it is not, or none is wanted."""
    sources = [one.source for one in found.given]
    return {
        "index": found.index, "place": sources.index(wanted) + 1 if wanted in sources else None,
        "given": [{"source": one.source, "name": one.name, "score": one.score} for one in found.given],
    }


def _passage(one: Passage) -> dict[str, object]:
    return {"source": one.source, "name": one.name, "start": one.start, "end": one.end, "score": one.score, "text": one.text}


_ACTS: Mapping[str, Act] = {
    "add": _add, "list": _list, "show": _show, "remove": _remove, "refresh": _refresh, "find": _find, "index": _index, "question": _question,
    "compare": _compare, "diagnose": diagnose,
}
