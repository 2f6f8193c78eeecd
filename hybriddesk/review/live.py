"""The word distance while somebody types: the same figure as ``words.word_distance``, at the cost of the lines that changed."""

from __future__ import annotations

from itertools import takewhile

from rapidfuzz.distance import LCSseq

from hybriddesk.review.words import tokens


class LiveDistance:
    """Holds a draft's lines and how many words each has; asked at every key press."""

    def __init__(self, draft: str) -> None:
        self._lines = draft.splitlines(keepends=True)
        self._counts = [len(tokens(line)) for line in self._lines]
        self._all = sum(self._counts)

    def to(self, final: str) -> float:
        """0 (same words) to 1 (none kept). Words never cross lines, so equal lines at both ends are kept whole."""
        lines = final.splitlines(keepends=True)
        head = _equal(self._lines, lines)
        tail = min(_equal(self._lines[::-1], lines[::-1]), len(self._lines) - head, len(lines) - head)
        changed = range(head, len(self._lines) - tail)
        before = tokens("".join(self._lines[changed.start : changed.stop]))
        after = tokens("".join(lines[head : len(lines) - tail]))
        kept = self._all - sum(self._counts[line] for line in changed) + LCSseq.similarity(before, after)
        both = 2 * self._all - len(before) + len(after)
        return 1 - 2 * kept / both if both else 0.0


def _equal(one: list[str], other: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
