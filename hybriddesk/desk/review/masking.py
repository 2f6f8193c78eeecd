"""Two forms of one text: with real values, and with the conversation's tokens in their place.

The person's version is stored with real values; on the screen tokens stand there until real values are asked for. All offsets
are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from hybriddesk.privacy.tokens import BODY, near_look_alikes
from hybriddesk.records.way import MapEntry

Place = tuple[int, int]
Swap = tuple[int, int, str]
"""A place and the words that come to stand there."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with tokens. ``cuts`` are ``(clear start, clear end, masked start, masked end)`` of every value, ascending."""

    text: str = field(repr=False)
    cuts: tuple[tuple[int, int, int, int], ...] = ()

    def at(self, position: int, *, end: bool = False) -> int:
        """Where a place of the clear text stands here; inside a value: the token's start, or its end when ``end``."""
        index = bisect_right(self.cuts, (position, -1, -1, -1)) - 1
        if index + 1 < len(self.cuts) and self.cuts[index + 1][0] == position:
            return self.cuts[index + 1][2]
        if index < 0:
            return position
        _, clear_end, start, stop = self.cuts[index]
        if position >= clear_end:
            return stop + position - clear_end
        return stop if end else start


class Mask:
    """Hides and shows the values of one conversation. Exact: ``clear(hide(text).text) == text`` for every text the map made."""

    def __init__(self, entries: Iterable[MapEntry]) -> None:
        entries = tuple(entries)
        self._token = {entry.value: entry.token for entry in reversed(entries)}
        self._value = {entry.token.casefold(): entry.value for entry in entries}
        self._values = _alternation(self._token)
        self._tokens = _alternation((entry.token for entry in entries), flags=re.IGNORECASE)

    def hide(self, text: str) -> Masked:
        """The text with every known value replaced by its token."""
        pieces: list[str] = []
        cuts: list[tuple[int, int, int, int]] = []
        done = length = 0
        for start, end in self.values(text):
            token = self._token[text[start:end]]
            pieces += (text[done:start], token)
            length += start - done
            cuts.append((start, end, length, length + len(token)))
            length += len(token)
            done = end
        return Masked("".join((*pieces, text[done:])), tuple(cuts))

    def clear(self, text: str) -> str:
        """The text with every issued token replaced by its value."""
        if self._tokens is None:
            return text
        return self._tokens.sub(lambda found: self._value[found.group().casefold()], text)

    def tokens(self, text: str) -> tuple[Place, ...]:
        """Where issued tokens stand."""
        return _places(self._tokens, text)

    def values(self, text: str) -> tuple[Place, ...]:
        """Where known real values stand."""
        return _places(self._values, text)

    def swaps(self, text: str, *, clear: bool) -> tuple[Swap, ...]:
        """What changes when ``text`` is shown with real values, or with tokens again; ascending."""
        if clear:
            return tuple((start, end, self._value[text[start:end].casefold()]) for start, end in self.tokens(text))
        return tuple((start, end, self._token[text[start:end]]) for start, end in self.values(text))

    def strangers(self, text: str) -> tuple[str, ...]:
        """Words spelled like a token that stand for nothing here, in order, each once: most often a slip of the finger."""
        own = set(self._value) | {value.casefold() for value in self._token}
        found = (text[start:end] for start, end in near_look_alikes(text) if _stands_alone(text, start, end))
        return tuple(dict.fromkeys(word for word in found if word == word.upper() and word.casefold() not in own))

    def can_hide(self, text: str) -> bool:
        """Whether hiding loses nothing; a text that already holds a foreign look of a token is better left as it is."""
        return self.clear(self.hide(text).text) == text


def _alternation(words: Iterable[str], flags: int = 0) -> re.Pattern[str] | None:
    longest_first = sorted({word for word in words if word}, key=len, reverse=True)
    if not longest_first:
        return None
    # The look behind comes after each first character: in front it would keep the engine from skipping to one (6 times slower).
    words = (rf"{re.escape(word[0])}(?<!\w.){re.escape(word[1:])}" for word in longest_first)
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)", flags | re.DOTALL)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not a part of a longer word, and with a body of about a token's length."""
    around = text[start - 1 : start] + text[end : end + 1]
    return not re.search(r"\w", around) and abs(end - text.rindex("_", start, end) - 1 - BODY) <= 1


def _places(pattern: re.Pattern[str] | None, text: str) -> tuple[Place, ...]:
    return tuple(found.span() for found in pattern.finditer(text)) if pattern else ()
