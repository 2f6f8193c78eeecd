"""The errors command: the central error log on the command line, as JSON lines or one file."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

import msgspec

from hybriddesk.headless.session import DoorFactory, emit, opened, say
from hybriddesk.records.advice import advice
from hybriddesk.records.troubles import Occurrence, Trouble, TroubleState
from hybriddesk.workflow.exporting import write_whole
from hybriddesk.workspace import Workspace

STATES: dict[str, TroubleState] = {"mute": "muted", "solve": "solved", "reopen": "open"}


async def errors(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, show, export, mute, solve, reopen."""
    async with opened(options, door_of) as workspace:
        log = workspace.error_log.errors
        match options.act:
            case "list":
                for one in log.all(options.state):
                    emit(_row(one))
            case "show":
                for occurrence in log.occurrences(options.fingerprint):
                    emit(_occurrence(occurrence))
            case "export":
                write_whole(options.file, msgspec.json.format(msgspec.json.encode(_everything(workspace)), indent=1) + b"\n")
                say(options, f"Written to {options.file.name}.")
            case _:
                emit(_row(log.set_state(options.fingerprint, STATES[options.act])))
    return 0


def _everything(workspace: Workspace) -> dict[str, object]:
    log = workspace.error_log.errors
    rows = [{**_row(one), "occurrences": [_occurrence(each) for each in log.occurrences(one.fingerprint)]} for one in log.all()]
    return {"kind": "hybriddesk errors", "schema": 1, "written": _time(workspace.db.clock()), "errors": rows}


def _row(one: Trouble) -> dict[str, object]:
    said = advice(one.code)
    return {
        "fingerprint": one.fingerprint, "state": one.state, "class": one.kind, "code": one.code, "workflow": one.workflow, "node": one.node,
        "provider": one.provider, "model": one.model, "place": one.place, "count": one.count, "first_seen": _time(one.first_ms),
        "last_seen": _time(one.last_ms), "advice": " ".join(part for part in (said.works, said.do) if part),
    }


def _occurrence(one: Occurrence) -> dict[str, object]:
    return {"at": _time(one.at_ms), "execution": one.run, "facts": dict(one.facts)}


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")
