"""The sample somebody looks at before deciding about many drafts at once."""

import random

import pytest

from hybriddesk.review.sampling import drawn, size


@pytest.mark.parametrize(("count", "wanted"), [(0, 0), (1, 1), (2, 2), (9, 3), (10, 4), (144, 12), (500, 12)])
def test_the_sample_grows_with_the_root(count, wanted):
    """Small selections are seen almost whole, large ones by at most twelve."""
    assert size(count) == wanted


def test_every_draft_is_as_likely_as_any_other():
    """Over many draws each of ten is drawn about as often, no draw has doubles, and the order is the list's."""
    ids = [f"{n}" for n in range(10)]
    counts = dict.fromkeys(ids, 0)
    chance = random.Random(7)
    for _ in range(2_000):
        sample = drawn(ids, chance)
        assert list(sample) == sorted(set(sample), key=ids.index)
        for one in sample:
            counts[one] += 1
    assert all(700 < count < 900 for count in counts.values())
