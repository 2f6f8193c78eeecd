"""Which drafts are alike: MinHash over pairs of words finds candidates, the ratio of common words decides.

Broder, "On the resemblance and containment of documents" (1997); banding after Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", chapter 3. Names and figures count as kinds: what differs from customer to customer makes no two replies unlike.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz

ALIKE = 80.0
"""Share of common words in percent from which two texts belong together."""

BANDS, ROWS = 8, 3
"""Two texts with half of their word pairs in common share a band with probability 1 - (1 - .5^3)^8 = .66, with .8 in common .998."""

MOST_WORDS = 600
"""A text is known by its first words: beyond them only the time grows."""

_PRIME = np.uint64((1 << 61) - 1)
_SEED = np.random.default_rng(1_042)
_A = _SEED.integers(1, 1 << 28, BANDS * ROWS, dtype=np.uint64)
_B = _SEED.integers(0, 1 << 60, BANDS * ROWS, dtype=np.uint64)

_TOKEN = re.compile(r"\b([A-Z]+)_[0-9A-Z]{4}\b")
_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")
_WORD = re.compile(r"\w+")


def shape(text: str) -> str:
    """The words of a text in small letters, with kinds in the place of hidden values and ``0`` for every figure."""
    plain = _FIGURE.sub("0", _TOKEN.sub(r" \1 ", text))
    return " ".join(word.lower() for word in _WORD.findall(plain)[:MOST_WORDS])


def bands(shaped: str) -> tuple[int, ...]:
    """One number per band, below 2^53; texts that share one are candidates. Nothing for a text without words."""
    words = shaped.split()
    if not words:
        return ()
    pairs = {zlib.crc32(f"{one} {two}".encode()) for one, two in pairwise((*words, ""))}
    hashed = np.fromiter(pairs, dtype=np.uint64, count=len(pairs))
    least = ((hashed[:, None] * _A + _B) % _PRIME).min(axis=0).reshape(BANDS, ROWS)
    return tuple(zlib.crc32(row.tobytes()) | number << 32 for number, row in enumerate(least))


def alike(one: str, other: str) -> float:
    """How alike two shapes are, 0..100; below ``ALIKE`` it is 0."""
    return fuzz.ratio(one.split(), other.split(), score_cutoff=ALIKE)


def best(shaped: str, others: Iterable[tuple[int, str]]) -> int | None:
    """The name of the one most alike, the first of several; None where none is alike."""
    found, most = None, 0.0
    for name, other in others:
        share = alike(shaped, other)
        if share > most:
            found, most = name, share
    return found
