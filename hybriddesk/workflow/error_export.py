"""The central error log as one JSON file, with the advice that belongs to each kind of trouble. It holds no text of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from hybriddesk.records.advice import Advice, advice, table
from hybriddesk.records.troubles import Occurrence, Trouble
from hybriddesk.vault.error_pages import trouble_ids, trouble_page
from hybriddesk.vault.errors import occurrences
from hybriddesk.vault.source import IdList, Source
from hybriddesk.workflow.exporting import write_whole

PART = 64


def export_errors(source: Source, target: Path, now_ms: int, progress: Callable[[int, int], object] = lambda _done, _whole: None) -> int:
    """Writes every kind of trouble with its latest occurrences, a part at a time, and returns how many kinds.

    ``progress(done, whole)`` may raise to stop; then no file is left. Raises ``Permanent('export.cannot_write')``.
    """
    ids = trouble_ids(source)
    write_whole(target, _parts(source, ids, now_ms, progress))
    return len(ids)


def _parts(source: Source, ids: IdList, now_ms: int, progress: Callable[[int, int], object]) -> Iterator[bytes]:
    head = {"kind": "hybriddesk errors", "schema": 1, "written": _time(now_ms)}
    yield msgspec.json.encode(head).removesuffix(b"}") + b',"errors":['
    for start in range(0, len(ids), PART):
        progress(start, len(ids))
        for at, row in enumerate(trouble_page(source, ids[start : start + PART]), start):
            one = row.trouble
            whole = {**trouble_row(one), "occurrences": [occurrence_row(each) for each in occurrences(source, one.fingerprint)]}
            yield (b",\n" if at else b"\n") + msgspec.json.encode(whole)
    yield b"\n]}\n"


def trouble_row(one: Trouble) -> dict[str, object]:
    """One kind for people and scripts."""
    said = advice(one.code) if one.code in table() else Advice("")
    return {
        "fingerprint": one.fingerprint, "state": one.state, "class": one.kind, "code": one.code, "workflow": one.workflow, "node": one.node,
        "provider": one.provider, "model": one.model, "place": one.place, "count": one.count, "first_seen": _time(one.first_ms),
        "last_seen": _time(one.last_ms), "advice": " ".join(part for part in (said.works, said.do) if part),
    }


def occurrence_row(one: Occurrence) -> dict[str, object]:
    """One time it happened."""
    return {"at": _time(one.at_ms), "execution": one.run, "facts": dict(one.facts)}


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")
