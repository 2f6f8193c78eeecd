"""What a model's own token probabilities say about an answer. Where none are offered the answer has none of these traits."""

from __future__ import annotations

import math
from itertools import groupby

from hybriddesk.review.numerals import words
from hybriddesk.review.seen import Seen

LOW = math.log(0.25)
"""A token under this (nats) was one of several the model could as well have written."""
SHAKY = math.log(0.5)
ENDS = 3
"""Tokens at the beginning and the end that are looked at on their own."""


def certainty(seen: Seen) -> dict[str, float]:
    """Traits in nats, shares or logs; see ``traits.TRAITS`` for what each weighs."""
    values = seen.logprobs
    if not values:
        return {}
    count, ordered = len(values), sorted(values)
    mean = sum(values) / count
    lowest = ordered[: max(1, count // 10)]
    return {
        "lp_mean": mean,
        "lp_lowfrac": sum(value < LOW for value in values) / count,
        "lp_tail": sum(lowest) / len(lowest),
        "lp_min": ordered[0],
        "lp_median": ordered[count // 2],
        "lp_spread": math.sqrt(sum((value - mean) ** 2 for value in values) / count),
        "lp_total": math.log1p(max(0.0, -mean * count)),
        "lp_head": sum(values[:ENDS]) / len(values[:ENDS]),
        "lp_foot": sum(values[-ENDS:]) / len(values[-ENDS:]),
        "lp_run": math.log1p(longest_run([value < SHAKY for value in values])),
        "pieces": math.log(count / max(1, len(words(seen.text)))),
    }


def longest_run(flags: list[bool]) -> int:
    """How many True values stand in a row at most."""
    return max((len(list(run)) for flag, run in groupby(flags) if flag), default=0)
