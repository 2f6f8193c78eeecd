"""The conversation commands: what a model reads, the messages themselves, and handing a conversation over."""

from __future__ import annotations

import argparse

from hybriddesk.headless.session import DoorFactory, emit, opened, secret_text
from hybriddesk.records.context import Reading
from hybriddesk.records.work import Turn
from hybriddesk.vault.conversations import conversation_rows
from hybriddesk.vault.handovers import Handovers
from hybriddesk.workflow.context_reading import read
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace


async def conversation(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, context, messages, rate, hand-over, take-over, keep."""
    carried = options.act in {"hand-over", "take-over"}
    passphrase = secret_text(options.bundle_passphrase_file, "Passphrase of the file: ") if carried else ""
    async with opened(options, door_of) as workspace:
        match options.act:
            case "hand-over":
                emit(await workspace.bundling.hand_over(options.id, options.file, passphrase))
            case "take-over":
                done = await workspace.bundling.take_over(options.file, passphrase)
                emit({**_row(workspace, done.conversation), "new": done.new, "newer": done.newer, "conflicts": done.conflicts})
            case "rate":
                await workspace.conversing.feedback(options.id, "stars", str(options.stars) if options.stars else "", comment=options.comment)
                emit({"id": options.id, "stars": options.stars})
            case "keep":
                Handovers(workspace.db).keep(options.id)
                emit(_row(workspace, options.id))
            case "list":
                for one in conversation_rows(workspace.db, -1):
                    emit(_row(workspace, one.id))
            case "context":
                emit(told(_reading(workspace, options.id)[1]))
            case _:
                _messages(workspace, options.id)
    return 0


def told(reading: Reading) -> dict[str, object]:
    """The reading as a row. Tokens are about; ``share`` and ``whole_share`` are null for an unknown window."""
    parts, step = reading.parts, reading.step
    return {
        "window": parts.window, "system": parts.system, "summary": parts.summary, "history": parts.history, "knowledge": parts.knowledge,
        "reserve": parts.reserve, "share": _rounded(parts.share), "whole_share": _rounded(parts.whole_share), "level": reading.level,
        "summarised": reading.covered, "step": step.kind if step else None, "made_by": step.maker if step else None,
        "text": step.text if step else None, "paused_until_ms": reading.paused_ms or None,
    }


def _messages(workspace: Workspace, wanted: str) -> None:
    turns, reading = _reading(workspace, wanted)
    for number, turn in enumerate(turns):
        emit({"id": turn.id, "role": turn.role, "state": turn.state, "text": turn.text, "summarised": number < reading.covered})


def _reading(workspace: Workspace, wanted: str) -> tuple[tuple[Turn, ...], Reading]:
    thread = workspace.conversations.get(wanted)
    turns = workspace.conversations.turns(thread.id)
    line = workspace.conversing.line(thread.id, turns[-1]) if turns else ()
    return line, read(line, workspace.conversing.compacting.frame(thread.id, Target(thread.provider, thread.model)))


def _row(workspace: Workspace, wanted: str) -> dict[str, object]:
    one, mark = workspace.conversations.get(wanted), Handovers(workspace.db).of(wanted)
    return {"id": one.id, "title": one.title, "kind": one.kind, "provider": one.provider, "model": one.model, "updated_ms": one.updated_ms,
            "handed": mark.direction if mark else None}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
