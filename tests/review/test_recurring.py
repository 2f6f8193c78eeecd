"""Edits that come again and again."""

from hybriddesk.review.recurring import WORDS, habits

GREETING = ("reply", "Dear Sir, the parcel left.", "Hello, the parcel left.")


def test_words_that_many_drafts_share_are_told():
    """Three times the same greeting is a habit; a name changed once stays in its letter."""
    found = habits([GREETING] * 3 + [("reply", "Anna Keller wrote.", "Anna Koller wrote.")])
    assert found.edited == {"reply": 4}
    assert [(one.old, one.new, one.drafts, one.of) for one in found.words] == [("dear sir", "hello", 3, 4)]


def test_kinds_of_change_are_counted_once_a_draft():
    """Two wrong numbers in one draft are one draft with wrong numbers."""
    found = habits([("sort", "Order 12 of 30.", "Order 13 of 31."), ("sort", "Order 5.", "Order 6.")])
    assert found.kinds == {"sort": {"numbers": 2}}


def test_signs_and_equal_words_are_no_habit():
    """A comma is not a phrase; words put in and taken out are."""
    comma = [("reply", "Well, yes", "Well yes")] * 3
    assert habits(comma).words == ()
    added = habits([("reply", "Yes", "Yes gladly")] * 3 + [("reply", "Yes gladly", "Yes")] * 4)
    assert [(one.old, one.new) for one in added.words] == [("gladly", ""), ("", "gladly")]


def test_very_long_texts_are_counted_and_not_compared():
    """A book costs nothing."""
    found = habits([("reply", "word " * WORDS, "other")] * 3)
    assert (found.edited, found.kinds, found.words) == ({"reply": 3}, {}, ())
