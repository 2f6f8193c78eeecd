"""Examples as numbers: rows of each token's features with the group they belong to, and a label for each token."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from corpus import UNSURE, Example
from numpy.typing import NDArray

from hybriddesk.privacy.language import guess
from hybriddesk.privacy.tagger.features import form_rows, list_rows, row, tokens_of, word_row
from hybriddesk.privacy.tagger.network import LABELS, Network

FORM, WORD, LISTED, TONGUE = range(4)
IGNORED = -100
_PHRASES = frozenset(row(f"{mark} {part}{case}") for mark in ("place", "org") for part in "BI" for case in "Xx")


@dataclass
class Encoded:
    """``rows`` and ``groups``: features of all tokens one after another; ``sizes``: how many each token has; ``labels`` by token;
    ``soft``: what the teachers say of each token, shape (tokens, 7), or empty without teachers.
    """

    rows: NDArray[np.int32]
    groups: NDArray[np.int8]
    sizes: NDArray[np.int32]
    labels: NDArray[np.int64]
    soft: NDArray[np.float16]


@cache
def _word(word: str) -> tuple[tuple[int, int], ...]:
    return ((word_row(word), WORD), *((at, FORM) for at in form_rows(word)), *((at, LISTED) for at in list_rows(word)))


def encoded(example: Example, teachers: Sequence[Network]) -> Encoded:
    """One example as numbers; ``teachers`` are networks made before, which read it with nothing hidden."""
    tokens = tokens_of(example.text, guess(example.text.lower()))
    rows: list[int] = []
    groups: list[int] = []
    sizes: list[int] = []
    for text, around in zip(tokens.texts, tokens.around, strict=True):
        own = [*_word(text), (around[0], TONGUE), *((at, LISTED if at in _PHRASES else FORM) for at in around[1:])]
        rows += [at for at, _ in own]
        groups += [group for _, group in own]
        sizes.append(len(own))
    labels = [_label(start, end, example) for start, end in tokens.spans]
    said = [teacher.answers(tokens) for teacher in teachers]
    soft = np.mean(said, axis=0) if said else np.zeros((0, len(LABELS)))
    return Encoded(np.array(rows, np.int32), np.array(groups, np.int8), np.array(sizes, np.int32), np.array(labels, np.int64), soft.astype(np.float16))


def _label(start: int, end: int, example: Example) -> int:
    for left, right, kind in example.labels:
        if left < end and start < right:
            if kind == UNSURE:
                return IGNORED
            return LABELS.index(("B-" if start <= left else "I-") + kind) if kind != "O" else 0
    return 0


def documents(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Examples joined to texts of one to four lines, each of one language."""
    joined: list[Example] = []
    by_language: dict[str, list[Example]] = {}
    for example in examples:
        by_language.setdefault(example.language, []).append(example)
    for language, rows in sorted(by_language.items()):
        at = 0
        while at < len(rows):
            count = rng.choice((1, 1, 1, 2, 3, 4))
            text, labels = "", []
            for one in rows[at : at + count]:
                text += rng.choice(("\n", " ")) if text else ""
                labels += [(start + len(text), end + len(text), kind) for start, end, kind in one.labels]
                text += one.text
            joined.append(Example(text, labels, language))
            at += count
    rng.shuffle(joined)
    return joined
