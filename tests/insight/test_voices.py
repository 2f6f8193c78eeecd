"""Who gives feedback, and how far that is from everybody."""

import pytest

from hybriddesk.insight.voices import voices
from hybriddesk.records.judgement import OutcomeFact, SignalFact


def test_the_share_that_speaks_is_shown_by_how_it_ended():
    """Rejections are commented on far more often: that is a bias, and it is measured in times."""
    found = voices(
        [OutcomeFact("draft", "returned", 50, 25), OutcomeFact("draft", "approved", 400, 20), OutcomeFact("chat", "copied", 0, 0)],
        [SignalFact("copy", "", 12, 9), SignalFact("thumb", "down", 30, 30), SignalFact("thumb", "up", 15, 15)],
    )
    assert [(one.outcome, one.share.value) for one in found.of] == [("returned", 0.5), ("approved", 0.05)]
    assert found.silent.value == pytest.approx(405 / 450)
    assert found.bias == pytest.approx(10)
    assert found.loudest.outcome == "returned"
    assert [(one.name, one.value) for one in found.explicit] == [("thumb", "down"), ("thumb", "up")]
    assert [one.name for one in found.implicit] == ["copy"]


def test_a_small_count_or_a_small_difference_is_no_bias():
    """Overlapping intervals, few items, or one way to end: nothing is claimed."""
    assert voices([OutcomeFact("draft", "returned", 5, 5), OutcomeFact("draft", "approved", 400, 20)], []).bias is None
    assert voices([OutcomeFact("draft", "returned", 40, 4), OutcomeFact("draft", "approved", 40, 3)], []).bias is None
    nothing = voices([], [])
    assert (nothing.of, nothing.silent, nothing.bias, nothing.loudest) == ((), None, None, None)


def test_the_largest_bias_of_all_kinds_is_told():
    """Drafts and chat answers are compared among themselves; a way nobody comments on counts as less than one in all."""
    found = voices([
        OutcomeFact("chat", "asked again", 100, 50), OutcomeFact("chat", "copied", 100, 10),
        OutcomeFact("draft", "returned", 100, 40), OutcomeFact("draft", "approved", 400, 0),
        OutcomeFact("other", "loud", 100, 60), OutcomeFact("other", "quiet", 100, 30),
    ], [])
    assert found.loudest.outcome == "returned"
    assert found.bias == pytest.approx(160)
