"""WCAG 2.2 contrast of every pair the desk draws: text 4.5:1, borders of inputs and focus rings 3:1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hybriddesk.desk.theme.tokens import Tokens

TEXT, EDGE = 4.5, 3.0

_ON_ALL = ("text", "text2", "text3")
_GROUNDS = ("canvas", "surface", "sunken")
_KINDS = ("ok", "warn", "bad", "pii", "neutral")


class Pair(NamedTuple):
    """Two roles, their ratio, and the least it may be."""

    front: str
    back: str
    ratio: float
    least: float


def luminance(colour: str) -> float:
    """Relative luminance 0..1 of ``#RRGGBB``."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(front: str, back: str) -> float:
    """Contrast ratio 1..21."""
    high, low = sorted((luminance(front), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs(tokens: Tokens) -> Iterator[Pair]:
    """Every pair in use."""
    for front, back, least in _in_use():
        yield Pair(front, back, ratio(tokens.role(front), tokens.role(back)), least)


def breaches(tokens: Tokens) -> tuple[Pair, ...]:
    """Pairs that are too weak; empty for a sound theme."""
    return tuple(pair for pair in pairs(tokens) if pair.ratio < pair.least)


def _in_use() -> Iterator[tuple[str, str, float]]:
    yield from ((text, ground, TEXT) for text in _ON_ALL for ground in (*_GROUNDS, "raised", "hover"))
    yield from ((kind, f"{kind}_soft", TEXT) for kind in (*_KINDS, "added", "removed"))
    yield from ((kind, ground, TEXT) for kind in ("ok", "warn", "bad", "pii", "accent") for ground in _GROUNDS)
    yield from (("on_accent", ground, TEXT) for ground in ("accent", "accent_hover"))
    yield from ((text, "accent_soft", TEXT) for text in ("accent_text", "text", "text2", "text3"))
    yield ("selection_text", "selection", TEXT)
    yield from ((text, "neutral_soft", TEXT) for text in ("text2", "text3", "accent_text"))
    yield from ((edge, ground, EDGE) for edge in ("strong", "focus") for ground in _GROUNDS)
    yield from ((kind, "track", EDGE) for kind in ("accent", "ok", "warn", "bad"))
