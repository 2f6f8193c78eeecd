"""What a person's version claims that the draft did not, and the other way round. Same facts in other words are no difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hybriddesk.knowledge.claims import Claim, Span
from hybriddesk.knowledge.stems import POLITE

FEWEST = 3
"""Telling words that a sentence without a figure or name must have of its own to claim something new."""
OWN = 0.4
"""Share of its words that must be its own."""
ALIKE = 0.4
"""Share of the shorter sentence's words from which two sentences speak of one thing."""
SAME = 0.6
"""The same, from which one sentence with a "not" and one without it contradict each other."""
MOST_HOLDERS = 24
"""A word that stands in more sentences tells nothing about which two belong together."""


@dataclass(frozen=True, slots=True)
class New:
    """A claim that the other text does not make. ``facts`` and ``words`` are those of its own, ``all_words`` those of the sentence;
    ``turned``: the other text says the same with or without a "not"; ``beside`` is the place of the sentence it took the place of."""

    span: Span
    facts: frozenset[str]
    words: frozenset[str]
    all_words: frozenset[str]
    denies: bool
    turned: bool
    beside: Span | None

    @property
    def hard(self) -> bool:
        """Whether figures, names or a "not" differ, and not just words."""
        return bool(self.facts) or self.turned


@dataclass(frozen=True, slots=True)
class Difference:
    """``added`` in the order of the person's version, ``removed`` in that of the draft; ``reworded`` counts changed sentences that claim
    nothing new."""

    added: tuple[New, ...]
    removed: tuple[New, ...]
    reworded: int


def difference(draft: Sequence[Claim], final: Sequence[Claim], request: Sequence[Claim]) -> Difference:
    """Words of the request are nobody's claim. Costs what the words cost that the sentences share."""
    before, after = {one.text for one in draft}, {one.text for one in final}
    gone, come = [one for one in draft if one.text not in after], [one for one in final if one.text not in before]
    asked = frozenset[str]().union(*(one.words for one in request))
    removed, added = _new(gone, come, final, asked), _new(come, gone, draft, asked)
    return Difference(tuple(added), tuple(removed), len(gone) + len(come) - len(added) - len(removed))


def stated(claims: Sequence[Claim], draft: Sequence[Claim], request: Sequence[Claim]) -> tuple[New, ...]:
    """What a person's own words about a draft claim beside it: "no, it is 24 months"."""
    asked = frozenset[str]().union(*(one.words for one in request))
    return tuple(one for one in _new(claims, draft, draft, asked) if one.facts)


def _new(own: Sequence[Claim], other: Sequence[Claim], whole: Sequence[Claim], asked: frozenset[str]) -> list[New]:
    facts = frozenset[str]().union(*(one.facts for one in whole))
    words = frozenset[str]().union(*(one.words for one in whole)) | POLITE | asked
    said = " ".join(one.text for one in whole)
    pairs, found = _Pairs(other), list[New]()
    for one in own:
        beside = pairs.best(one)
        fresh = one.words - words
        mine = frozenset(fact for fact in one.facts - facts if fact.startswith("#") or fact not in said)
        turned = not mine and beside is not None and beside.denies != one.denies and _same(one, beside)
        telling = len(one.words - POLITE)
        if mine or turned or (len(fresh) >= FEWEST and len(fresh) >= OWN * telling):
            found.append(New(one.span, mine, fresh, one.words, one.denies, turned, beside.span if beside else None))
    return found


def _same(one: Claim, other: Claim) -> bool:
    mine, others = one.words - POLITE, other.words - POLITE
    return len(mine & others) > 1 and len(mine & others) >= SAME * min(len(mine), len(others))


class _Pairs:
    """Finds the sentence of the other text that one took the place of."""

    def __init__(self, other: Sequence[Claim]) -> None:
        self._other = other
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(other):
            for word in one.words:
                self._holding[word].append(at)

    def best(self, one: Claim) -> Claim | None:
        """The one that shares most words, if they are enough."""
        shared: dict[int, int] = defaultdict(int)
        for word in one.words:
            for at in self._holding.get(word, ())[:MOST_HOLDERS]:
                shared[at] += 1
        best = max(shared, key=lambda at: (shared[at], -at), default=None)
        if best is None:
            return None
        found = self._other[best]
        return found if shared[best] >= ALIKE * min(len(one.words), len(found.words)) else None
