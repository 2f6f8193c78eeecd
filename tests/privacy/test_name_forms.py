"""Names by their form, letters for noughts, mangled addresses, lists of languages: what is found and what stays."""

from __future__ import annotations

import re

import pytest

from hybriddesk.privacy import Scrubber
from hybriddesk.privacy.known import mangled
from hybriddesk.privacy.rules import name_forms

SCRUBBER = Scrubber()


def found(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in SCRUBBER.detect(text)]


@pytest.mark.parametrize(("text", "name"), [
    ("Siobhán Ní Dhomhnaill called about the boiler.", "Siobhán Ní Dhomhnaill"),
    ("A note from Uí Bhriain, please.", "Uí Bhriain"),
    ("The Halldór Ó Conaill file is open.", "Halldór Ó Conaill"),
    ("In the matter of Thackeray v. Pennefather, liability is denied.", "Pennefather"),
    ("<p>Dear <b>Hedda</b> Krogstad,</p>", "Krogstad"),
    ("We met Hedda **Krogstad** on Monday.", "Krogstad"),
    ("Virement de Solange Vérité, montant 120,00 €.", "Solange Vérité"),
    ("Überweisung an Traudl Ångqvist, Betrag 50,00 EUR.", "Traudl Ångqvist"),
])  # fmt: skip
def test_a_name_is_found_by_its_form(text: str, name: str) -> None:
    assert (name, "PERSON") in found(text)


@pytest.mark.parametrize("text", [
    "Ó Deus, que dia.",
    "State v. County is an odd pair.",
    "Python, Ruby, Perl, Julia and Ada are languages.",
    "Victoria sponge and tea",
    "Go, Scheme and Julia: what is best?  R, C and Go",
])  # fmt: skip
def test_ordinary_words_of_that_form_stay(text: str) -> None:
    assert not {("Deus", "PERSON"), ("State", "PERSON"), ("County", "PERSON"), ("Perl", "PERSON"), ("Perl, Julia", "PERSON"), ("Victoria", "PERSON")} & {*found(text)}


def test_bold_words_after_a_name_stay_where_they_are_everyday_ones() -> None:
    assert ("Office", "PERSON") not in found("We met Hedda **Office** on Monday.")


def test_people_in_a_list_are_no_languages() -> None:
    assert found("Ada, Julia and Ruby came to dinner.") == [("Ada", "PERSON"), ("Julia", "PERSON"), ("Ruby", "PERSON")]


@pytest.mark.parametrize(("text", "value", "kind"), [
    ("call O7700 900 317 today", "O7700 900 317", "PHONE"),
    ("my card is 4111 1111 1l11 1111", "4111 1111 1l11 1111", "CARD"),
    ("+4479460000112 is not a name", "+4479460000112", "PHONE"),
])  # fmt: skip
def test_a_number_with_a_slip_is_still_a_number(text: str, value: str, kind: str) -> None:
    assert (value, kind) in found(text)


@pytest.mark.parametrize("text", ["build OOOO1 OOO2 lll3 finished", "rows lOlO 2 3 4 5 6 O", "a gain of +440000000000000000 points", "the ratio is +44 12 percent of 5"])
def test_what_is_mostly_letters_or_too_long_is_none(text: str) -> None:
    assert [row for row in found(text) if row[1] == "PHONE"] == []


def test_a_known_address_is_hidden_as_programs_mangle_it() -> None:
    assert ("liv_haugen_example.org", "EMAIL") in found("liv_haugen_example.org is liv_haugen@example.org")
    assert mangled("two@signs@example.org") == ()


@pytest.mark.parametrize("shape", ["_ARTICLE", "_HEAD", "_IRISH", "_PARTIES"])
def test_a_chain_of_name_parts_is_entered_once(shape: str) -> None:
    """Twice the length costs twice the work, not four times: no name begins inside a chain, where each would be read to its end."""
    pattern = getattr(name_forms, shape)
    chain = "Ab'" * 200
    assert [at for at in range(len(chain)) if pattern.match(chain + " ", at)] == []
    assert all(re.compile(name_forms._FIRST).match(chain, at) is None for at in range(3, len(chain), 3))
    assert pattern.pattern.startswith(name_forms._FIRST)
