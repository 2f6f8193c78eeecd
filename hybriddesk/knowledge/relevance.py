"""Which pieces of the sources speak of what is asked: a score 0..1 for each, and which of them go along."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hybriddesk.knowledge.sentences import sentences
from hybriddesk.knowledge.terms import FAINT_TERMS, terms

FLOOR = 0.3
"""Scores below it do not fit. This and the weights below were chosen with ``packaging/score_retrieval.py`` on half of its questions."""
MOST = 4
ROOM = 8_000
"""Characters of all passages of a request."""
ALIKE = 0.8
"""Share of the shorter one's words that two passages have in common from which the second says nothing new."""
LONGEST, MOST_ASKED = 20_000, 120
"""Characters of a question that are read, and groups of words in it that are compared."""
ROOT = 5
"""Letters that a word must have to count as a part of another: ``delivery`` of ``deliverytime``."""
SAID, KIN, FAINT_WEIGHT, NOWHERE = 0.7, 0.65, 0.1, 0.9
"""What a word counts that a piece says once, what a part of a word counts, what an everyday word counts, and what a word counts that stands in none of the sources."""
LEAST_WEIGHT = 1.3
"""What is asked weighs at least as much as this many rare words: an everyday word alone is no fit."""
USUAL, FEW = 0.05, 40
"""The share that a telling word has before anything is known, and how many pieces that prejudice weighs."""
BESIDE = 0.6
"""A passage that fits less than this share of the best one's fit is left out beside it."""
_RAREST = math.log1p(1 / 0.02)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the words of each sentence, and of each two neighbours. In a long mail one of them holds the question."""

    groups: tuple[frozenset[str], ...]

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return frozenset().union(*self.groups)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece as it is sifted. ``terms``: its words as they are compared; ``name`` that of its source."""

    text: str = field(repr=False)
    terms: tuple[str, ...] = field(repr=False)
    score: float = 0.0
    name: str = ""


def asked(question: str) -> Asked:
    """A question, or a whole mail, as it is compared."""
    said = [frozenset(found) for sentence in sentences(question[:LONGEST]) if (found := terms(sentence))]
    groups = [*said, *(one | other for one, other in pairwise(said))]
    return Asked(tuple(dict.fromkeys(groups))[:MOST_ASKED])


def score(question: Asked, piece: Sequence[str], shares: Mapping[str, float], lead: Collection[str] = ()) -> float:
    """How much of what is asked a piece speaks of, rare words weighing more: of the group of words that it answers best.

    ``piece``: its words in order, with repeats; ``lead``: those of its first line. ``shares``: of each word, the share 0..1 of all pieces it
    stands in. What counts does not depend on how many pieces there are.
    """
    worth = {word: weight(word, shares.get(word)) * share for word, share in held(question.words, piece, lead).items()}
    return max((_covered(group, worth, shares) for group in question.groups), default=0.0)


def held(words: Collection[str], piece: Sequence[str], lead: Collection[str] = ()) -> dict[str, float]:
    """How surely a piece has each of the words, 0..1."""
    counts = Counter(piece)
    parts = frozenset(part for term in counts for part in _parts(term))
    return {word: _held(word, counts, lead, parts) for word in words}


def _covered(group: frozenset[str], worth: Mapping[str, float], shares: Mapping[str, float]) -> float:
    whole = max(LEAST_WEIGHT, sum(weight(word, shares.get(word)) for word in group))
    return sum(worth[word] for word in group) / whole


def shares(counts: Mapping[str, int], total: int) -> dict[str, float]:
    """The share 0..1 of the pieces that each word stands in, as far as ``total`` pieces can tell: among few every word is common, which
    says nothing."""
    return {word: min(1.0, (count + USUAL * FEW) / (total + FEW)) for word, count in counts.items()}


def weight(word: str, share: float | None) -> float:
    """0..1: of a word by the share of pieces it stands in, None for none."""
    rare = NOWHERE if share is None else math.log1p(1 / (share + 0.02)) / _RAREST
    return rare * (FAINT_WEIGHT if word in FAINT_TERMS else 1.0)


def _held(word: str, counts: Mapping[str, int], lead: Collection[str], parts: frozenset[str]) -> float:
    """1 for a word that a piece says twice or begins with; less where it only says it, has a part of it, or has it as a part."""
    if word in counts:
        return 1.0 if counts[word] > 1 or word in lead else SAID
    return KIN if word in parts or any(part in counts for part in _parts(word)) else 0.0


def _parts(word: str) -> Iterator[str]:
    """The beginnings and endings of a word that may be words themselves."""
    for length in range(ROOT, len(word)):
        yield word[:length]
        yield word[-length:]


def sift(
    candidates: Iterable[Candidate], *, floor: float, most: int, room: int, check: Callable[[Candidate], str],
) -> tuple[tuple[Candidate, str], ...]:
    """Each candidate with the reason it is held back, '' where it goes along: ``irrelevant``, what ``check`` says, ``repeats`` or ``no_room``.

    Best first. ``check`` is asked only about those that are relevant while there is room; what it holds back makes no other one a repeat.
    """
    done: list[tuple[Candidate, str]] = []
    given: list[Candidate] = []
    ordered = sorted(candidates, key=lambda one: -one.score)
    least = max(floor, BESIDE * ordered[0].score) if ordered else floor
    for one in ordered:
        full = len(given) >= most
        reason = "irrelevant" if one.score < least else "no_room" if full else check(one)
        if not reason and any(alike(one.terms, other.terms) >= ALIKE for other in given):
            reason = "repeats"
        if not reason and sum(len(other.text) for other in given) + len(one.text) > room:
            reason = "no_room"
        if not reason:
            given.append(one)
        done.append((one, reason))
    return tuple(done)


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Share 0..1 of the words of the one with fewer that the other has as well."""
    a, b = set(one), set(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
