"""Commands that carry data out and in: bundle and export."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import anyio.to_thread
import msgspec

from hybriddesk.headless.session import DoorFactory, emit, opened, secret_text
from hybriddesk.workflow.datasets import Datasets, Tally
from hybriddesk.workflow.exporting import Counted, export_approved, export_conversation, feedback_line, write_whole
from hybriddesk.workflow.gathering import approved, conversations
from hybriddesk.workspace import Workspace


async def bundle(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """export, verify, import."""
    passphrase = secret_text(options.bundle_passphrase_file, "Bundle passphrase: ")
    async with opened(options, door_of) as workspace:
        match options.act:
            case "export":
                emit(await workspace.bundling.export(options.file, passphrase, include_keys=options.include_keys))
            case "verify":
                emit(await workspace.bundling.verify(options.file, passphrase))
            case _:
                done = await workspace.bundling.bring_in(options.file, passphrase, dry_run=options.dry_run)
                emit({"sha256": await anyio.to_thread.run_sync(_sha256, options.file), **msgspec.to_builtins(done)})
    return 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def export(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """Readable files, in clear; the export is in the audit log."""
    more: dict[str, int] = {}
    async with opened(options, door_of) as workspace:
        match options.act:
            case "approved":
                count = _approved(options, workspace)
            case "dataset":
                count, more = _dataset(options, workspace)
            case "feedback":
                lines = Counted(feedback_line(*row) for row in workspace.feedback.all())
                write_whole(options.file, lines)
                count = lines.count
            case _:
                count = _conversations(options, workspace)
        workspace.audit.add(f"export.{options.act}", "", count=count, format=options.format)
    emit({"exported": count, "file": str(options.file), **more})
    return 0


def _dataset(options: argparse.Namespace, workspace: Workspace) -> tuple[int, dict[str, int]]:
    """How many pairs were written, and how many of each kind were left out."""
    tally, hide = Tally(), workspace.settings.get("privacy.always_hide")
    assert isinstance(hide, tuple)
    lines = Datasets(workspace.scrubber, workspace.placeholders, workspace.retrieving.block).lines(
        workspace.reviews.approved(), tally, synthetic=options.include_synthetic, edited_only=options.edited_only, hide=hide,
    )
    write_whole(options.file, lines)
    left_out = {"doubles": tally.doubles, "synthetic": tally.synthetic, "unedited": tally.unedited, "leaking": tally.leaking}
    return tally.written, left_out


def _approved(options: argparse.Namespace, workspace: Workspace) -> int:
    return export_approved(approved(workspace.reviews, workspace.items), options.file, options.format)


def _conversations(options: argparse.Namespace, workspace: Workspace) -> int:
    parts = [export_conversation(thread, turns, options.format) for thread, turns in conversations(workspace.conversations)]
    write_whole(options.file, b"".join(parts))
    return len(parts)
