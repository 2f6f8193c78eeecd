"""Positions of Python and Qt."""

from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.desk.review.units import Units


@given(st.text(alphabet="aé\U0001f600\U0001f680", max_size=30), st.integers(0, 30))
def test_positions_agree_with_the_utf_16_form(text, position):
    """A position counts as many units as the UTF-16 form of the text before it."""
    position = min(position, len(text))
    units = len(text[:position].encode("utf-16-le")) // 2
    assert Units(text).qt(position) == units
    assert Units(text).python(units) == position
