"""What the table gives for everyday words and signs, kept from text to text: half of what is written is the same few thousand words.

Names, numbers and words on no list are nobody's business after their text: they are never kept.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from hybriddesk.privacy.lexicon import lexicon

if TYPE_CHECKING:
    from hybriddesk.privacy.tagger.network import Floats

MOST = 16384
"""Words that are kept at most: with the columns of the shipped table 3 MB."""


class Everyday:
    """Rows of so many columns by word; safe to share between threads."""

    def __init__(self, columns: int) -> None:
        self._rows: Floats = np.zeros((MOST, columns), np.float32)
        self._places: dict[str, int] = {}
        self._lock = Lock()

    def rows(self, words: list[str], made: Callable[[list[str]], Floats]) -> Floats:
        """A row for each word, shape (words, columns); ``made`` gives those of words that are not kept."""
        places = [self._places.get(word, -1) for word in words]
        found: Floats = self._rows[places]
        missing = [at for at, place in enumerate(places) if place < 0]
        if missing:
            fresh = made([words[at] for at in missing])
            found[missing] = fresh
            self._keep([words[at] for at in missing], fresh)
        return found

    def _keep(self, words: list[str], rows: Floats) -> None:
        everyday = lexicon().words
        with self._lock:
            for word, row in zip(words, rows, strict=True):
                at = len(self._places)
                if at < MOST and (word.lower() in everyday or (len(word) == 1 and not word.isalnum())):
                    self._rows[at] = row
                    self._places.setdefault(word, at)  # last, for whoever reads meanwhile
