"""How much a model reads at once, and which mark was reached."""

from __future__ import annotations

import pytest

from hybriddesk.catalog.window import Marks, reserve, window


@pytest.mark.parametrize(("share", "level"), [(0.0, "rest"), (0.699, "rest"), (0.7, "summary"), (0.85, "rolling"), (0.95, "restart"), (9.0, "restart")])
def test_the_highest_mark_reached_counts(share, level):
    """70, 85 and 95 % by default."""
    assert Marks().level(share) == level


def test_marks_are_the_persons():
    """Marks in any order give the highest that was reached."""
    assert Marks(0.5, 0.6, 0.7).level(0.55) == "summary"
    assert Marks(0.9, 0.6, 0.7).level(0.8) == "restart"


def test_the_provider_knows_its_window_best():
    """Its own word, then the shipped table, then the person's; else nobody knows."""
    assert window("gpt-4o-mini", 16_000, 5) == 16_000
    assert window("gpt-4o-mini", None, 5) == 128_000
    assert window("nobody-knows-this", None, 4096) == 4096
    assert window("nobody-knows-this") is None
    assert window("", None, 7) == 7


def test_the_reserve_never_takes_a_small_window():
    """At most a quarter; an unknown window keeps what was wanted."""
    assert reserve(1000, 1000) == 250
    assert reserve(128_000, 1000) == 1000
    assert reserve(None, 1000) == 1000
