"""The twelve sample messages of the first minute; drafted like any other work, marked, and removable."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from hybriddesk.records.resources import resource
from hybriddesk.records.work import SourceItem

SOURCE = "samples"


class _Sample(msgspec.Struct, forbid_unknown_fields=True):
    subject: str
    body: str
    sender: str


def samples() -> Iterator[SourceItem]:
    """The shipped messages, in order."""
    lines = resource("samples/messages.jsonl").read_bytes().splitlines()
    for number, line in enumerate(lines, 1):
        sample = msgspec.json.decode(line, type=_Sample)
        yield SourceItem(SOURCE, str(number), "mail", sample.subject, sample.body, sample.sender)
