"""Which pieces of the sources speak of what is asked: a score 0..1 for each, and which of them go along."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

FLOOR = 0.3
"""Scores below it do not fit; found with ``packaging/score_retrieval.py``."""
MOST = 4
ROOM = 8_000
"""Characters of all passages of a request."""
ALIKE = 0.8
"""Share of the shorter one's words that two passages have in common from which the second says nothing new."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece with the words it is compared by."""

    text: str
    terms: tuple[str, ...]
    score: float = 0.0


def score(asked: Sequence[str], terms: Sequence[str], shares: Mapping[str, float]) -> float:
    """How much of what is asked a piece speaks of, rare words weighing more. ``shares``: of each word, the share of all pieces it is in."""
    weights = {term: weight(shares.get(term)) for term in set(asked)}
    have = set(terms)
    whole = sum(weights.values())
    return sum(value for term, value in weights.items() if term in have) / whole if whole else 0.0


def weight(share: float | None) -> float:
    """Of a word by the share of pieces it stands in; None for one that stands in none."""
    return math.log1p(1 / ((share or 0.0) + 0.02)) * (1.0 if share else 0.5)


def sift(
    candidates: Iterable[Candidate], *, floor: float, most: int, room: int, check: Callable[[Candidate], str],
) -> tuple[tuple[Candidate, str], ...]:
    """Each candidate with the reason it is held back, '' where it goes along: ``irrelevant``, what ``check`` says, ``repeats`` or ``no_room``.

    Best first. ``check`` is asked only about those that are relevant; what it holds back does not make another one a repeat.
    """
    done: list[tuple[Candidate, str]] = []
    given: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: -one.score):
        reason = "irrelevant" if one.score < floor else check(one)
        if not reason and any(alike(one.terms, other.terms) >= ALIKE for other in given):
            reason = "repeats"
        if not reason and (len(given) >= most or sum(len(other.text) for other in given) + len(one.text) > room):
            reason = "no_room"
        if not reason:
            given.append(one)
        done.append((one, reason))
    return tuple(done)


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Share 0..1 of the words of the one with fewer that the other has as well."""
    a, b = set(one), set(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
