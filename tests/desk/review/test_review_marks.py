"""What is painted is only what is in sight."""

from hybriddesk.desk.review.marks import Look, Mark, Marks


def test_only_marks_in_sight_are_given():
    """A long text with thousands of changes paints a screenful."""
    marks = Marks(Mark(at, at + 5, Look.ADDED) for at in range(0, 10_000, 10))
    assert [mark.start for mark in marks.within(100, 120)] == [100, 110, 120]


def test_a_long_mark_that_began_above_is_in_sight():
    """A paragraph-long change is painted although its start was scrolled away."""
    marks = Marks([Mark(0, 5_000, Look.REMOVED), Mark(10, 12, Look.ADDED)])
    assert [mark.end for mark in marks.within(4_000, 4_100)] == [5_000]


def test_tokens_lie_on_top():
    """A token inside an added sentence is still seen as personal."""
    marks = Marks([Mark(0, 10, Look.TOKEN), Mark(0, 50, Look.ADDED)])
    assert [mark.look for mark in marks.within(0, 50)] == [Look.ADDED, Look.TOKEN]


def test_empty_stretches_are_left_out():
    """A pure deletion has nothing to paint on the other side."""
    assert len(Marks([Mark(3, 3, Look.ADDED)])) == 0
