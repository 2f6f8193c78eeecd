"""The errors command: the central error log on the command line, as JSON lines or one file."""

from __future__ import annotations

import argparse

from hybriddesk.headless.session import DoorFactory, emit, opened, say
from hybriddesk.records.troubles import TroubleState
from hybriddesk.workflow.error_export import export_errors, occurrence_row, trouble_row

STATES: dict[str, TroubleState] = {"mute": "muted", "solve": "solved", "reopen": "open"}


async def errors(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, show, export, mute, solve, reopen."""
    async with opened(options, door_of) as workspace:
        log = workspace.error_log.errors
        match options.act:
            case "list":
                for one in log.all(options.state):
                    emit(trouble_row(one))
            case "show":
                for occurrence in log.occurrences(options.fingerprint):
                    emit(occurrence_row(occurrence))
            case "export":
                export_errors(workspace.db, options.file, workspace.db.clock())
                say(options, f"Written to {options.file.name}.")
            case _:
                emit(trouble_row(log.set_state(options.fingerprint, STATES[options.act])))
    return 0
