"""The network in numpy: summed rows, three convolutions over the tokens, seven answers for each."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hybriddesk.privacy.tagger.features import Tokens, form_rows, list_rows, word_row
from hybriddesk.records.errors import Refused

LABELS = ("O", "B-PERSON", "I-PERSON", "B-LOCATION", "I-LOCATION", "B-ORG", "I-ORG")
REACHES = ((5, 1), (3, 1), (3, 2), (3, 4))
"""Width and dilation of each convolution; the later ones add to what they read."""
SEES = sum(width // 2 * step for width, step in REACHES)
"""How many tokens away a token's answer depends on."""
TOGETHER = 1_024
"""Tokens at a time: numpy holds the interpreter while it copies, and all of a long text would hold a window for 50 ms."""
ROWS = 8
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """``table``: int8 rows of the features, times ``scale`` by column. ``layers``: weight (width x in, out) and bias of each convolution."""

    table: NDArray[np.int8]
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]
    out: tuple[Floats, Floats]

    def answers(self, tokens: Tokens) -> Floats:
        """Probabilities of ``LABELS`` for each token, shape (tokens, 7). Read in pieces, each with the neighbours that its ends depend on."""
        count = len(tokens.texts)
        pieces = [self._answers(tokens, at, min(at + TOGETHER, count)) for at in range(0, count, TOGETHER)]
        return np.concatenate([np.zeros((0, len(LABELS)), np.float32), *pieces])

    def _answers(self, tokens: Tokens, start: int, end: int) -> Floats:
        """The same for the tokens from ``start`` to before ``end``."""
        first = max(0, start - SEES)
        hidden = self._vectors(tokens.part(first, end + SEES))
        for number, ((weight, bias), (width, step)) in enumerate(zip(self.layers, REACHES, strict=True)):
            fresh = np.maximum(_times(_windows(hidden, width, step), weight) + bias, 0)
            hidden = hidden + fresh if number else fresh
        logits = _times(hidden[start - first : end - first], self.out[0]) + self.out[1]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), np.float32)

    def _vectors(self, tokens: Tokens) -> Floats:
        words = {word: at for at, word in enumerate(dict.fromkeys(tokens.texts))}
        places = {rows: at for at, rows in enumerate(dict.fromkeys(tokens.around))}
        by_word = self._sums([[word_row(word), *form_rows(word), *list_rows(word)] for word in words])
        by_place = self._sums([list(rows) for rows in places])
        return by_word[[words[word] for word in tokens.texts]] + by_place[[places[rows] for rows in tokens.around]]

    def _sums(self, rows: list[list[int]]) -> Floats:
        flat = np.fromiter((at for one in rows for at in one), np.int64)
        starts = np.cumsum([0, *(len(one) for one in rows[:-1])])
        return np.asarray(np.add.reduceat(self.table[flat].astype(np.float32), starts, axis=0) * self.scale, np.float32)


def _times(rows: Floats, weight: Floats) -> Floats:
    """``rows @ weight``, few rows at a time: too little work for the library to wake threads, which would only wait for each other."""
    count = len(rows)
    product: Floats = np.matmul(_framed(rows, 0, -count % ROWS).reshape(-1, ROWS, rows.shape[1]), weight)
    return product.reshape(-1, weight.shape[1])[:count]


def _windows(rows: Floats, width: int, step: int) -> Floats:
    """Each token's row with those ``step`` apart on both sides, zeros beyond the ends: shape (tokens, width x in)."""
    reach = width // 2 * step
    padded = _framed(rows, reach, reach)
    count = len(rows)
    return np.concatenate([padded[at * step : at * step + count] for at in range(width)], axis=1)


def _framed(rows: Floats, before: int, after: int) -> Floats:
    """The rows with rows of zeros around them."""
    framed = np.zeros((before + len(rows) + after, rows.shape[1]), np.float32)
    framed[before : before + len(rows)] = rows
    return framed


@cache
def network(path: Path, sha256: str) -> Network:
    """The network of a file, read once. Raises ``Refused("privacy.names_damaged")`` if its digest is another or it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("privacy.names_damaged", file=path.name) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused("privacy.names_damaged", file=path.name)
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        layers = tuple((held[f"w{n}"].astype(np.float32), held[f"b{n}"].astype(np.float32)) for n in range(len(REACHES)))
        return Network(held["table"], held["scale"], layers, (held["wo"].astype(np.float32), held["bo"].astype(np.float32)))
