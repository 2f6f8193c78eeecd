"""The CPU time of judging grows with the length of an answer and no faster, whatever the answer is made of."""

from __future__ import annotations

from time import thread_time

import pytest

from hybriddesk.review.seen import Seen
from hybriddesk.review.shape import shape
from hybriddesk.review.signals import measure
from hybriddesk.review.silent import Answered, silent

SMALL, LARGE, MOST = 3_000, 36_000, 48
"""Twelve times the text may cost 48 times the time, the best of several; quadratic work would cost 144 times."""
UNITS = ("x", "x ", "\n", " ", "\t", "1", "1,", "1. ", "a-", "'", "- ", "[", '"', "{", "```", "a@", "http://", "1 + 1 = ", "monday ", "I am not ", "as an ", "€1 ", "PERSON_")


def judge(text: str) -> None:
    seen = Seen(text=text, source="Give 3 items as JSON only")
    measure(seen)
    shape("", text)
    silent(Answered(text, "Give 3 items", "reply", kinds=frozenset({"PERSON"})))


def cpu(text: str) -> float:
    began = thread_time()
    judge(text)
    return thread_time() - began


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("tail", ["", " y"])
def test_judging_costs_linear_time(unit: str, tail: str) -> None:
    """No pattern starts over at every sign of a long run."""
    few, many = (min(cpu((unit * size)[:size] + tail) for _ in range(3)) for size in (SMALL, LARGE))
    assert many / max(few, 1e-3) < MOST
