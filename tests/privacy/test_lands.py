"""Places by their form: abbreviated countries, saints, a town beside its state; and names with an article or turned round."""

from __future__ import annotations

import pytest

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.lands import find_lands, side_by_side
from hybriddesk.privacy.rules.name_forms import find_forms
from hybriddesk.privacy.rules.person import find_people
from hybriddesk.records.way import Span


def places(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_lands(View(text))]


@pytest.mark.parametrize(("text", "found"), [
    ("They left the US and then the U.K. for good.", ["US", "U.K."]),
    ("USA and UK, or the UAE", ["USA", "UK", "UAE"]),
    ("US shares fell", []),
    ("The US Army and UK Power", []),
    ("PLEASE CALL US IN THE US NOW", []),
    ("It costs US 20 or US$20, see u-US-3 and US@example.org", []),
    ("tell us", []),
    ("He was born in St. Alban and lives near Saint Malo.", ["St. Alban", "Saint Malo"]),
    ("St. Alban's Hospital and St. Olaf College", []),
    ("Studies of Saints", []),
])  # fmt: skip
def test_places_are_found_by_their_form(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(("text", "parts"), [
    ("boulder colorado", ["boulder", "colorado"]),
    ("Albuquerque New Mexico", ["Albuquerque", "New Mexico"]),
    ("Boulder, Colorado", ["Boulder", "Colorado"]),
    ("New Mexico", ["New Mexico"]),
    ("Colorado", ["Colorado"]),
    ("Boulder Creek", ["Boulder Creek"]),
])  # fmt: skip
def test_a_town_and_its_state_are_two(text: str, parts: list[str]) -> None:
    assert [text[span.start : span.end] for span in side_by_side(View(text), Span(0, len(text), "LOCATION", 0.6, "place_model"))] == parts


def test_people_called_after_a_state_stay_whole() -> None:
    span = Span(0, 14, "PERSON", 0.6, "name_model")
    assert [*side_by_side(View("Ella Georgia K"), span)] == [span]


def names(text: str) -> list[str]:
    view = View(text)
    return [text[span.start : span.end] for span in find_forms(view, [])]


@pytest.mark.parametrize(("text", "found"), [
    ("Then Zaynab al-Tarhuni spoke.", ["Zaynab al-Tarhuni"]),
    ("Followers of Sheikh Idris bin Wattar met.", ["Idris bin Wattar"]),
    ("The cleric Umayr Ghalib al-Tarhuni spoke.", ["Umayr Ghalib al-Tarhuni"]),
    ("Yesterday al-Tarhuni spoke.", []),
    ("The Iraqi al-Tarhuni spoke.", []),
    ("They flew to Deir al-Balah.", ["Deir al-Balah"]),
    ('"Krogstad, Hedda" <h@example.org>', ["Krogstad, Hedda"]),
    ("To: Krogstad, Hedda M. [mailto:h@example.org]", ["Krogstad, Hedda M."]),
    ("a -> b > c, Krogstad, Hedda", []),
    ('"Hedda Krogstad" <hk@example.org>', ["Hedda Krogstad"]),
    ('"Krogstad" <hk@example.org>', ["Krogstad"]),
    ("Cc: Hedda M. Krogstad <hk@example.org>", ["Hedda M. Krogstad"]),
    ('"Krogstad Holdings" <hk@example.org>, "Washington Post" <wp@example.org>', []),
    ("Support Team <hk@example.org>", []),
    ("Gentile Dott.ssa Bressanin, in allegato", ["Bressanin"]),
    ("classa ssa Bressanin", []),
])  # fmt: skip
def test_names_with_an_article_and_names_turned_round_are_found(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_listed_place_with_an_article_is_no_person() -> None:
    place = next(name for name in sorted(lexicon().places) if " al-" in name and name.count(" ") == 1).title().replace(" Al-", " al-")
    assert names(f"They flew to {place}.") == []


@pytest.mark.parametrize(("text", "found"), [
    ("Erik, Amy, Nathaniel and Kim", ["Erik", "Amy", "Nathaniel"]),
    ("with Rudi, Anton and others", ["Rudi", "Anton"]),
    ("Haverkamp, Erik", ["Haverkamp, Erik"]),
    ("Arthur, Erik", ["Arthur, Erik"]),
])  # fmt: skip
def test_first_names_in_a_list_are_several_people(text: str, found: list[str]) -> None:
    people = [text[span.start : span.end] for span in find_people(View(text), "en")]
    assert set(found) <= {*people}
    assert (len(found) == 1) == any(", " in name for name in people)


@pytest.mark.parametrize(("text", "name"), [
    ("Regards,\nKirsten Holloway Vodafone", "Kirsten Holloway"),
    ("Regards,\nKirsten Holloway Marketing Desk", "Kirsten Holloway"),
    ("Regards,\nKirsten Holloway Quibberly", "Kirsten Holloway Quibberly"),
    ("Regards,\nKirsten Holloway", "Kirsten Holloway"),
])  # fmt: skip
def test_a_signature_ends_before_the_firm(text: str, name: str) -> None:
    assert name in [text[span.start : span.end] for span in find_people(View(text), "en")]


@pytest.mark.parametrize(("text", "found"), [
    ("See you\nThanks,\ndp\n", ["dp"]),
    ("Best regards,\nVisit\nFollow us", ["Visit"]),
    ("Cheers\nGT", ["GT"]),
    ("Thanks!\nok\n", []),
    ("Regards\nSent\n", []),
    ("Regards\nMay\n", []),
    ("Thanks,\nsee below\n", []),
])  # fmt: skip
def test_one_word_or_initials_below_a_closing_sign(text: str, found: list[str]) -> None:
    assert names(text) == found
