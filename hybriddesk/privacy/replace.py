"""Tokens into the text: one per spelling of a value, families for the forms of one name, links replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hybriddesk.privacy.detect import name_parts
from hybriddesk.privacy.generalise import generalised
from hybriddesk.privacy.known import folded
from hybriddesk.privacy.links import WINDOW, link_end, link_start
from hybriddesk.privacy.tokens import HEAD_MAX, Mint, dangling_head, stands_bare
from hybriddesk.records.way import Instead, MapEntry, Span

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
        self._by_value: dict[tuple[str, bool], MapEntry] = {}
        self._family: dict[str, str] = {}
        self._new: list[MapEntry] = []
        for entry in entries:
            self._remember(entry)

    @property
    def new(self) -> tuple[MapEntry, ...]:
        """What was added since the start."""
        return tuple(self._new)

    def entry(self, value: str, kind: str, *, bare: bool = False) -> MapEntry:
        """The entry for exactly this spelling, issued now if need be. ``bare``: it stands for a number outside quotes."""
        known = self._by_value.get((value, bare))
        if known is None:
            relative = self._family.get(folded(value)) or (self._relative(value) if kind == "PERSON" else None)
            known = MapEntry(self._mint.new(kind, relative, bare=bare), kind, value)
            self._new.append(known)
            self._remember(known)
        return known

    def _relative(self, name: str) -> str | None:
        return next((self._family[folded(part)] for part in name_parts(name) if folded(part) in self._family), None)

    def _remember(self, entry: MapEntry) -> None:
        self._by_value.setdefault((entry.value, stands_bare(entry)), entry)
        self._family.setdefault(folded(entry.value), entry.token)
        for part in name_parts(entry.value) if entry.kind == "PERSON" else ():
            self._family.setdefault(folded(part), entry.token)


def place(text: str, spans: tuple[Span, ...], book: Book, quotes: Mapping[tuple[int, int], str], actions: Mapping[str, Instead]) -> Placing:
    """Tokens for the spans, which are disjoint, in order and ``grown``. ``quotes``: what a token needs around it at a span.

    Where ``actions`` drop or generalise a kind, its entry is kept all the same: the value stays known and hidden from now on.
    """
    around = [quotes.get((span.start, span.end), "") for span in spans]
    entries = tuple(book.entry(text[span.start : span.end], span.kind, bare=bool(quote)) for span, quote in zip(spans, around, strict=True))
    pieces: list[str] = []
    done = 0
    for span, entry, quote in zip(spans, entries, around, strict=True):
        instead = _instead(entry, actions.get(entry.kind))
        around_it = "" if instead and instead.isdigit() else quote
        pieces += (text[done : span.start], around_it, instead or entry.token, around_it)
        done = span.end
    pieces.append(text[done:])
    return Placing("".join(pieces), spans, entries)


def _instead(entry: MapEntry, action: Instead | None) -> str | None:
    """What stands for a value that does not come back."""
    if action == "drop":
        return f"{entry.kind}_REMOVED"
    return generalised(entry.kind, entry.value) if action == "generalise" else None


def grown(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans widened until no token would stand inside a link or right after the beginning of another token."""
    done: list[Span] = []
    for span in spans:
        done.append(_joined(done.pop(), span) if done and span.start < done[-1].end else span)
        wider = _wider(text, done)
        while wider is not None:
            done.pop()
            while done and done[-1].end > wider.start:
                wider = _joined(done.pop(), wider)
            done.append(wider)
            wider = _wider(text, done)
    return tuple(done)


def _wider(text: str, done: list[Span]) -> Span | None:
    last = done[-1]
    glued = len(done) > 1 and done[-2].end == last.start
    if not glued and (last.start == 0 or text[last.start - 1] in _BREAKS):
        return None
    pieces = _before(text, done)
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


def _before(text: str, done: list[Span]) -> list[tuple[str, int, bool]]:
    """The outgoing text before the last span, at most a window of it: pieces with their place in ``text``, tokens marked."""
    pieces: list[tuple[str, int, bool]] = []
    at, room = done[-1].start, WINDOW
    for span in reversed(done[-_NEAR:-1]):
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
