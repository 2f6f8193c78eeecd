"""Reads of the ledger that are too long for the window's thread, each on a connection of its own in a worker thread."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from hybriddesk.records.way import MapEntry
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.database import Database
from hybriddesk.vault.ledger import ledger_ids, ledger_line
from hybriddesk.vault.placeholders import known_map
from hybriddesk.vault.queue import review, review_of
from hybriddesk.vault.reader import Reader
from hybriddesk.vault.source import IdList
from hybriddesk.workflow.exporting import write_whole

PART = 512
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Sent:
    """One request with what belongs to it. ``exact`` and ``readable`` are its body as text; ``review`` the draft it led to, or ``""``."""

    line: LedgerLine
    exact: str = field(repr=False)
    readable: str = field(repr=False)
    entries: tuple[MapEntry, ...] = field(repr=False)
    review: str


def matching_ids(db: Database, text: str, outcome: str) -> IdList:
    """Lines whose provider, host or model holds every word of ``text`` and whose outcome is ``outcome`` (empty: any), latest first."""
    with closing(db.reader()) as reader:
        return ledger_ids(reader, text, outcome)


def sent(db: Database, wanted: str) -> Sent:
    """Everything about one line. Raises ``Refused('ledger.unknown')``."""
    with closing(db.reader()) as reader:
        line = ledger_line(reader, wanted)
        drafts = (review(reader, id_) for id_ in review_of(reader, line.conversation))
        found = next((draft.id for draft in drafts if draft.run == line.run), "")
        exact = line.body.decode("utf-8", "backslashreplace")
        return Sent(line, exact, readable(line.body, exact), known_map(reader, line.conversation).entries, found)


def readable(body: bytes, otherwise: str) -> str:
    """JSON set out on lines, with the line breaks inside its texts; what is not JSON stays as it is."""
    try:
        return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[0], msgspec.json.format(body, indent=2).decode())
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return otherwise


def digest(db: Database, wanted: str) -> tuple[str, str]:
    """The stored digest and the one computed now from the stored bytes."""
    with closing(db.reader()) as reader:
        line = ledger_line(reader, wanted)
    return line.sha256, hashlib.sha256(line.body).hexdigest()


def export_ledger(db: Database, target: Path, progress: Callable[[int, int], None]) -> int:
    """Writes every line as JSON, one at a time, and returns how many. ``progress`` may raise to stop; then no file is left.

    Raises ``Permanent('export.cannot_write')``.
    """
    with closing(db.reader()) as reader:
        reader.begin()
        ids = ledger_ids(reader)
        write_whole(target, _lines(reader, ids, progress))
        return len(ids)


def _lines(reader: Reader, ids: IdList, progress: Callable[[int, int], None]) -> Iterator[bytes]:
    for done, id_ in enumerate(ids, 1):
        yield msgspec.json.encode(as_row(ledger_line(reader, id_))) + b"\n"
        if done % PART == 0:
            progress(done, len(ids))


def as_row(line: LedgerLine) -> dict[str, object]:
    """One line for people and scripts. ``body`` is the exact text; bytes that are no UTF-8 stand in ``body_base64`` instead."""
    row: dict[str, object] = {
        "id": line.id, "at_ms": line.at_ms, "run": line.run, "conversation": line.conversation, "attempt": line.attempt,
        "provider": line.provider, "model": line.model, "host": line.host, "method": line.method, "url": line.url,
        "headers": line.headers, "sha256": line.sha256, "outcome": line.outcome, "status": line.status,
        "request_id": line.request_id, "replaced": line.replaced,
    }
    try:
        return {**row, "body": line.body.decode("utf-8")}
    except UnicodeDecodeError:
        return {**row, "body_base64": base64.b64encode(line.body).decode()}
