"""Drafts drawn at random, to be looked at before many are decided at once."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

MOST = 12
_CHANCE = random.SystemRandom()


def size(count: int) -> int:
    """How many of ``count`` to look at: the square root, rounded up, at most twelve."""
    return min(math.ceil(math.sqrt(count)), MOST)


def drawn(ids: Sequence[str], chance: random.Random = _CHANCE) -> tuple[str, ...]:
    """A sample without return, in the order of ``ids``."""
    places = sorted(chance.sample(range(len(ids)), size(len(ids))))
    return tuple(ids[place] for place in places)
