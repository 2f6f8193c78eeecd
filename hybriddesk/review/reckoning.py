"""What a written-out calculation gives away beyond a wrong sum: a fraction where only whole things were asked about, a result below
nothing, numbers of the request that no step uses, results that lead nowhere. Without a calculation an answer has none of these traits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from hybriddesk.review.numerals import numbers
from hybriddesk.review.phrases import Calculation


def reckoning(source: str, done: Sequence[Calculation], text: str) -> dict[str, float]:
    """Flags, a share 0..1 (``dead``) and a log count (``idle``) of the calculations ``done`` in a text."""
    if not done:
        return {}
    asked, used = set(numbers(source)), {operand for operands, _ in done for operand in operands}
    results = [result for _, result in done]
    (conclusion,) = numbers(text)[-1:] or results[-1:]
    return {
        "fraction": float(all(map(float.is_integer, asked)) and not conclusion.is_integer()),
        "negative": float(min(results) < 0),
        "idle": math.log1p(len(asked - used)),
        "dead": sum(result not in used for result in results[:-1]) / max(1, len(results) - 1),
    }
