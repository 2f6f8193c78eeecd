"""Stars by prompt version and model."""

import pytest

from hybriddesk.insight.ratings import ENOUGH, star_ratings
from hybriddesk.records.judgement import StarFact


def test_a_mean_comes_with_its_count_and_its_interval():
    """Ten answers are enough; the one most often rated stands first; every star has its count."""
    found = star_ratings([StarFact("a@1", "m", 5, 1), StarFact("b@1", "m", 5, 8), StarFact("b@1", "m", 1, 2)])
    assert list(found) == [("b@1", "m"), ("a@1", "m")]
    stars = found["b@1", "m"]
    assert (stars.counts, stars.count) == ((2, 0, 0, 0, 8), ENOUGH)
    assert stars.mean == pytest.approx(4.2)
    assert stars.give == pytest.approx(1.96 * (25.6 / 9 / 10) ** 0.5)


def test_too_few_have_no_mean():
    """Nine ratings say how they are spread and nothing more; nothing rated is no row."""
    stars = star_ratings([StarFact("a@1", "m", 3, 9)])["a@1", "m"]
    assert (stars.counts, stars.mean, stars.give) == ((0, 0, 9, 0, 0), None, None)
    assert star_ratings([]) == {}
