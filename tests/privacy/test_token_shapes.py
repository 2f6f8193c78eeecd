"""Tokens in the shapes that models give them, and some thousand drawn conversations; ``packaging/fuzz_privacy.py`` draws a hundred thousand."""

from __future__ import annotations

import random

import pytest

from hybriddesk.privacy import Restorer, scrub_text
from hybriddesk.privacy.tokens import _KIND_OF
from hybriddesk.records.way import MapEntry
from tests.privacy.token_shapes import CHECKS, SHAPES, TRANSLATED

ENTRY = MapEntry("PERSON_7QXK", "PERSON", "Anna")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_token_comes_back_from_every_shape_and_from_every_cut_of_its_stream(shape: str) -> None:
    written = f"Dear {SHAPES[shape]('PERSON_7QXK')}, hello"
    whole = Restorer([ENTRY]).text(written)
    assert "Anna" in whole.text
    assert "7QXK" not in whole.text.upper()
    assert whole.unresolved == ()
    for cut in range(len(written)):
        stream = Restorer([ENTRY]).stream()
        assert stream.feed(written[:cut]) + stream.feed(written[cut:]) + stream.close() == whole.text


@pytest.mark.parametrize("word", TRANSLATED["PERSON"])
def test_a_translated_kind_still_names_its_token(word: str) -> None:
    assert Restorer([ENTRY]).text(f"Querida {word}_7QXK:").text == "Querida Anna:"


def test_no_kind_or_its_translation_ends_in_another() -> None:
    assert not [(one, other) for one in _KIND_OF for other in _KIND_OF if one != other and other.endswith(one)]


@pytest.mark.parametrize(("text", "unresolved"), [
    ("PERSON_ZZZZ", ("PERSON_ZZZZ",)), ("person_2zzz", ("person_2zzz",)), ("PHONE_NUMBER, phone_type, EMAIL_HOST and ID_card", ()), ("PERSON_ZZZZs", ()), ("PERSON ZZZZ", ()),
])  # fmt: skip
def test_an_invented_token_is_reported_and_a_name_in_a_program_is_none(text: str, unresolved: tuple[str, ...]) -> None:
    assert Restorer([ENTRY]).text(text).unresolved == unresolved


def test_names_of_programs_are_no_tokens_to_the_scrubber_either() -> None:
    text = "phone_number, email_address, ORDER_ITEMS, EMAIL_HOST, person_id"
    assert scrub_text(text).messages[0].text == text
    assert scrub_text("PERSON_7QXK").messages[0].text != "PERSON_7QXK"


@pytest.mark.parametrize("check", CHECKS)
def test_drawn_conversations_and_answers_hold(check) -> None:
    for seed in range(700):
        check(random.Random(seed))
