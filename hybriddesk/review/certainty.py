"""What a model's own token probabilities say about an answer. Where none are offered the answer has none of these traits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from hybriddesk.review.numerals import words
from hybriddesk.review.seen import Seen

LOW = math.log(0.25)
"""A token under this (nats) was one of several the model could as well have written."""
SHAKY = math.log(0.5)
FLOOR = 0.01
"""What the surest tokens may lack (nats) before it says anything: many models write those without any doubt."""
ABOVE, BELOW = 0.01, -7.0
"""Log-probabilities are never above 0 but for rounding, and half of them are never below this: no text is made of words given one in a thousand."""
ENDS = 3
"""Tokens at the beginning and the end that are looked at on their own."""


def certainty(seen: Seen) -> dict[str, float]:
    """Traits in nats, shares or logs; see ``traits.TRAITS`` for what each weighs. Raw scores have no scale but their own, and one trait."""
    values = seen.logprobs
    if not values:
        return {}
    count, ordered = len(values), sorted(values)
    mean, pieces = sum(values) / count, math.log(count / max(1, len(words(seen.text))))
    if raw(values):
        return {"raw_mean": mean, "pieces": pieces}
    lowest, quarter = ordered[: max(1, count // 10)], max(1, count // 4)
    return {
        "lp_mean": mean,
        "lp_lowfrac": sum(value < LOW for value in values) / count,
        "lp_tail": sum(lowest) / len(lowest),
        "lp_min": ordered[0],
        "lp_median": ordered[count // 2],
        "lp_top": -math.log(FLOOR - sum(min(0.0, value) for value in ordered[-quarter:]) / quarter),
        "lp_spread": math.sqrt(sum((value - mean) ** 2 for value in values) / count),
        "lp_total": math.log1p(max(0.0, -mean * count)),
        "lp_head": sum(values[:ENDS]) / len(values[:ENDS]),
        "lp_foot": sum(values[-ENDS:]) / len(values[-ENDS:]),
        "lp_run": math.log1p(longest_run([value < SHAKY for value in values])),
        "pieces": pieces,
    }


def raw(values: Sequence[float]) -> bool:
    """Whether these are a model's scores before they were made probabilities of, as some servers send them."""
    return max(values) > ABOVE or sorted(values)[len(values) // 2] < BELOW


def longest_run(flags: list[bool]) -> int:
    """How many True values stand in a row at most."""
    return max((len(list(run)) for flag, run in groupby(flags) if flag), default=0)
