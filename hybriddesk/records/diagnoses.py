"""Why a reviewed answer was bad: the cause, the side it belongs to, and the words that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Cause = Literal["missed", "held", "irrelevant", "outdated", "gap", "ignored", "invented", "wording", "unclear"]
Side = Literal["retrieval", "sources", "model", "unclear"]
Where = Literal["given", "held", "index", "earlier", "request", "nowhere"]
NamedBy = Literal["app", "person"]

CAUSES: tuple[Cause, ...] = get_args(Cause)
SIDES: Mapping[Cause, Side] = {
    "missed": "retrieval", "held": "retrieval", "irrelevant": "retrieval", "outdated": "sources", "gap": "sources",
    "ignored": "model", "invented": "model", "wording": "model", "unclear": "unclear",
}
SENTENCES: Mapping[Cause, str] = {
    "missed": "diagnosis.missed", "held": "diagnosis.held", "irrelevant": "diagnosis.irrelevant", "outdated": "diagnosis.outdated",
    "gap": "diagnosis.gap", "ignored": "diagnosis.ignored", "invented": "diagnosis.invented", "wording": "diagnosis.wording",
    "unclear": "diagnosis.unclear",
}
"""Codes of the advice table."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a person added or removed, and where the same is said. ``start`` and ``end`` are code points of the final (``added``; of
    the person's reason where there is no final) or of the draft (``removed``). ``source`` to ``quote`` say where it stands: the source, its
    name, the place in its text and its words; ``code`` why that passage was held back."""

    what: Literal["added", "removed"]
    where: Where
    start: int
    end: int
    source: str = ""
    name: str = ""
    source_start: int = 0
    source_end: int = 0
    quote: str = field(default="", repr=False)
    code: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``strength`` 0..1 says how much speaks for the cause; ``also`` are causes that played a part, the weightier first. ``read`` is what
    the draft was held against: the person's final, their reason, or nothing but the passages."""

    cause: Cause
    strength: float
    also: tuple[Cause, ...] = ()
    marks: tuple[Mark, ...] = ()
    read: Literal["final", "reason", "alone"] = "final"

    @property
    def side(self) -> Side:
        """Where the cause lies."""
        return SIDES[self.cause]


@dataclass(frozen=True, slots=True)
class DiagnosisFact:
    """One row for the figures: a bad answer with its cause, without a word of it."""

    review: str
    cause: Cause
    named_by: NamedBy
    workflow: str
    prompt_version: str
    decided_ms: int
