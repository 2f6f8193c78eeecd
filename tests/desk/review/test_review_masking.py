"""Two forms of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.desk.review.masking import Mask
from hybriddesk.records.way import MapEntry

ANNA = MapEntry("PERSON_7QXK", "PERSON", "Anna Keller")
FIRST = MapEntry("PERSON_2MRA", "PERSON", "Anna")
MASK = Mask((ANNA, FIRST))


def test_values_become_tokens_longest_first():
    """A full name is one token, not a first name with a rest."""
    assert MASK.hide("Dear Anna Keller, dear Anna,").text == "Dear PERSON_7QXK, dear PERSON_2MRA,"


def test_a_value_inside_a_longer_word_stays():
    """Only whole words are values."""
    assert MASK.hide("Annas Annahme").text == "Annas Annahme"


def test_tokens_become_values_whatever_their_case():
    """A token typed in small letters is still that token."""
    assert MASK.clear("Dear person_7qxk, hello") == "Dear Anna Keller, hello"


def test_a_place_in_the_clear_text_is_found_in_the_masked_one():
    """Reasons point at clear text; their highlight must land on the same words when tokens are shown."""
    clear = "Hi Anna, two days."
    masked = MASK.hide(clear)
    start, end = clear.index("two days"), clear.index("two days") + len("two days")
    assert masked.text[masked.at(start) : masked.at(end, end=True)] == "two days"


def test_a_place_inside_a_value_is_the_whole_token():
    """Half a value is shown as its whole token."""
    masked = MASK.hide("Hi Anna Keller!")
    assert masked.text[masked.at(5) : masked.at(7, end=True)] == "PERSON_7QXK"
    assert masked.at(3) == 3
    assert masked.at(14, end=True) == 3 + len("PERSON_7QXK")


def test_an_empty_map_changes_nothing():
    """No values, no tokens, the same text."""
    nothing = Mask(())
    assert nothing.hide("text").text == nothing.clear("text") == "text"
    assert nothing.tokens("text") == nothing.values("text") == ()


def test_a_text_with_a_literal_token_is_not_hidden():
    """Hiding must be reversible: a draft that says a token in so many words is shown as it is."""
    assert not MASK.can_hide("The label PERSON_7QXK was printed by mistake.")
    assert MASK.can_hide("Dear Anna Keller")


@given(st.lists(st.sampled_from(["Anna", "Anna Keller", " ", "\n", "x", ".", "é", "\U0001f600", "Annas"]), max_size=20))
def test_hiding_and_showing_again_gives_the_same_text(pieces):
    """No text is lost by looking at it."""
    text = "".join(pieces)
    assert MASK.clear(MASK.hide(text).text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear PERSON_7QX9, PERSON_7QXK", ("PERSON_7QX9",)),
        ("EMAIL_AB2, EMAIL_AB2 and PHONE_ABCDE", ("EMAIL_AB2", "PHONE_ABCDE")),
        ("phone_type and PHONE_NUMBER and XPERSON_7QX9", ()),
        ("", ()),
    ],
)
def test_words_that_only_look_like_tokens_are_found(text, found):
    """A slip of the finger, not a name in a program and not a part of a longer word."""
    assert Mask((MapEntry("PERSON_7QXK", "PERSON", "Anna Keller"),)).strangers(text) == found


def test_a_real_value_that_looks_like_a_token_is_no_stranger():
    """The customer wrote it; it was hidden and comes back."""
    assert Mask((MapEntry("OTHER_AB2C", "OTHER", "PERSON_7QX9"),)).strangers("About PERSON_7QX9") == ()
