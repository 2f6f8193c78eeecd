"""Short words for the queue."""

import re
from pathlib import Path

import pytest

import hybriddesk
from hybriddesk.desk.review.phrases import SHORT, sure, tone


def raised():
    """Every reason code that some room builds."""
    rooms = Path(hybriddesk.__file__).parent
    for room in ("review", "workflow", "vault"):
        for file in (rooms / room).rglob("*.py"):
            yield from re.findall(r'Reason\("(review\.[a-z_]+)"', file.read_text(encoding="utf-8"))


def test_every_reason_has_short_words():
    """A row never says nothing about why it waits."""
    codes = set(raised())
    assert len(codes) > 10
    assert codes <= set(SHORT)


def test_a_confidence_below_the_limit_never_reads_as_the_limit():
    """74.6 % waits at a limit of 75 %, and the row must not say 75 %."""
    assert sure(0.746).startswith("74")
    assert sure(0.75).startswith("75")


@pytest.mark.parametrize("hundredths", range(101))
def test_a_whole_percentage_reads_as_itself(hundredths):
    """0.58 is 58 %, although 100 times 0.58 is a little less than 58 for a computer."""
    assert sure(hundredths / 100).startswith(str(hundredths))


@pytest.mark.parametrize(("confidence", "expected"), [(0.59, "bad"), (0.6, "warn"), (0.74, "warn"), (0.75, "ok")])
def test_tones(confidence, expected):
    """Three steps, the upper one at the person's own limit."""
    assert tone(confidence, 0.75) == expected
