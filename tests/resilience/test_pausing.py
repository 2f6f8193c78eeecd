"""The breaker of summaries, counted from what is stored."""

from __future__ import annotations

from hybriddesk.resilience.pausing import PAUSE_MS, paused_until


def test_three_failures_in_a_row_pause():
    """Two do not; a success between them begins the count anew."""
    assert paused_until([], 0) == 0
    assert paused_until([(1, False), (2, False)], 3) == 0
    assert paused_until([(1, False), (2, False), (3, False)], 4) == 3 + PAUSE_MS
    assert paused_until([(1, False), (2, False), (3, True), (4, False)], 5) == 0


def test_after_the_pause_one_try_is_made():
    """It counts from the last failure; if the try fails as well, the next pause begins."""
    ends = [(1, False), (2, False), (3, False)]
    assert paused_until(ends, 3 + PAUSE_MS) == 0
    again = 4 + PAUSE_MS
    assert paused_until([*ends, (again, False)], again + 1) == again + PAUSE_MS
    assert paused_until([*ends, (again, True)], again + 1) == 0
