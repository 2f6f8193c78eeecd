"""A hard case made from a correction: what the person added must be there next time, what they took out must not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from hybriddesk.review.words import diff, word_distance

CORRECTED = 0.3
"""A draft changed by more than this, or rejected, is worth a case."""
HELD_BACK = 0.2
"""Share of the cases that no prompt is ever tuned on."""
LONGEST, MOST = 8, 5
"""Words of a phrase, and phrases of a case: more would only repeat the final."""
_CONTENT = re.compile(r"\w*\d\w*|[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class HardCase:
    """A proposal until a person confirms it. ``must`` and ``must_not`` are phrases, compared without case; ``held_back``: for judging
    only. ``reason`` is the person's own, where the draft was rejected."""

    review: str
    workflow: str
    prompt_version: str
    request: str = field(repr=False)
    must: tuple[str, ...] = field(repr=False)
    must_not: tuple[str, ...] = field(repr=False)
    reason: str = field(repr=False)
    held_back: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """How an answer does on a case: phrases that are missing, and phrases that are there again."""

    missing: tuple[str, ...]
    back: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not (self.missing or self.back)


def is_hard(draft: str, final: str | None) -> bool:
    """Whether a decision is worth a case. ``final`` None: the draft was rejected."""
    return final is None or word_distance(draft, final) > CORRECTED


def phrases_of(draft: str, final: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(must, must_not): the places the person changed, as they read after and before."""
    changed = [edit for edit in diff(draft, final) if edit.kind != "equal" and not edit.quiet]
    must = _chosen(final[edit.final_start : edit.final_end] for edit in changed)
    gone = _chosen(draft[edit.draft_start : edit.draft_end] for edit in changed)
    folded, before = _folded(final), _folded(draft)
    return tuple(one for one in must if _folded(one) not in before)[:MOST], tuple(one for one in gone if _folded(one) not in folded)[:MOST]


def held_back(request: str) -> bool:
    """A fifth of the cases, by the request alone, so that twins fall on the same side."""
    return int.from_bytes(hashlib.sha256(_folded(request).encode("utf-8", "surrogatepass")).digest()[:4], "big") < HELD_BACK * 2**32


def check(case: HardCase, answer: str) -> Checked:
    """Holds an answer against a case."""
    folded = _folded(answer)
    return Checked(
        tuple(one for one in case.must if _folded(one) not in folded), tuple(one for one in case.must_not if _folded(one) in folded),
    )


def _chosen(pieces: Iterable[str]) -> list[str]:
    """Short phrases as they are; of long ones the numbers, which say most."""
    found: list[str] = []
    for piece in pieces:
        phrase = piece.strip(" \t\n.,;:!?")
        found += [phrase] if len(phrase.split()) <= LONGEST and _CONTENT.search(phrase) else _NUMBER.findall(phrase)
    return list(dict.fromkeys(found))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
