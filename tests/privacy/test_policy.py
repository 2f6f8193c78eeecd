"""What a policy does with a kind: a token, something coarser, nothing, or no request at all."""

from __future__ import annotations

import json

import pytest

from hybriddesk.privacy import Restorer, Scrubber, residual
from hybriddesk.privacy.generalise import GENERAL_KINDS, generalised
from hybriddesk.privacy.kinds import KIND_NAMES
from hybriddesk.privacy.policy import ACTIONS, PROFILES, Policy, checked_action, checked_profile, hides_more, read, written
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Draft, KnownMap, Message, Scrubbed


def scrubbed(text: str, **own: str) -> Scrubbed:
    return Scrubber().scrub(Draft("c", "r", "chat", (Message("user", text),)), KnownMap(instead=Policy(own=own).instead()))  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "value", "coarse"), [
    ("DOB", "1981-05-04", "1981"), ("DOB", "4 May 1981", "1981"), ("DOB", "4/5", None), ("AGE", "aged 93", "over 89"), ("AGE", "34", "30 to 39"), ("AGE", "old", None),
    ("LOCATION", "Rotterdam", "The Netherlands"), ("LOCATION", "Xqzville", None), ("POSTCODE", "YO1 7HH", "YO1"), ("POSTCODE", "24103", "24xxx"), ("POSTCODE", "AB-12", None),
    ("IP", "203.0.113.7", "203.0.113.0/24"), ("IP", "2001:db8::1", None), ("COORDINATES", "52.3702, 4.8952", "52, 4"), ("COORDINATES", "here", None), ("CARD", "4111", None),
    ("LOCATION", "Singapore", None), ("DOB", "1981", None),
])  # fmt: skip
def test_a_value_has_a_coarser_form_that_does_not_hold_it_or_none(kind: str, value: str, coarse: str | None) -> None:
    assert generalised(kind, value) == coarse


def test_a_generalised_date_leaves_as_its_year_and_stays_known() -> None:
    result = scrubbed("born on 1981-05-04, Anna Keller", DOB="generalise")
    text = result.messages[0].text
    assert text.startswith("born on 1981, PERSON_")
    assert [entry.value for entry in result.entries] == ["1981-05-04", "Anna Keller"]
    assert "1981-05-04" not in Restorer(result.entries).text(text).text


def test_a_dropped_value_does_not_come_back() -> None:
    result = scrubbed('{"name": "Anna Keller", "phone": 442079460018, "dob": 19810504}', PHONE="drop", DOB="generalise")
    sent = json.loads(result.messages[0].text)
    assert sent["phone"] == "PHONE_REMOVED"
    back = Restorer(result.entries).text(result.messages[0].text)
    assert "442079460018" not in back.text
    assert back.unresolved == ()




def test_what_was_dropped_still_stops_a_request_that_holds_it() -> None:
    result = scrubbed("card 4111 1111 1111 1111", CARD="drop")
    assert residual(b"4111 1111 1111 1111", result)
    assert not residual(result.messages[0].text.encode(), result)


def test_profiles_fill_the_table_and_rows_by_hand_stand_before_them() -> None:
    assert Policy().table() == dict.fromkeys(sorted(KIND_NAMES), "replace")
    assert Policy("strict").action("SECRET") == "block"
    assert Policy("strict", {"SECRET": "ask"}).action("SECRET") == "ask"
    assert Policy("hipaa").among(["DOB", "DOB", "CARD", "PERSON"], "generalise", "drop") == ("CARD", "DOB")
    assert all(kind in KIND_NAMES and checked_action(kind, action) for rows in PROFILES.values() for kind, action in rows.items())


def test_a_row_of_the_policy_is_stronger_than_a_kind_switched_off() -> None:
    off, on = hides_more(Policy("strict"), frozenset({"CARD", "EMAIL"}), frozenset())
    assert off == {"EMAIL"}
    assert on == {"ORG", "ORDER"}


def test_policies_come_back_from_their_lines() -> None:
    policies = {"my cloud": Policy("hipaa", {"DOB": "drop", "PERSON": "block"}), "b": Policy(own={"AGE": "generalise"}), "c": Policy()}
    assert read(written(policies)) == {"my cloud": policies["my cloud"], "b": policies["b"]}


@pytest.mark.parametrize(("kind", "action"), [("NOBODY", "drop"), ("CARD", "burn"), ("CARD", "generalise")])
def test_a_row_that_is_none_is_refused(kind: str, action: str) -> None:
    with pytest.raises(Refused, match=r"privacy\.policy_invalid"):
        checked_action(kind, action)
    with pytest.raises(Refused, match=r"privacy\.policy_invalid"):
        read([f"{kind}={action}@cloud"])


def test_a_profile_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match=r"privacy\.profile_unknown"):
        checked_profile("lax")


def test_the_actions_and_coarser_kinds_are_known_ones() -> None:
    assert len(set(ACTIONS)) == len(ACTIONS)
    assert GENERAL_KINDS <= KIND_NAMES
