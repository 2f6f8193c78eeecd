"""Cue words: what stands before or after a number decides what it is."""

from __future__ import annotations

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Pattern

NUMBER_WORD = r"(?:no|nr|num|numbers?|nummer|num[eé]ro|n[uú]mero|id|code|#|n[°ºo]|ref|reference)"
LINK = (
    rf"(?:[ _\-]{{0,2}}{NUMBER_WORD}\b)?[.]?[\"'*]{{0,3}}[ \t]{{0,3}}(?:is|was|ist|lautet|es|est|é|è|[:=#\-]|=>)?"
    r"[ \t]{0,3}[\"'#*]{0,3}"
)
"""Between a cue word and its value: ``no.``, ``number is``, ``: ``, ``= "``, ``": "``."""


class Cue:
    """Words that speak for a kind when they stand near a value."""

    def __init__(self, words: str, *, before: int = 48, after: int = 24) -> None:
        self._pattern = Pattern(rf"(?i)(?:^|[^A-Za-z])(?:{words})")
        self._before = before
        self._after = after

    def anywhere(self, view: View) -> bool:
        """Whether one stands in the text at all: the cheap gate before a search."""
        return self._pattern.near(view, 0, len(view.text))

    def near(self, view: View, start: int, end: int) -> bool:
        """Whether one stands shortly before or after the span."""
        return self._pattern.near(view, start - self._before, start) or (
            self._after > 0 and self._pattern.near(view, end, end + self._after)
        )


def labelled(cues: str, value: str) -> Pattern:
    """A pattern whose group is the ``value`` right after one of the ``cues``."""
    return Pattern(rf"(?i)(?:^|[^A-Za-z\xc0-\xff])(?:{cues}){LINK}({value})")
