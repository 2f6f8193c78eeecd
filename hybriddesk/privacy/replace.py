"""Tokens into the text: one per spelling of a value, families for the forms of one name, links replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hybriddesk.privacy.detect import name_parts
from hybriddesk.privacy.known import folded
from hybriddesk.privacy.links import WINDOW, link_end, link_start
from hybriddesk.privacy.tokens import HEAD_MAX, Mint, dangling_head
from hybriddesk.records.way import MapEntry, Span


_NEAR = 400
"""More spans than fit into a window of outgoing text."""
_BREAKS = " \n\t\r<>\"'`"
"""After one of these a token stands in no link; the usual case, decided without looking further."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A text with its tokens; ``entries[i]`` stands for ``spans[i]`` of the clear text."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]
    entries: tuple[MapEntry, ...]


class Book:
    """The conversation's map while it grows. A value keeps its token; another spelling of it gets one of the same family."""

    def __init__(self, entries: Iterable[MapEntry], mint: Mint) -> None:
        self._mint = mint
        self._by_value: dict[str, MapEntry] = {}
        self._family: dict[str, str] = {}
        self._new: list[MapEntry] = []
        for entry in entries:
            self._remember(entry)

    @property
    def new(self) -> tuple[MapEntry, ...]:
        """What was added since the start."""
        return tuple(self._new)

    def entry(self, value: str, kind: str) -> MapEntry:
        """The entry for exactly this spelling, issued now if need be."""
        known = self._by_value.get(value)
        if known is None:
            relative = self._family.get(folded(value)) or (self._relative(value) if kind == "PERSON" else None)
            known = MapEntry(self._mint.new(kind, relative), kind, value)
            self._new.append(known)
            self._remember(known)
        return known

    def _relative(self, name: str) -> str | None:
        return next((self._family[folded(part)] for part in name_parts(name) if folded(part) in self._family), None)

    def _remember(self, entry: MapEntry) -> None:
        self._by_value.setdefault(entry.value, entry)
        self._family.setdefault(folded(entry.value), entry.token)
        for part in name_parts(entry.value) if entry.kind == "PERSON" else ():
            self._family.setdefault(folded(part), entry.token)


def place(text: str, spans: Sequence[Span], book: Book) -> Placing:
    """Tokens for the spans, which are disjoint and in order. Spans grow where a token would stand inside a link."""
    settled = _grown(text, list(spans))
    entries = tuple(book.entry(text[span.start : span.end], span.kind) for span in settled)
    pieces: list[str] = []
    done = 0
    for span, entry in zip(settled, entries, strict=True):
        pieces += (text[done : span.start], entry.token)
        done = span.end
    pieces.append(text[done:])
    return Placing("".join(pieces), tuple(settled), entries)


def _grown(text: str, spans: list[Span]) -> list[Span]:
    """Spans widened until no token stands inside a link or right after the beginning of another token."""
    grown: list[Span] = []
    for span in spans:
        if grown and span.start < grown[-1].end:
            grown[-1] = _joined(grown[-1], span)
        else:
            grown.append(span)
        while True:
            wider = _wider(text, grown)
            if wider is None:
                break
            while len(grown) > 1 and grown[-2].end > wider.start:
                wider = _joined(grown[-2], wider)
                grown.pop()
            grown[-1] = wider
    return grown


def _wider(text: str, grown: list[Span]) -> Span | None:
    last = grown[-1]
    glued = len(grown) > 1 and grown[-2].end == last.start
    if not glued and (last.start == 0 or text[last.start - 1] in _BREAKS):
        return None
    pieces = _before(text, grown)
    before = "".join(piece for piece, _, _ in pieces)
    link = link_start(before)
    if link is not None:
        end = last.end + link_end(text[last.end : last.end + WINDOW])
        kind = last.kind if last.kind == "SECRET" else "URL"
        return Span(_origin(pieces, link), end, kind, last.score, last.rule)
    head = dangling_head(before[-HEAD_MAX:])
    if head is not None:
        return Span(_origin(pieces, max(0, len(before) - HEAD_MAX) + head), last.end, last.kind, last.score, last.rule)
    return None


def _before(text: str, grown: list[Span]) -> list[tuple[str, int, bool]]:
    """The outgoing text before the last span, at most a window of it: pieces with their place in ``text``, tokens marked."""
    pieces: list[tuple[str, int, bool]] = []
    at, room = grown[-1].start, WINDOW
    for span in reversed(grown[-_NEAR:-1]):
        gap = max(span.end, at - room)
        pieces.append((text[gap:at], gap, False))
        room -= at - gap
        if room <= 0:
            return pieces[::-1]
        pieces.append((span.kind + "~QQQQ", span.start, True))
        room -= len(span.kind) + len("~QQQQ")
        at = span.start
    gap = max(0, at - max(room, 0))
    return [(text[gap:at], gap, False), *reversed(pieces)]


def _origin(pieces: list[tuple[str, int, bool]], offset: int) -> int:
    """The place in the clear text of a character of the joined pieces; all of a token is the start of its span."""
    number = 0
    while offset >= len(pieces[number][0]):
        offset -= len(pieces[number][0])
        number += 1
    _, start, token = pieces[number]
    return start if token else start + offset


def _joined(first: Span, second: Span) -> Span:
    better = max(first, second, key=lambda span: (span.kind == "SECRET", span.kind == "URL", span.score))
    return Span(min(first.start, second.start), max(first.end, second.end), better.kind, better.score, better.rule)
