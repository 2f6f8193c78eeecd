"""Self-consistency: how far further answers to the same request say the same. Without samples an answer has none of these traits."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

from hybriddesk.review.numerals import numbers, words
from hybriddesk.review.seen import Seen

_Thing = TypeVar("_Thing", str, float)

RARE = 7
"""Letters from which a word counts as rare enough to carry the matter."""


def consistency(seen: Seen) -> dict[str, float]:
    """Shares 0..1 of agreement between the answer and its samples; ``c_rival`` is the share that agrees on another conclusion."""
    samples = [sample for sample in seen.samples if sample.strip()]
    if not samples:
        return {}
    return {**_by_words(words(seen.text), [words(sample) for sample in samples]), **_by_numbers(seen, samples),
            **_by_conclusion(seen.text, samples)}


def conclusion(text: str) -> float | str:
    """What a text comes to: its last number, or else its last line."""
    found = numbers(text)
    lines = [line for line in text.splitlines() if line.strip()]
    return found[-1] if found else " ".join(words(lines[-1])) if lines else ""


def agreed(text: str, samples: Sequence[str]) -> int:
    """How many samples come to the same conclusion."""
    own = conclusion(text)
    return sum(conclusion(sample) == own for sample in samples)


def _by_words(own: list[str], others: list[list[str]]) -> dict[str, float]:
    holders = Counter(word for other in others for word in set(other))
    rare = {word for word in own if len(word) >= RARE}
    found = {
        "c_f1": sum(_f1(own, other) for other in others) / len(others),
        "c_length": -abs(math.log((len(own) + 1) * len(others) / (sum(map(len, others)) + len(others)))),
    }
    if own:
        found["c_word"] = _held(set(own), holders, len(others))
    if rare:
        found["c_rare"] = _held(rare, holders, len(others))
    return found


def _by_numbers(seen: Seen, samples: Sequence[str]) -> dict[str, float]:
    """Only numbers that the request does not give: those the answer came to itself."""
    asked, own = set(numbers(seen.source)), set(numbers(seen.text))
    others = [set(numbers(sample)) for sample in samples]
    holders = Counter(number for other in others for number in other)
    found = {}
    if own - asked:
        found["c_num"] = _held(own - asked, holders, len(others))
    if holders:
        found["c_recall"] = sum(count for number, count in holders.items() if number in own) / holders.total()
    return found


def _by_conclusion(text: str, samples: Sequence[str]) -> dict[str, float]:
    own, others = conclusion(text), [conclusion(sample) for sample in samples]
    rivals = Counter(other for other in others if other != own)
    found = {
        "c_last": others.count(own) / len(others),
        "c_none": float(own not in others),
        "c_rival": max(rivals.values(), default=0) / len(others),
    }
    pairs = list(combinations(others, 2))
    if pairs:
        found["c_agree"] = sum(one == other for one, other in pairs) / len(pairs)
    return found


def _held(things: set[_Thing], holders: Counter[_Thing], samples: int) -> float:
    return sum(holders[thing] for thing in things) / samples / len(things)


def _f1(one: list[str], other: list[str]) -> float:
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if one or other else 1.0
