"""Edits that come again and again: which words people take out, put in or replace in many drafts. Pure.

Only words that at least ``FEWEST`` drafts share are told, so that what belongs to one person's letter stays in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from hybriddesk.review.changes import changes
from hybriddesk.review.words import tokens

FEWEST = 3
WORDS = 4_000
"""Of draft and final together; a longer pair is counted and not compared: a book is not a phrase that recurs."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """``old`` became ``new`` (either may be empty: put in, taken out) in ``drafts`` of ``of`` edited drafts of a workflow."""

    workflow: str
    drafts: int
    of: int
    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EditHabits:
    """``kinds``: drafts in which each kind of change occurred, by workflow; ``words`` the recurring ones, most frequent first."""

    edited: dict[str, int]
    kinds: dict[str, dict[str, int]]
    words: tuple[Recurring, ...]


def habits(edits: Iterable[tuple[str, str, str]]) -> EditHabits:
    """From (workflow, draft, final) of edited drafts."""
    edited: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    pairs: Counter[tuple[str, str, str]] = Counter()
    for workflow, draft, final in edits:
        edited[workflow] += 1
        before, after = tokens(draft), tokens(final)
        if len(before) + len(after) <= WORDS:
            kinds.setdefault(workflow, Counter()).update(changes(draft, final).kinds.keys())
            pairs.update((workflow, old, new) for old, new in _replaced(before, after))
    words = [Recurring(workflow, count, edited[workflow], old, new) for (workflow, old, new), count in pairs.items() if count >= FEWEST]
    words.sort(key=lambda one: (-one.drafts, one.workflow, one.old, one.new))
    return EditHabits(dict(edited), {name: dict(found) for name, found in kinds.items()}, tuple(words))


def _replaced(before: Sequence[str], after: Sequence[str]) -> set[tuple[str, str]]:
    """Runs of words that became other words; signs alone are left out."""
    found = set()
    for changed, steps in groupby(Levenshtein.opcodes(before, after), key=lambda step: step.tag != "equal"):
        run = list(steps)
        old, new = before[run[0].src_start : run[-1].src_end], after[run[0].dest_start : run[-1].dest_end]
        if changed and any(sign.isalpha() for word in (*old, *new) for sign in word):
            found.add((" ".join(old).casefold(), " ".join(new).casefold()))
    return found
