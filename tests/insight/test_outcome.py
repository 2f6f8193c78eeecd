"""Whether an action helped."""

import pytest

from hybriddesk.insight.outcome import DAY_MS, due, judged, windows
from hybriddesk.records.cycle import Plan

PLAN = Plan("Shorter greeting", "Ada", "bad_share", "reply", days=14, items=100)


def test_a_share_that_fell_helped_and_one_that_rose_is_worse():
    """From 40 % bad to 10 % the whole interval is below zero; the other way round it got worse; for a figure that should rise it is turned."""
    many, few = [1.0] * 40 + [0.0] * 60, [1.0] * 10 + [0.0] * 90
    helped = judged("bad_share", many, few, at_ms=7)
    assert helped.outcome == "helped"
    assert helped.difference == pytest.approx(-0.3)
    assert helped.low < -0.3 < helped.high < 0
    assert (helped.before.count, helped.after.value, helped.at_ms) == (100, 0.1, 7)
    assert judged("bad_share", few, many).outcome == "worse"
    assert judged("approved_unedited", few, many).outcome == "helped"


def test_no_difference_is_said_where_none_is_seen():
    """The interval holds zero: nothing is claimed, which is not the same as nothing happened."""
    assert judged("bad_share", [1.0] * 3 + [0.0] * 27, [1.0] * 2 + [0.0] * 28).outcome == "no_difference"
    assert judged("latency", [2.0, 3.0] * 20, [2.0, 3.1] * 20).outcome == "no_difference"


def test_too_few_items_conclude_nothing():
    """Under twenty on a side, or none at all, there is no verdict, whatever the figures."""
    assert judged("bad_share", [1.0] * 19, [0.0] * 100).outcome == "too_few"
    none = judged("bad_share", [1.0] * 30, [])
    assert (none.outcome, none.after.value, none.after.count, none.difference) == ("too_few", None, 0, None)
    none = judged("latency", [], [1.0] * 30)
    assert (none.outcome, none.before.value, none.difference) == ("too_few", None, None)
    assert judged("edit_distance", [0.3], [0.1, 0.2]).outcome == "too_few"


def test_means_are_compared_with_their_spread():
    """Distances in points, kept within 0..1; seconds and dollars relative to before."""
    found = judged("edit_distance", [0.5, 0.4, 0.6] * 10, [0.1, 0.2, 0.0] * 10)
    assert found.outcome == "helped"
    assert found.difference == pytest.approx(-0.4)
    assert 0.0 <= found.after.low < found.after.high < 0.2
    slower = judged("latency", [2.0, 2.1, 1.9] * 10, [3.0, 3.1, 2.9] * 10)
    assert slower.outcome == "worse"
    assert slower.difference == pytest.approx(0.5, rel=0.02)
    assert slower.before.value == pytest.approx(2.0, rel=0.01)
    assert judged("cost", [0.0] * 30, [0.0] * 30).outcome == "no_difference"


def test_the_past_is_looked_at_longer_than_the_time_after():
    """Twice the days before; after, no further than planned, and never before the action."""
    found = windows(PLAN, 100 * DAY_MS, 200 * DAY_MS)
    assert (found.before_from, found.acted, found.until) == (72 * DAY_MS, 100 * DAY_MS, 114 * DAY_MS)
    assert windows(PLAN, 100 * DAY_MS, 105 * DAY_MS).until == 105 * DAY_MS
    assert windows(PLAN, 100 * DAY_MS, 99 * DAY_MS).until == 100 * DAY_MS


def test_a_check_is_due_after_its_days_or_its_items():
    """Whichever comes first; without a number of items only the days count."""
    assert due(PLAN, 0, 14 * DAY_MS, 0)
    assert due(PLAN, 0, DAY_MS, 100)
    assert not due(PLAN, 0, DAY_MS, 99)
    assert not due(Plan("x", "Ada", "bad_share"), 0, DAY_MS, 10_000)
