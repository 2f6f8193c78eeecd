"""Commands of the privacy room: scrub and restore need no store; outgoing reads the ledger."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import msgspec

from hybriddesk.headless.run import explain
from hybriddesk.headless.session import DoorFactory, emit, opened, standard_input
from hybriddesk.privacy.kinds import field_name
from hybriddesk.privacy.restore import Restorer
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Draft, KnownMap, MapEntry, Message
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.ledger import ledger_ids

_Shape = TypeVar("_Shape")


class _ToScrub(msgspec.Struct):
    text: str
    id: str | int | None = None


class _ToRestore(msgspec.Struct):
    text: str
    map: dict[str, str]
    id: str | int | None = None


async def scrub(options: argparse.Namespace, _door_of: DoorFactory) -> int:
    """One line out per line in. With --conversation the tokens of earlier lines are kept.

    Organisations are hidden too: here nobody looks at the text before it is used.
    """
    scrubber, known, told = Scrubber(kinds_on=("ORG",)), KnownMap(model_folder=options.model_folder), False
    for line in _lines(_ToScrub):
        draft = Draft(options.conversation or new_id(), new_id(), "scrub", (Message("user", line.text),), language=options.language)
        done = scrubber.scrub(draft, known)
        if scrubber.fault and not told:
            explain(scrubber.fault)
            told = True
        emit({
            "id": line.id, "text": done.messages[0].text,
            "spans": [{"start": s.start, "end": s.end, "type": field_name(s.kind), "score": round(s.score, 3), "rule": s.rule} for s in done.spans[0]],
            "map": {entry.token: entry.value for entry in done.entries},
        })
        if options.conversation:
            known = replace(known, entries=done.entries)
    return 0


async def restore(_options: argparse.Namespace, _door_of: DoorFactory) -> int:
    """One line out per line in; unresolved tokens are named."""
    for line in _lines(_ToRestore):
        entries = [MapEntry(token, token.rsplit("_", 1)[0], value) for token, value in line.map.items()]
        done = Restorer(entries).text(line.text)
        emit({"id": line.id, "text": done.text, "unresolved": list(done.unresolved)})
    return 0


async def outgoing(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """The ledger, newest first."""
    async with opened(options, door_of) as workspace:
        for wanted in ledger_ids(workspace.db):
            line = workspace.ledger.get(wanted)
            if options.run in (None, line.run):
                emit(_shown(line))
    return 0


def _shown(line: LedgerLine) -> dict[str, object]:
    return {
        "id": line.id, "run": line.run, "conversation": line.conversation, "attempt": line.attempt, "at_ms": line.at_ms,
        "provider": line.provider, "model": line.model, "host": line.host, "method": line.method, "url": line.url,
        "headers": [list(header) for header in line.headers], "body": line.body.decode("utf-8", "backslashreplace"),
        "sha256": line.sha256, "replaced": [list(pair) for pair in line.replaced], "outcome": line.outcome,
        "status": line.status, "request_id": line.request_id,
    }


def _lines(shape: type[_Shape]) -> Iterator[_Shape]:
    for number, raw in enumerate(standard_input(), 1):
        if raw.strip():
            try:  # the standard library's reader, because it lets lone surrogates through
                yield msgspec.convert(json.loads(raw), shape)
            except (ValueError, RecursionError, msgspec.ValidationError) as error:
                raise Refused("input.bad_line", line=number) from error
