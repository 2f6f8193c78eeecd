"""Which passage says what a sentence claims, how surely, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hybriddesk.knowledge.claims import Claim, Span, claims
from hybriddesk.knowledge.differing import New
from hybriddesk.knowledge.facts import folded
from hybriddesk.knowledge.stems import POLITE

MOST_PASSAGES = 40
HALF = 0.5
"""Share of the new figures and names, or of the new words, that a passage must have."""
SPOKEN_OF = 0.2
"""Share of a sentence's words that a passage must have for its figure to be the same figure, and not one that happens to be alike."""
FEWEST_WORDS = 2
LONG_FIGURE = 4
"""Characters of a figure (its mark among them) from which chance is unlikely to bring it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to look in, read once. ``name`` counts as its words: a heading is often missing from a passage."""

    claims: tuple[Claim, ...] = field(repr=False)
    facts: frozenset[str] = field(repr=False)
    words: frozenset[str] = field(repr=False)
    folded: str = field(repr=False)

    @classmethod
    def of(cls, text: str, name: str = "") -> Text:
        """Reads a text."""
        found = claims(text)
        words = frozenset[str]().union(*(one.words for one in (*found, *claims(name))))
        return cls(found, frozenset[str]().union(*(one.facts for one in found)), words, folded(text))

    def has(self, fact: str) -> bool:
        """A figure must stand as a figure, a name may stand anywhere."""
        return fact in self.facts if fact.startswith("#") else fact in self.folded

    def speaks_of(self, words: frozenset[str]) -> int:
        """How many telling words it shares."""
        return len((self.words & words) - POLITE)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a claim stands: ``at`` counts the texts from 0, ``span`` is the sentence there; ``score`` 0..1."""

    at: int
    span: Span
    score: float


def where(new: New, texts: Sequence[Text]) -> Found | None:
    """The text that says it most surely, the first of equals."""
    found = [Found(at, *one) for at, text in enumerate(texts[:MOST_PASSAGES]) if (one := _stands(new, text)) is not None]
    return max(found, key=lambda one: (one.score, -one.at), default=None)


def _stands(new: New, text: Text) -> tuple[Span, float] | None:
    if new.facts:
        return _by_facts(new, text)
    return _by_denial(new, text) if new.turned else _by_words(new, text)


def _by_facts(new: New, text: Text) -> tuple[Span, float] | None:
    there = {fact for fact in new.facts if text.has(fact)}
    share = min(_share(there, {fact for fact in new.facts if fact.startswith("#") == figure}) for figure in (True, False))
    telling = new.all_words - POLITE
    spoken = text.speaks_of(telling) / len(telling) if telling else 0.0
    sure = any(not fact.startswith("#") or len(fact) >= LONG_FIGURE for fact in there)
    if not text.claims or share < HALF or (spoken < SPOKEN_OF and not sure):  # a greeting alone claims nothing
        return None
    best = max(text.claims, key=lambda one: (len(there & one.facts) + sum(fact in one.text for fact in there if fact[0] != "#"), len(one.words & telling)))
    return best.span, share * (HALF + HALF * min(1.0, spoken / HALF))


def _share(there: set[str], of: set[str]) -> float:
    return len(there & of) / len(of) if of else 1.0


def _by_denial(new: New, text: Text) -> tuple[Span, float] | None:
    telling = new.all_words - POLITE
    alike = [one for one in text.claims if len(one.words & telling) >= FEWEST_WORDS and len(one.words & telling) >= 0.4 * len(telling)]
    best = max(alike, key=lambda one: len(one.words & telling), default=None)
    return (best.span, 0.8) if best is not None and best.denies == new.denies else None


def _by_words(new: New, text: Text) -> tuple[Span, float] | None:
    share = text.speaks_of(new.words) / len(new.words)
    if share < HALF or not text.claims:
        return None
    best = max(text.claims, key=lambda one: len(one.words & new.words))
    return (best.span, 0.8 * share) if len(best.words & new.words) >= FEWEST_WORDS else None
