"""Disguised values are seen, and spans point at the text as it was written."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import Scrubber
from hybriddesk.privacy.normalise import View, fold

SCRUBBER = Scrubber()


@pytest.mark.parametrize(("text", "value"), [
    ("mail an\u200bna@exa\u00admple.org ok", "an\u200bna@exa\u00admple.org"),
    ("mail ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ ok", "ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ"),
    ("mail аnna@example.org ok", "аnna@example.org"),
    ("card ４１１１\u2011１１１１\u2011１１１１\u2011１１１１ ok", "４１１１\u2011１１１１\u2011１１１１\u2011１１１１"),
    ("card ٤١١١ ١١١١ ١١١١ ١١١١ ok", "٤١١١ ١١١١ ١١١١ ١١١١"),
    ("ip 203.0\u202e.113.7 ok", "203.0\u202e.113.7"),
    ("mail a\u0336n\u0336na@example.org ok", "a\u0336n\u0336na@example.org"),
])  # fmt: skip
def test_a_disguised_value_is_hidden_with_its_disguise(text: str, value: str) -> None:
    assert [text[s.start : s.end] for s in SCRUBBER.detect(text)] == [value]


def test_folding_keeps_one_reading_per_character() -> None:
    assert [fold(c) for c in "\u200b９—\u00a0\u2028\x85’“ﬁ\u00a8"] == ["", "9", "-", " ", "\n", "\n", "'", '"', "fi", "\u00a8"]


def test_view_maps_both_ways_over_dropped_and_widened_characters() -> None:
    view = View("a\u200bﬁe\u0301z")
    assert view.text == "afiéz"
    assert view.to_source(1, 3) == (2, 3)
    assert view.to_source(3, 4) == (3, 5)
    assert View("plain").to_source(1, 2) == (1, 2)


def test_the_stand_in_of_a_token_is_a_letter_to_the_patterns() -> None:
    """What was glued to a token in clear must not look apart from it to the check over the outgoing bytes."""
    assert (View("\ua66epass").bytes, View("ж").bytes) == (b"zpass", b"\xfe")


def test_lower_case_keeps_the_length() -> None:
    assert len(View("İstanbul").lower) == len(View("İstanbul").text)


def test_a_mark_that_composes_with_nothing_stays_after_a_letter_beyond_ascii() -> None:
    assert View("ж\u0336").text == "ж\u0336"


def test_words_of_one_foreign_alphabet_are_not_folded_into_latin() -> None:
    assert View("Мария").text == "Мария"
