"""Likeness to what a person rejected before: the same words again are no better the second time."""

from __future__ import annotations

from collections import deque

from rapidfuzz.distance import Indel

from hybriddesk.review.words import tokens

LIKE = 0.95
"""Token ratio from which a text counts as the rejected one over again."""
LAST = 500
"""Rejected texts of one workflow that are kept in mind."""
FEWEST = 5
"""Shorter texts (tokens) say the same by chance."""


class Rejected:
    """The latest rejected texts by workflow."""

    def __init__(self) -> None:
        self._of: dict[str, deque[list[str]]] = {}

    def add(self, workflow: str, text: str) -> None:
        """Remembers a rejected text."""
        self._of.setdefault(workflow, deque(maxlen=LAST)).append(tokens(text))

    def like(self, workflow: str, text: str) -> bool:
        """Whether the text is at least ``LIKE`` the words of a rejected one."""
        own = tokens(text)
        if len(own) < FEWEST:
            return False
        near = (len(own) * LIKE * 0.95, len(own) / LIKE / 0.95)
        return any(
            near[0] <= len(other) <= near[1] and Indel.normalized_similarity(own, other, score_cutoff=LIKE) >= LIKE
            for other in self._of.get(workflow, ())
        )
