"""One edit carried over to drafts that are alike."""

from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.review.carrying import carry, places_of

DRAFT = "Dear Anna,\n\nYour cup 12 leaves today. Thank you for your patience.\n\nKind regards"
OTHER = "Dear Bob,\n\nYour lamp leaves today. Thank you for your patience.\n\nKind regards\nMaria"


def carried(final, other=OTHER, draft=DRAFT, **more):
    return carry(places_of(draft, final), other, **more)


def test_words_are_changed_where_they_stand():
    """A replaced word, an added line end and a taken-out sentence are found in the other draft."""
    final = DRAFT.replace("today", "within two days").replace(" Thank you for your patience.", "") + " from all of us"
    found = carried(final)
    assert found.text == "Dear Bob,\n\nYour lamp leaves within two days.\n\nKind regards from all of us\nMaria"
    assert found.missed == 0


def test_a_place_in_doubt_is_missed():
    """Words that stand twice with the same neighbours, or not at all, are left alone."""
    twice = "It leaves today. It leaves today. It leaves today."
    assert carried(DRAFT.replace("today", "soon"), twice) == carried(DRAFT.replace("cup 12", "mug"), twice)
    assert carried(DRAFT.replace("today", "soon"), twice).text == twice
    assert carried(DRAFT.replace("today", "soon"), twice).missed == 1


def test_the_neighbours_tell_two_places_apart():
    """The longest context that occurs once decides."""
    other = "It stays today. Your cup 12 leaves today."
    assert carried(DRAFT.replace("today", "soon"), other).text == "It stays today. Your cup 12 leaves soon."


def test_words_of_one_customer_go_to_nobody_else():
    """An added name is refused, what is taken out is not asked about."""
    final = DRAFT.replace("today", "today, Anna Keller").replace("\n\nKind regards", "")
    found = carried(final, may=lambda new: "Anna" not in new)
    assert found.text == "Dear Bob,\n\nYour lamp leaves today. Thank you for your patience.\nMaria"
    assert (found.found, found.missed) == (1, 1)


def test_places_that_run_together_change_once():
    """Two places of the edit that would overlap in the other text: the first stands, the second counts as missed."""
    places = (*places_of("a b c", "a x c"), *places_of("a b c", "a y c"))
    assert carry(places, "a b c").text == "a x c"
    assert carry(places, "a b c").missed == 1


def test_an_edit_of_white_space_alone_is_no_place():
    """Nothing to carry, nothing changed."""
    assert places_of("a  b", "a b") == ()
    assert carry((), "as it is").text == "as it is"


def test_an_insert_into_nothing_has_no_place():
    """An empty draft gives no context: nothing is put anywhere."""
    assert carry(places_of("", "Hello"), "Some text").missed == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_edit_carried_to_its_own_draft_never_loses_words_around_it(draft, final):
    """Whatever the texts: found and missed add up, and with nothing found the draft is as it was."""
    places = places_of(draft, final)
    found = carry(places, draft, may=lambda _new: True)
    assert found.found + found.missed == len(places)
    assert found.found or found.text == draft
