"""The network in numpy: summed rows, three convolutions over the tokens, seven answers for each."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hybriddesk.privacy.tagger.everyday import Everyday
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
    everyday: Everyday = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "everyday", Everyday(self.table.shape[1]))

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
            fresh = _times(_windows(hidden, width, step), weight, len(hidden))
            fresh += bias
            np.maximum(fresh, 0, out=fresh)
            hidden = np.add(hidden, fresh, out=fresh) if number else fresh
        logits = _times(_windows(hidden[start - first : end - first], 1, 1), self.out[0], end - start) + self.out[1]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), np.float32)

    def _vectors(self, tokens: Tokens) -> Floats:
        words = {word: at for at, word in enumerate(dict.fromkeys(tokens.texts))}
        places = {rows: at for at, rows in enumerate(dict.fromkeys(tokens.around))}
        by_word = self.everyday.rows([*words], self._words)
        by_place = self._sums([list(rows) for rows in places])
        return by_word[[words[word] for word in tokens.texts]] + by_place[[places[rows] for rows in tokens.around]]

    def _words(self, words: list[str]) -> Floats:
        return self._sums([[word_row(word), *form_rows(word), *list_rows(word)] for word in words])

    def _sums(self, rows: list[list[int]]) -> Floats:
        flat = np.fromiter((at for one in rows for at in one), np.int64)
        starts = np.cumsum([0, *(len(one) for one in rows[:-1])])
        return np.asarray(np.add.reduceat(self.table[flat].astype(np.float32), starts, axis=0) * self.scale, np.float32)


def _times(windows: Floats, weight: Floats, count: int) -> Floats:
    """``windows @ weight`` for the first ``count``, few rows at a time: too little work for the library to wake threads, which would only wait
    for each other."""
    product: Floats = np.matmul(windows.reshape(-1, ROWS, windows.shape[1]), weight)
    return product.reshape(-1, weight.shape[1])[:count]


def _windows(rows: Floats, width: int, step: int) -> Floats:
    """Each token's row with those ``step`` apart on both sides, zeros beyond the ends; rows of zeros up to whole ``ROWS``: shape (padded tokens, width x in)."""
    count, columns = rows.shape
    found: Floats = np.zeros((count + -count % ROWS, width * columns), np.float32)
    for at in range(width):
        by = (at - width // 2) * step
        first, last = max(0, -by), min(count, count - by)
        if first < last:
            found[first:last, at * columns : (at + 1) * columns] = rows[first + by : last + by]
    return found


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
