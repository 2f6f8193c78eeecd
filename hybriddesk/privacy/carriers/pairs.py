"""Lines of ``name: value`` and ``NAME=value``: .env, INI, YAML, e-mail headers, forms. The name is the label and stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.carriers.hints import names_data
from hybriddesk.privacy.carriers.region import Block, Region, label_of, trimmed

_PAIR = re.compile(r"[ \t]{0,40}(?:-[ \t]{1,4})?(?:export[ ]|\*\*)?([^\W\d_][\w .\-/()]{0,40}?)(?:;[\w=;,\-]{1,80}?(?=:))?(?:\*\*)?[ \t]{0,10}(?::|=(?!=))(?:\*\*)?(?!/)[ \t]{0,20}(.*)")
_ITEM = re.compile(r"[ \t]{1,40}-[ \t]{1,4}(.*)")
_BETWEEN = re.compile(r"[ \t]*(?:[#;].*|\[[\w .\-]{1,60}\]|---|\.\.\.)?[ \t]*\r?\Z")
_LOG_FIELD = re.compile(r"(?<![\w.&?/])([A-Za-z_][A-Za-z_.\-]{1,40})=(\"[^\"\n]{0,400}\"|'[^'\n]{0,400}'|[^\s\"'&<>;,]{1,4000})")
_LOG_USER = re.compile(
    r"(?i)\b(?:user|account|login|for user|by user)[ ]['\"]?([A-Za-z][\w.\-]{2,39})['\"]?[ ](?:has |was |is )?(?:logged|signed|authenticated|failed|created|deleted|updated|not found|"
    r"connected|disconnected|locked|login|registered|requested|uploaded|downloaded|changed|from)\b"
)
_CARD_PARTS = {
    "n": ("last name", "first name", "middle name", "", ""), "adr": ("address", "address", "street", "city", "", "postal code", ""),
}  # fmt: skip
_HOME = re.compile(r"(?:/(?:home|Users)/|[A-Za-z]:\\{1,2}Users\\{1,2})([A-Za-z][\w.\-]{1,39})")
_COMMENT = re.compile(r"[ \t]+#")
_FEWEST = 2


def find(text: str, start: int, end: int) -> Iterator[Block]:
    """Runs of at least two such lines of which one names data."""
    regions: list[Region] = []
    begin, at, label, count = start, start, "", 0
    for line in [*text[start:end].split("\n"), None]:
        region = None
        if line is not None:
            region, label = _value(line, at, label)
        if region or (line is not None and count and _BETWEEN.match(line)):
            if region:
                count += 1
                regions += _parts(text, region)
        else:
            if count >= _FEWEST and any(names_data(found.label) for found in regions):
                yield Block(begin, regions[-1].end, tuple(regions))
            regions, count = [], 0
        at += len(line or "") + 1
        begin = begin if count else at


def _parts(text: str, region: Region) -> list[Region]:
    """The region, or the parts of a name or address as address cards have them; none where the value is empty."""
    names = _CARD_PARTS.get(region.label)
    if names and ";" in text[region.start : region.end]:
        parts, at = list[Region](), region.start
        for name, part in zip(names, text[region.start : region.end].split(";"), strict=False):
            first, last = trimmed(text, at, at + len(part))
            parts += [Region(first, last, name)] if first < last else []
            at += len(part) + 1
        return parts
    return [region] if region.start < region.end else []


def _value(line: str, at: int, label: str) -> tuple[Region | None, str]:
    """The value of a line as a region (empty where it has none), and the label that list items below it take."""
    pair = _PAIR.match(line)
    item = None if pair else _ITEM.match(line) if label else None
    found = pair or item
    if not found:
        return None, label
    label = label_of(pair[1]) if pair else label
    group = 2 if pair else 1
    first, last = trimmed(line, *found.span(group))
    if last - first > 1 and line[first] in "\"'" and (close := line.find(line[first], first + 1)) > 0:
        first, last = first + 1, close
    elif comment := _COMMENT.search(line, first, last):
        last = comment.start()
    return Region(at + first, at + last, label), label


def fields(text: str, start: int, end: int) -> Iterator[Block]:
    """``user=anna`` inside a line, as logs have it; each is a block of its own."""
    for found in _LOG_FIELD.finditer(text, start, end):
        first, last = found.span(2)
        quoted = text[first] in "\"'"
        if last - first > 2 * quoted:
            yield Block(*found.span(), (Region(first + quoted, last - quoted, label_of(found[1])),))


def users(text: str, start: int, end: int) -> Iterator[Block]:
    """``User anna logged in``, as logs have it, and whose home folder a path lies in."""
    found = [match.span(1) for pattern in (_LOG_USER, _HOME) for match in pattern.finditer(text, start, end)]
    for span in sorted(found):
        yield Block(*span, (Region(*span, "user"),))
