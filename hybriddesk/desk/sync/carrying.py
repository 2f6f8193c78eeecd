"""What the cards have done with a bundle, and how far it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from hybriddesk.desk.sync.running import Tell
from hybriddesk.sync.bundling import Bundling
from hybriddesk.sync.manifest import BundleSummary, ImportSummary
from hybriddesk.sync.rows import count
from hybriddesk.sync.tables import TABLES
from hybriddesk.workspace import Workspace


async def export(workspace: Workspace, target: Path, passphrase: str, tell: Tell, *, keys: bool) -> BundleSummary:
    """Writes a bundle; tells rows done of the rows in the store. Engine thread. Raises as ``Bundling.export`` does."""
    whole = sum(count(workspace.db, table) for table in TABLES)
    return await workspace.bundling.export(target, passphrase, include_keys=keys, progress=lambda done: tell(done, whole))


def verify(bundling: Bundling, path: Path, passphrase: str) -> Callable[[Tell], Awaitable[BundleSummary]]:
    """Work that reads a bundle; tells bytes read of the file's size. Raises as ``Bundling.verify`` does."""
    return lambda tell: bundling.verify(path, passphrase, progress=_of_file(path, tell))


def bring_in(bundling: Bundling, path: Path, passphrase: str, *, dry_run: bool) -> Callable[[Tell], Awaitable[ImportSummary]]:
    """Work that imports a bundle, or shows what that would do. Raises as ``Bundling.bring_in`` does."""
    return lambda tell: bundling.bring_in(path, passphrase, dry_run=dry_run, progress=_of_file(path, tell))


def _of_file(path: Path, tell: Tell) -> Callable[[int], None]:
    return lambda done: tell(done, path.stat().st_size)
