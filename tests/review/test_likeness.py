"""Which drafts are alike."""

from hybriddesk.review.likeness import ALIKE, BANDS, alike, bands, best, shape

ONE = "Dear PERSON_7QXK,\n\nthank you for order 1042. I am sorry about the cup; a new one leaves today.\n\nKind regards"
OTHER = "Dear PERSON_ABCD,\n\nthank you for order 77. I am sorry about the cup; a new one leaves today.\n\nKind regards"
STRANGE = "Hello, the invoice for March was paid twice by your bank. We send the second sum back within a week. Best wishes"


def test_names_and_figures_make_no_two_replies_unlike():
    """Other customers and other numbers: the same shape and the same bands."""
    assert shape(ONE) == shape(OTHER)
    assert bands(shape(ONE)) == bands(shape(OTHER))
    assert alike(shape(ONE), shape(OTHER)) == 100


def test_other_replies_are_not_alike():
    """Below the limit the ratio is 0, and there is no best one."""
    assert alike(shape(ONE), shape(STRANGE)) == 0
    assert best(shape(ONE), [(1, shape(STRANGE))]) is None


def test_the_best_one_is_the_most_alike():
    """Of several the nearest, the first of equals."""
    near = shape(ONE) + " and so on"
    assert best(shape(ONE), [(1, near), (2, shape(OTHER)), (3, shape(ONE))]) == 2


def test_a_small_change_keeps_a_band():
    """A word more leaves most bands as they are; another reply shares none."""
    changed = bands(shape(ONE.replace("today", "by tomorrow noon")))
    assert len(changed) == BANDS
    assert set(changed) & set(bands(shape(ONE)))
    assert not set(bands(shape(STRANGE))) & set(bands(shape(ONE)))
    assert alike(shape(ONE), shape(ONE.replace("today", "by tomorrow noon"))) >= ALIKE


def test_texts_of_any_kind_have_bands_that_a_store_can_hold():
    """Empty has none; one word, emoji, right-to-left and 100,000 words have whole numbers below 2^53."""
    assert bands(shape(" \n!?")) == ()
    for text in ("Yes", "\u2764 ok \u2764", "\u0634\u0643\u0631\u0627 \u0644\u0643", "word " * 100_000):
        found = bands(shape(text))
        assert len(found) == BANDS
        assert all(0 <= band < 2**53 for band in found)
