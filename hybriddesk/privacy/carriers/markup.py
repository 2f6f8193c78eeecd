"""XML and HTML: text between tags and attribute values; tag and attribute names are the labels and stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.carriers.hints import kind_of
from hybriddesk.privacy.carriers.region import Block, Region, label_of, trimmed

_OPEN = re.compile(r"<(?:[?!]|/?[A-Za-z])")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.\-]{0,80})")
_ATTRIBUTE = re.compile(r"""\s{0,200}([A-Za-z_:@][\w:.\-]{0,80})\s{0,20}=\s{0,20}(?:"([^"<]{0,4000})"|'([^'<]{0,4000})'|([^\s"'<>=]{1,400}))""")
_TAG_END = re.compile(r"[^<>]{0,400}>")
_SIGN = re.compile(r"</[A-Za-z]|/>|<!DOCTYPE|<\?xml", re.IGNORECASE)
_SYNTAX_ATTRIBUTES = frozenset(
    ["class", "style", "id", "type", "rel", "lang", "charset", "role", "for", "version", "encoding", "xmlns", "width", "height", "viewbox", "d", "method", "target"]
)
_SYNTAX_TAGS = frozenset(["script", "style"])
_PLAIN_TAGS = frozenset(
    ["p", "td", "th", "tr", "li", "b", "i", "em", "strong", "span", "div", "a", "h1", "h2", "h3", "h4", "br", "u", "small", "code", "pre", "section", "body", "html", "ul", "ol", "table"]
)
"""Tags that say nothing about what they hold."""


_NAMING = frozenset(["name", "key", "property", "field"])
_VALUES = frozenset(["value", "content", "placeholder"])
_GENERIC_TAGS = frozenset(["field", "property", "attribute", "param", "parameter", "data", "entry", "item", "column", "col", "string", "value", "claim", "input", "textarea"])
"""``<field name="ssn">`` and ``<input name="email" value="...">``: one attribute says what the value is."""


def find(text: str, start: int, end: int) -> Iterator[Block]:
    """The stretch from the first tag to the last one, where there is a closing tag at all."""
    if not _SIGN.search(text, start, end):
        return
    regions: list[Region] = []
    first, at, label, record = -1, start, "", 0
    while opened := _OPEN.search(text, at, end):
        if first >= 0:
            _add(regions, text, at, opened.start(), label, record)
        else:
            first = opened.start()
        at, name, inner, closing = _tag(text, opened.start(), end, record)
        record += closing
        regions += inner
        label = "" if closing or name.lower() in _PLAIN_TAGS else label_of(name.rpartition(":")[2])
        if name.lower() in _SYNTAX_TAGS and not closing:
            at = _closed(text, name, at, end)
    if regions and at > first:
        yield Block(first, at, tuple(regions))


def _tag(text: str, start: int, end: int, record: int) -> tuple[int, str, list[Region], bool]:
    """Its end, its name, the values of its attributes and whether it closes something."""
    for opener, closer in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")):
        if text.startswith(opener, start):
            stop = text.find(closer, start + len(opener), end)
            stop, after = (end, end) if stop < 0 else (stop, stop + len(closer))
            inside = [] if opener in ("<?", "<!") else _inside(text, start + len(opener), stop)
            return after, "", inside, False
    named = _TAG.match(text, start, end)
    assert named is not None  # as _OPEN found it
    at, says = named.end(), ""
    regions: list[Region] = []
    while found := _ATTRIBUTE.match(text, at, end):
        at = found.end()
        group = next(number for number in (2, 3, 4) if found[number] is not None)
        name = found[1].lower()
        if name in _NAMING:
            says = label_of(found[group])
        if name.partition(":")[0] not in _SYNTAX_ATTRIBUTES and not (name in _NAMING and kind_of(says)):
            _add(regions, text, *found.span(group), says if name in _VALUES and says else label_of(name), record)
    over = _TAG_END.match(text, at, end)
    return over.end() if over else at, says if says and named[2].lower() in _GENERIC_TAGS else named[2], regions, bool(named[1])


def _inside(text: str, start: int, end: int) -> list[Region]:
    regions: list[Region] = []
    _add(regions, text, start, end, "", 0)
    return regions


def _closed(text: str, name: str, at: int, end: int) -> int:
    """Where the closing tag of a script or style begins."""
    found = re.compile(rf"</{name}", re.IGNORECASE).search(text, at, end)
    return found.start() if found else end


def _add(regions: list[Region], text: str, start: int, end: int, label: str, record: int) -> None:
    first, last = trimmed(text, start, end)
    if first < last:
        regions.append(Region(first, last, label, record, escape="xml" if "&" in text[first:last] else ""))
