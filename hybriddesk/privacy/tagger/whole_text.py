"""One word is mostly one thing in one text: what the network says of each place of a word draws near to what it says of all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hybriddesk.privacy.tagger.features import Tokens

if TYPE_CHECKING:
    from hybriddesk.privacy.tagger.network import Floats

SHARE = 0.65
"""How far an answer goes towards what its word is as a whole."""

HIGH = 0.5
"""What that is: so far from the mean of its places to the highest of them, for what is overlooked costs more than what is hidden too much."""

_TINY = 1e-6


def agreeing(tokens: Tokens, answers: Floats) -> Floats:
    """``answers`` of shape (tokens, 7) again: for words with a capital that stand in the text more than once the shares of the kinds are
    drawn together; whether a token begins or goes on stays its own.
    """
    import numpy as np  # noqa: PLC0415  with the network, after the first text

    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(tokens.texts):
        if text[0].isupper() and len(text) > 1:
            places[text].append(at)
    groups = [held for held in places.values() if len(held) > 1]
    if not groups:
        return answers
    rows, sizes = [at for held in groups for at in held], [len(held) for held in groups]
    starts = np.cumsum([0, *sizes[:-1]])
    own = answers[rows, 1::2] + answers[rows, 2::2]
    mean = np.add.reduceat(own, starts, axis=0) / np.array(sizes, np.float32)[:, None]
    centre = mean + HIGH * (np.maximum.reduceat(own, starts, axis=0) - mean)
    centre /= np.maximum(1.0, centre.sum(axis=1, keepdims=True))
    drawn = own + SHARE * (np.repeat(centre, sizes, axis=0) - own)
    begins = (answers[rows, 1::2] + _TINY) / (own + 2 * _TINY)
    fresh = answers.copy()
    fresh[rows, 1::2] = drawn * begins
    fresh[rows, 2::2] = drawn * (1 - begins)
    fresh[rows, 0] = 1 - drawn.sum(axis=1)
    return fresh
