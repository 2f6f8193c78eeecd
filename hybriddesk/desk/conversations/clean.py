"""What a text may do to a screen: nothing. Terminal codes, direction overrides and control characters are taken out before it is shown.

Only the shown text is cleaned; the store keeps what was said.
"""

from __future__ import annotations

import re

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[ -/]*)?\Z")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # may make a line read other than it is
    "\ufeff\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e007f]"  # seen by nobody, read by a model
)
HELD_AT_MOST = 4_096
"""A terminal code longer than this is none."""


def clean(text: str) -> str:
    """The whole text without anything but letters, signs, blanks and line ends."""
    return _plain(_lines(text))


class Cleaner:
    """The same for a text that arrives in pieces: the pieces put together equal ``clean`` of the whole."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, chunk: str) -> str:
        """What can be shown now. Only the beginning of a terminal code or line end is held back."""
        text = self._held + chunk
        self._held = "\r" if text.endswith("\r") else ""  # half of a line end, perhaps
        text = _lines(text[: len(text) - len(self._held)])
        found = _UNFINISHED.search(text, text.find("\x1b")) if "\x1b" in text else None
        if found is None or len(text) - found.start() > HELD_AT_MOST:
            return _plain(text)
        self._held = text[found.start() :] + self._held
        return _plain(text[: found.start()])

    def close(self) -> str:
        """What was held back."""
        rest, self._held = self._held, ""
        return _plain(_lines(rest))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")


def _plain(text: str) -> str:
    return _HIDDEN.sub("", _ANSI.sub("", text) if "\x1b" in text else text)
