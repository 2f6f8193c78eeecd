"""Hard cases from corrections."""

import pytest

from hybriddesk.review.hard_case import HardCase, check, held_back, is_hard, phrases_of

DRAFT = "Dear Anna, your order 1042 arrives on Monday. Kind regards"
FINAL = "Dear Anna, your order 1042 was lost and we refund 189 francs. Kind regards"


def case(must, must_not):
    return HardCase("r", "reply", "reply@1", "q", must, must_not, "", held_back=False)


def test_what_was_added_must_be_there_and_what_was_removed_must_not():
    """The draft fails its own case, the final passes it."""
    must, must_not = phrases_of(DRAFT, FINAL)
    assert must
    assert must_not
    made = case(must, must_not)
    assert check(made, FINAL).passed
    assert check(made, DRAFT).missing == must
    assert check(made, DRAFT).back == must_not
    assert not check(made, DRAFT).passed


def test_long_rewrites_leave_their_numbers():
    """A paragraph is no phrase: of it the figures stay; at most five phrases on each side."""
    must, must_not = phrases_of("ok", " ".join(f"word{'x' * n} another thing number" for n in range(4)) + " 12 and 13.5 " + "more words here " * 5)
    assert must == ("12", "13.5")
    assert must_not == ()
    assert len(phrases_of("a", " ".join(str(n) for n in range(100, 160)))[0]) == 5


def test_only_corrections_and_rejections_are_hard():
    """A comma is no case; a rejection always is."""
    assert not is_hard(DRAFT, DRAFT + "!")
    assert is_hard(DRAFT, FINAL)
    assert is_hard(DRAFT, None)


def test_a_fifth_is_held_back_by_the_request_alone():
    """The same request falls on the same side, whatever its white space."""
    assert sum(held_back(f"request {n}") for n in range(2_000)) / 2_000 == pytest.approx(0.2, abs=0.03)
    assert all(held_back(f"request  {n} ") == held_back(f"Request {n}") for n in range(50))
