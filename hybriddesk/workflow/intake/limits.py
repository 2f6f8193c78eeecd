"""How large a file, a row and an item may be, and the last check every item passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hybriddesk.records.work import SourceFault, SourceItem

Found = SourceItem | SourceFault

WHOLE_FILE = 50 * 1024 * 1024
"""Bytes: files that are one item (a mail, a text, a document) are read at once and may not be larger."""
BODY = 1_000_000
"""Characters of one item. More than that is no message a person answers, and it would stall the review editor."""
RECORD = 4 * BODY
"""Characters of one row or line before it is given up as broken: quoting and escapes cost room on top of the body."""
FAULTS = 1_000
"""Faults named one by one for a file; further ones are counted in one last fault."""

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with newlines as LF, lone surrogates as U+FFFD and no control characters: what a store and a window can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _UNSTORABLE.sub(lambda found: "\ufffd" if found[0] >= "\ud800" else "", text)


def fitting(item: SourceItem) -> Found:
    """The item ready to store, or the fault ``intake.body_too_long`` or ``intake.no_text``: it is never cut silently."""
    body = plain(item.body).strip("\n").rstrip()
    if len(body) > BODY:
        return SourceFault(item.source, item.key, "intake.body_too_long", {"characters": len(body), "most": BODY})
    if not body:
        return SourceFault(item.source, item.key, "intake.no_text")
    extra = {name: plain(value) for name, value in item.extra.items()}
    subject = " ".join(plain(item.subject).split())[:500]
    return replace(item, body=body, subject=subject, sender=" ".join(plain(item.sender).split()), extra=extra)


def bounded(found: Iterable[Found], source: str) -> Iterator[Found]:
    """The same stream with at most ``FAULTS`` faults, then one ``intake.more_faults`` with the count of the others."""
    faults = 0
    for one in found:
        faults += isinstance(one, SourceFault)
        if isinstance(one, SourceItem) or faults <= FAULTS:
            yield one
    if faults > FAULTS:
        yield SourceFault(source, "", "intake.more_faults", {"count": faults - FAULTS})
