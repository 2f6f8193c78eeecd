"""What the person's own sources gave to a request: passages that go along with it, and those that were held back, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

SECRET, BY_PERSON = "knowledge.held_secret", "knowledge.held_by_person"
"""Reasons with a rule of their own: what holds a secret can never be taken along, and what a person left out can."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source as it was found for one request. ``start`` and ``end`` are code points of the source's text, ``score`` 0..1 is
    how much of what is asked it speaks of; ``text`` is the piece as it was then: the source may change or go.
    """

    source: str
    name: str
    start: int
    end: int
    score: float
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A passage that does not go along. ``code`` says why: an advice code such as ``knowledge.held_irrelevant``."""

    passage: Passage
    code: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was found for one request, best first. ``index`` is the version of the index that was asked, 0 where there is none; ``cut``
    counts characters of the given passages that no reader sees, which were left out; ``fault`` is the code of what kept the sources from being asked.
    """

    index: int
    given: tuple[Passage, ...] = ()
    held: tuple[HeldBack, ...] = ()
    cut: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a passage, word for word, that answers something. ``passage`` is its number in the prompt, from 1; ``fit`` 0..1."""

    passage: int
    text: str = field(repr=False)
    fit: float


@dataclass(frozen=True, slots=True)
class Quotes:
    """What the passages of a prompt say to what is asked, best first. ``fit`` 0..1: of the best sentence, on average over all questions."""

    sentences: tuple[Quoted, ...] = ()
    fit: float = 0.0
