r"""Tokens back into values, whatever a model did to them: case, bold, ``\_``, a space or hyphen, possessive, plural, glued text.

Only tokens issued in this conversation; anything else that reads like one stays and is reported. Nothing is restored inside
links (see ``links``). Kinds that are one-way stay as tokens: a password goes into nobody's reply because a model wrote its
token there. Without such kinds restoring undoes scrubbing, whatever the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hybriddesk.privacy.links import WINDOW, link_start
from hybriddesk.privacy.tokens import BODY, Beginnings, loose_tokens, reads_as_token, stands_bare
from hybriddesk.records.way import MapEntry

_QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class RestoredText:
    """``used`` in order of first use; ``missing`` were issued and not used; ``unresolved`` stand in the text as written."""

    text: str = field(repr=False)
    used: tuple[str, ...]
    missing: tuple[str, ...]
    unresolved: tuple[str, ...]
    kept: tuple[str, ...] = ()
    """Tokens of one-way kinds, which stand in the text as issued."""


class Restorer:
    """Puts back the values of one conversation's map, but those of ``one_way`` kinds."""

    def __init__(self, entries: Iterable[MapEntry], one_way: Iterable[str] = ()) -> None:
        self._one_way = frozenset(one_way)
        self._entries = {(entry.token[: -BODY - 1].upper(), entry.token[-BODY:].upper()): entry for entry in entries}

    def text(self, s: str) -> RestoredText:
        """The whole text with values in place."""
        walk, found = _Walk(self._entries, self._one_way), tuple(loose_tokens(s))
        return walk.account(walk.restored(s, 0, found), s, found)

    def stream(self) -> StreamRestorer:
        """A restorer for pieces as they arrive."""
        return StreamRestorer(self._entries, self._one_way)


class StreamRestorer:
    """The same for a streamed answer: the pieces put together equal ``Restorer.text`` of the whole, however it was cut."""

    def __init__(self, entries: dict[tuple[str, str], MapEntry], one_way: frozenset[str]) -> None:
        self._walk = _Walk(entries, one_way)

    def feed(self, chunk: str) -> str:
        """What can be shown now. Only the beginning of a possible token is held back."""
        return self._walk.feed(chunk, final=False)

    def close(self) -> str:
        """What was held back."""
        return self._walk.feed("", final=True)

    def report(self, text: str) -> RestoredText:
        """The account of the whole stream; ``text`` is what the caller put together."""
        return self._walk.report(text)


_Found = tuple[int, int, str, str]
"""As ``loose_tokens`` finds it: start, end, kind, body. Finding is what takes time, so each text is searched once."""


class _Walk:
    """One pass over a text that may come in pieces."""

    def __init__(self, entries: dict[tuple[str, str], MapEntry], one_way: frozenset[str]) -> None:
        self._entries = entries
        self._one_way = one_way
        self._beginnings = Beginnings(entries)
        self._bare = {entry.token for entry in entries.values() if stands_bare(entry)}
        self._held = ""
        self._before = ""
        self._raw: list[str] = []

    def feed(self, chunk: str, *, final: bool) -> str:
        self._raw.append(chunk)
        text = self._held + chunk
        found = tuple(loose_tokens(text))
        held = None if final else self._hold(text, found)
        ready, self._held = (text, "") if held is None else (text[:held], text[held:])
        context, at = self._before + ready, len(self._before)
        shown = self.restored(context, at, ((at + start, at + end, kind, body) for start, end, kind, body in found if end <= len(ready)))
        self._before = context[-WINDOW:]
        return shown

    def _hold(self, text: str, found: Iterable[_Found]) -> int | None:
        """Where the part begins that must wait. A complete token waits only where the character after it may be a quote of ours."""
        previous = done = start = 0
        waits = False
        for outer, stop, begin, entry in self._issued(text, 0, found):
            previous, done, start = done, stop, begin
            waits = outer == begin and entry.token in self._bare
        if waits and done == len(text) and start > previous and text[start - 1] in _QUOTES:
            return start - 1
        at = self._beginnings.at_end(text, done)
        before = len(text) if at is None else at
        if self._bare and before > done and text[before - 1] in _QUOTES:
            return before - 1
        return at

    def restored(self, context: str, begin: int, found: Iterable[_Found]) -> str:
        """What stands from ``begin`` on, with values in place of what was ``found`` there."""
        pieces: list[str] = []
        done = begin
        for outer, stop, start, entry in self._issued(context, begin, found):
            if entry.kind not in self._one_way and not _linked(context, start):
                pieces += (context[done:outer], entry.value)
                done = stop
        pieces.append(context[done:])
        return "".join(pieces)

    def _issued(self, text: str, begin: int, found: Iterable[_Found]) -> Iterator[tuple[int, int, int, MapEntry]]:
        """Issued tokens from the left: what goes, quotes of ours included, and where the token itself begins. One that overlaps the one before is none."""
        for start, end, kind, body in found:
            entry = self._entries.get((kind, body))
            if entry and start >= begin:
                ours = entry.token in self._bare and start > begin and text[start - 1] in _QUOTES and text[end : end + 1] == text[start - 1]
                begin = end + ours
                yield start - ours, begin, start, entry

    def report(self, restored: str) -> RestoredText:
        """The account of everything that was fed."""
        raw = "".join(self._raw)
        return self.account(restored, raw, tuple(loose_tokens(raw)))

    def account(self, restored: str, raw: str, found: Sequence[_Found]) -> RestoredText:
        """What became of each token of ``raw``, the whole text as it came."""
        taken = {start: entry for _, _, start, entry in self._issued(raw, 0, found)}
        used = dict.fromkeys(entry.token for start, entry in taken.items() if not _linked(raw, start))
        blocked = [(start, entry.token) for start, entry in taken.items() if _linked(raw, start)]
        strange = [(start, raw[start:end]) for start, end, _, _ in found if start not in taken and reads_as_token(raw, start, end)]
        missing = tuple(entry.token for entry in self._entries.values() if entry.token not in used)
        kept = tuple(dict.fromkeys(entry.token for entry in taken.values() if entry.kind in self._one_way))
        return RestoredText(restored, tuple(used), missing, tuple(dict.fromkeys(token for _, token in sorted(blocked + strange))), kept)


def _linked(text: str, start: int) -> bool:
    return link_start(text[max(0, start - WINDOW) : start]) is not None
