"""The checks that are ours: numbers published as examples pass, and one digit changed fails."""

from __future__ import annotations

import random

import pytest
from made_up import number

from hybriddesk.privacy.rules.id_checks import OWN
from hybriddesk.privacy.rules.id_table import ALONE, BESIDE
from hybriddesk.privacy.rules.ids import valid

PUBLISHED = [
    ("nino", "QQ123456C"), ("nric", "S1234567D"), ("nric", "T0123456G"), ("nric", "F1234567N"), ("nric", "G1234567X"), ("nric", "M1234567K"), ("chinese", "11010519491231002X"), ("taiwan", "A123456789"),
    ("hong_kong", "A123456(3)"), ("german_pension", "15070649C103"), ("german_card", "T220001293"), ("german_health", "A123456780"), ("nass", "281234567840"), ("snils", "112-233-445 95"),
    ("npi", "1234567893"), ("dea", "AB1234563"), ("medicare_us", "1EG4-TE5-MK73"), ("medicare_au", "2123 45670 1"), ("polish_card", "ABS123456"), ("hungarian_tax", "8071592153"), ("hungarian_health", "111 111 110"),
    ("brazilian_card", "12.345.678-9"), ("uruguayan", "1.234.567-2"),
]  # fmt: skip
UNCHECKED = {"nino", "medicare_us", "brazilian_card"}


@pytest.mark.parametrize(("name", "text"), PUBLISHED)
def test_a_published_example_passes(name: str, text: str) -> None:
    assert OWN[name](text)


@pytest.mark.parametrize(("name", "text"), [row for row in PUBLISHED if row[0] not in UNCHECKED and row[1][0] != "M"])
def test_most_changes_of_one_digit_are_noticed(name: str, text: str) -> None:
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    changed = [text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :] for at in digits]
    assert sum(not OWN[name](one) for one in changed) >= len(changed) * 0.7


def test_every_check_of_ours_is_tried() -> None:
    assert {name for name, _ in PUBLISHED} == set(OWN)


def test_what_is_no_date_is_no_pension_number_and_a_card_needs_a_digit() -> None:
    assert not OWN["german_pension"]("15321349C103")
    assert not OWN["german_card"]("LLLLLLLLL")
    assert not OWN["nino"]("GB123456A")


def test_a_short_social_security_number_of_spain_is_read_with_its_zeros() -> None:
    assert OWN["nass"]("280000001" + f"{(28 * 10_000_000 + 1) % 97:02}"[-2:]) == OWN["nass"](f"2800000001{(28 * 10_000_000 + 1) % 97:02}")


@pytest.mark.parametrize("row", [row for row in (*ALONE, *BESIDE) if row.check], ids=lambda row: row.check)
def test_every_row_of_the_table_names_a_check_that_answers(row: object) -> None:
    """Whatever stands in a number of the right shape, the answer is yes or no and never a crash."""
    from made_up import drawn

    rng = random.Random(7)
    assert {valid(row.check, drawn(row.shape.replace(r"(?-i:", "(?:"), rng)) for _ in range(200)} <= {True, False}  # type: ignore[attr-defined]


def test_a_module_that_does_not_know_a_place_says_no() -> None:
    assert valid("us.ssn", "536-90-4399")
    assert not valid("id.nik", "9999999999999999")
    assert number("pl.pesel", "[0-9]{11}", random.Random(1))
