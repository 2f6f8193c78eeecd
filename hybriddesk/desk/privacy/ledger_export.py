"""The whole ledger as a file: in clear, one JSON line a request, written in a worker thread and audited."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import anyio.to_thread

from hybriddesk.desk.lists.file_export import ExportWords, FileExport, Tell
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.privacy.ledger_reads import export_ledger
from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.words import number


def ledger_export(context: DeskContext) -> FileExport:
    """The button of the ledger."""

    async def write(target: Path, tell: Tell) -> int:
        count = await anyio.to_thread.run_sync(partial(export_ledger, context.workspace.db, target, tell))
        context.workspace.audit.add("export.ledger", "", count=count, format="jsonl")
        return count

    return FileExport(context, "outgoing", ExportWords(
        tr("Export ledger"), tr("Export ledger"), "ledger", "jsonl", tr("JSON lines (*.jsonl)"), _written,
    ), write, width=360)


def _written(count: int, file: str) -> str:
    return tr("{n} requests written to {file}").format(n=number(count), file=file)
