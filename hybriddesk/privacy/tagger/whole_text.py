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
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(tokens.texts):
        if text[0].isupper() and len(text) > 1:
            places[text].append(at)
    fresh = answers.copy()
    for held in places.values():
        if len(held) > 1:
            own = answers[held, 1::2] + answers[held, 2::2]
            centre = own.mean(axis=0) + HIGH * (own.max(axis=0) - own.mean(axis=0))
            centre /= max(1.0, float(centre.sum()))
            drawn = own + SHARE * (centre - own)
            begins = (answers[held, 1::2] + _TINY) / (own + 2 * _TINY)
            fresh[held, 1::2] = drawn * begins
            fresh[held, 2::2] = drawn * (1 - begins)
            fresh[held, 0] = 1 - drawn.sum(axis=1)
    return fresh
