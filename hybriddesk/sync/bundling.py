"""Export, verify and import for the roofs. The long part runs in a worker thread; the store's own thread audits and merges.

Export: a worker writes one moment of the store through the seal into a file; the engine gives the device id and audits. Verify: a
worker reads the whole file. Import: a worker does the same, then the engine merges in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import anyio.to_thread

from hybriddesk.records.errors import Refused
from hybriddesk.sync.bundle_read import Bundle, check_bundle
from hybriddesk.sync.bundle_write import About, Progress, write_bundle
from hybriddesk.sync.manifest import AuditHead, BundleSummary, ImportSummary
from hybriddesk.sync.merge import Merge
from hybriddesk.sync.tables import MERGED
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.cipher import Error
from hybriddesk.vault.conversations import conversation as read_conversation
from hybriddesk.vault.database import Database
from hybriddesk.vault.device import device_id
from hybriddesk.vault.handovers import Handovers

_T = TypeVar("_T")

_RULE_BROKEN = (19, 20)
"""SQLite's codes for a row that breaks a constraint or has a wrong type."""


def _quiet(_done: int) -> None:
    """Progress that nobody watches."""


def export_bundle(
    db: Database, target: Path, passphrase: str, *, include_keys: bool = False, progress: Progress = _quiet,
) -> BundleSummary:
    """Writes the whole store to ``target`` as an age file and audits it. Blocking, on the store's thread; see ``Bundling`` for roofs.

    Raises as ``bundle_write.write_bundle`` does.
    """
    made = _written(db, target, passphrase, about(db), include_keys=include_keys, progress=progress)
    _audit_export(db, made)
    return made


def verify_bundle(path: Path, passphrase: str, *, progress: Progress = _quiet) -> BundleSummary:
    """Reads and checks all of it, writes nothing. Blocking, any thread. Raises as ``bundle_read.check_bundle`` does."""
    return check_bundle(path, passphrase, progress=progress).summary


def import_bundle(db: Database, path: Path, passphrase: str, *, dry_run: bool = False) -> ImportSummary:
    """Checks all of it, then merges it in one transaction. Blocking, on the store's thread. Raises as ``check_bundle`` and ``merge_bundle`` do."""
    bundle = check_bundle(path, passphrase)
    return preview(db, bundle) if dry_run else merge_bundle(db, bundle)


def merge_bundle(db: Database, bundle: Bundle) -> ImportSummary:
    """The writing half of an import, on the store's thread: all of it or nothing, audited in the same transaction.

    Raises ``Refused('sync.damaged')`` for rows the schema does not allow, ``'sync.store_changed'``, the faults of reading the file,
    and those of ``Database.write``.
    """
    with rules(), db.write(*(table.name for table in MERGED), "handovers", "audit") as connection:
        done = Merge(db, bundle, connection).run()
        told, head = bundle.summary, bundle.manifest.audit
        if told.conversation:
            Handovers(db).note(told.conversation, "in", told.sha256, told.device)
        Audit(db).add("sync.import", told.device, sha256=told.sha256, new=done.new, newer=done.newer, conflicts=done.conflicts,
                      audit_entries=head.entries, audit_head=head.head, audit_ok=int(head.ok))
    return replace(done, conversation=told.conversation)


def preview(db: Database, bundle: Bundle) -> ImportSummary:
    """What ``merge_bundle`` would do. Writes nothing; any thread."""
    reader = db.reader()
    try:
        reader.begin()
        return Merge(reader, bundle, None).run()
    finally:
        reader.close()


def about(db: Database) -> About:
    """This device's id (made at the first export) and its audit chain, on the store's thread."""
    return About(device_id(db), db.clock(), _audit_head(db))


def _audit_head(db: Database) -> AuditHead:
    """A damaged chain is told in the bundle and does not stop a person from carrying the data out."""
    try:
        state = Audit(db).verify()
    except Refused:
        return AuditHead(Audit(db).count(), "", ok=False)
    return AuditHead(state.entries, state.head, state.ok)


class Bundling:
    """The same for a running desk: every method is called on the engine thread and keeps its loop free while the file is read or written."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def export(self, target: Path, passphrase: str, *, include_keys: bool = False, progress: Progress = _quiet) -> BundleSummary:
        """``progress`` is called on the worker thread."""
        told = about(self._db)
        made = await _in_worker(lambda: _written(self._db, target, passphrase, told, include_keys=include_keys, progress=progress))
        _audit_export(self._db, made)
        return made

    async def verify(self, path: Path, passphrase: str, *, progress: Progress = _quiet) -> BundleSummary:
        told = await _in_worker(lambda: verify_bundle(path, passphrase, progress=progress))
        Audit(self._db).add("sync.verify", told.device, sha256=told.sha256)
        return told

    async def bring_in(self, path: Path, passphrase: str, *, dry_run: bool = False, progress: Progress = _quiet) -> ImportSummary:
        """Imports. Only the merge itself, one transaction, holds the engine."""
        bundle = await _in_worker(lambda: check_bundle(path, passphrase, progress=progress))
        if dry_run:
            return await _in_worker(lambda: preview(self._db, bundle))
        return merge_bundle(self._db, bundle)

    async def hand_over(self, conversation: str, target: Path, passphrase: str, *, progress: Progress = _quiet) -> BundleSummary:
        """One conversation, or an item's, with all that belongs to it in one file; from then on it is continued where that file is taken in.

        Raises ``Refused``: ``conversation.unknown``, ``conversation.answering`` while something is under way in it,
        ``conversation.moved`` if it is elsewhere already; and as ``write_bundle`` does.
        """
        handovers, told = Handovers(self._db), about(self._db)
        read_conversation(self._db, conversation)
        handovers.guard(conversation)
        handovers.settled(conversation)
        with handovers.holding(conversation):  # nothing may be added to it while it is written
            made = await _in_worker(lambda: _written(self._db, target, passphrase, told, include_keys=False, progress=progress, only=conversation))
            handovers.note(conversation, "out", made.sha256, made.device)
        return made

    async def take_over(self, path: Path, passphrase: str, *, progress: Progress = _quiet) -> ImportSummary:
        """Takes in a conversation that another machine handed over. Raises ``Refused('sync.not_a_handover')`` for any other bundle."""
        bundle = await _in_worker(lambda: check_bundle(path, passphrase, progress=progress))
        if not bundle.summary.conversation:
            raise Refused("sync.not_a_handover")
        return merge_bundle(self._db, bundle)


async def _in_worker(work: Callable[[], _T]) -> _T:
    return await anyio.to_thread.run_sync(work)


def _written(
    db: Database, target: Path, passphrase: str, told: About, *, include_keys: bool, progress: Progress, only: str = "",
) -> BundleSummary:
    reader = db.reader()
    try:
        reader.begin()
        return write_bundle(reader, target, passphrase, told, include_keys=include_keys, progress=progress, only=only)
    finally:
        reader.close()


def _audit_export(db: Database, made: BundleSummary) -> None:
    Audit(db).add("sync.export", made.device, sha256=made.sha256, rows=sum(made.rows.values()), keys=int(made.keys))


@contextmanager
def rules() -> Iterator[None]:
    """A row that breaks a rule of the schema can only come from a bundle that was not written by this app."""
    try:
        yield
    except Error as error:
        if int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in _RULE_BROKEN:
            raise Refused("sync.damaged") from error
        raise
