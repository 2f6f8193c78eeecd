"""The error log as a file: one JSON document, written in a worker thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import anyio.to_thread

from hybriddesk.desk.lists.file_export import ExportWords, FileExport, Tell
from hybriddesk.desk.monitor.error_reads import export_log
from hybriddesk.desk.monitor.phrases import counted, tr
from hybriddesk.desk.place import DeskContext


def error_export(context: DeskContext) -> FileExport:
    """The button of the error log."""

    async def write(target: Path, tell: Tell) -> int:
        return await anyio.to_thread.run_sync(partial(export_log, context.workspace.db, target, tell))

    return FileExport(context, "errors", ExportWords(
        tr("Export as JSON"), tr("Export the error log"), "errors", "json", tr("JSON (*.json)"), _written,
    ), write)


def _written(count: int, file: str) -> str:
    return counted(count, "1 kind of trouble written to {file}", "{n} kinds of trouble written to {file}", file=file)
