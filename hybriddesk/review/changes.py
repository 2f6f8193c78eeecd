"""What kind of change a person made to a draft, and how much of an effort it was. Distances measure effort, not quality."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from hybriddesk.review.words import edit_distance, tokens

Kind = Literal["added", "removed", "moved", "numbers", "names", "spelling", "signs", "wording"]

BUCKETS = (0.1, 0.3, 0.5)
"""Upper ends of "light", "some" and "much"; 0 is "none", above is "rewritten"."""
_NAMES = ("light", "some", "much", "rewritten")
NEAR = 0.6
"""Likeness from which one word counts as another's spelling."""


@dataclass(frozen=True, slots=True)
class Changes:
    """``words``, ``chars`` 0..1 as ``edit_distance``; ``hter``: word edits for each word of the final, a moved word once; ``kinds``: words
    touched by each kind of change, those that occur; ``bucket``: none, light, some, much, rewritten."""

    words: float
    chars: float
    hter: float
    kinds: dict[Kind, int]
    bucket: str


def changes(draft: str, final: str) -> Changes:
    """Compares a draft with what the person made of it."""
    before, after = tokens(draft), tokens(final)
    kinds: Counter[Kind] = Counter()
    gone: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for step in Levenshtein.editops(before, after):
        if step.tag == "replace":
            kinds[_kind(before[step.src_pos], after[step.dest_pos])] += 1
        elif step.tag == "delete":
            gone[before[step.src_pos]] += 1
        else:
            new[after[step.dest_pos]] += 1
    moved = (gone & new).total()
    kinds.update({"moved": moved, "removed": gone.total() - moved, "added": new.total() - moved})
    distance = edit_distance(draft, final)
    return Changes(
        distance.words, distance.chars, kinds.total() / max(1, len(after)), {kind: count for kind, count in kinds.items() if count},
        bucket(distance.words),
    )


def bucket(words: float) -> str:
    """A name for a distance 0..1."""
    return "none" if words == 0 else next((name for name, end in zip(_NAMES, BUCKETS, strict=False) if words <= end), _NAMES[-1])


def _kind(old: str, new: str) -> Kind:
    if any(sign.isdigit() for sign in old + new):
        return "numbers"
    if not (old[0].isalnum() and new[0].isalnum()):
        return "signs"
    if old[0].isupper() and new[0].isupper() and old.casefold() != new.casefold():
        return "names"
    return "spelling" if Levenshtein.normalized_similarity(old.casefold(), new.casefold()) >= NEAR else "wording"
