"""Where two findings meet, where a pattern matches and its proof fails, and texts that try to be slow."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import Restorer, Scrubber, scrub_text
from hybriddesk.privacy.replace import grown
from hybriddesk.privacy.resolve import resolve
from hybriddesk.records.way import Span

SCRUBBER = Scrubber()


def span(start: int, end: int, score: float, kind: str = "OTHER") -> Span:
    return Span(start, end, kind, score, "r")


def test_the_rest_of_a_sure_span_stays_hidden_and_an_unsure_one_gives_way() -> None:
    assert [(s.start, s.end) for s in resolve("abcdefgh", [span(0, 4, 0.9), span(2, 6, 0.85), span(5, 8, 0.6)])] == [(0, 4), (4, 6)]


def test_a_rest_without_a_letter_is_no_span() -> None:
    assert [(s.start, s.end) for s in resolve("abcd ..", [span(0, 4, 0.9), span(2, 7, 0.85)])] == [(0, 4)]


def test_a_span_between_two_better_ones_keeps_its_middle() -> None:
    assert [(s.start, s.end) for s in resolve("abcdefgh", [span(0, 3, 0.95), span(5, 8, 0.95), span(2, 6, 0.85)])] == [(0, 3), (3, 5), (5, 8)]


def test_white_space_and_unlikely_spans_fall_away() -> None:
    assert resolve(" a  ", [span(0, 4, 0.9), span(2, 4, 0.9), span(1, 2, 0.4)]) == (span(1, 2, 0.9),)


def test_a_secret_makes_what_holds_it_a_secret() -> None:
    assert [s.kind for s in resolve("abcdef", [span(0, 6, 0.9, "URL"), span(2, 4, 0.95, "SECRET")])] == ["SECRET"]


@pytest.mark.parametrize("text", [
    "x20 Mill Lane", "12.52.3702, 4.8952", "aAKIAIOSFODNN7EXAMPLE", "xhttp://user:password@host/", "http://u:password@host/", "a.github.com/annak/x9",
    "iban GB49WXYZ10203", "from GB00WXYZ10203040506070", "1:00:1b:44:11:3a:b7", "user name alice", "Kevin van", "Anna von und",
])  # fmt: skip
def test_a_match_whose_surroundings_speak_against_it_is_dropped_or_hidden_and_comes_back(text: str) -> None:
    scrubbed = scrub_text(text)
    assert Restorer(scrubbed.entries).text(scrubbed.messages[0].text).text == text


def test_a_nested_private_key_is_one_span() -> None:
    text = "-----BEGIN PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"
    assert [(s.start, s.end) for s in SCRUBBER.detect(text)] == [(0, len(text))]


def test_a_wrong_iban_needs_a_word_for_it() -> None:
    assert [s.kind for s in SCRUBBER.detect("my iban is GB00 WXYZ 1020 3040 5060 70")] == ["IBAN"]
    assert SCRUBBER.detect("so GB00 WXYZ 1020 3040 5060 70 it is") == ()


@pytest.mark.parametrize("text", [
    "31 1207 Linden Street\n Suite 88\n Harlow\n United States 40417", "PSC 4410, Box 118\nAPO AE 09042", "3302 Lindengasse 14\n Suite 27\n Graz\n Austria 80104",
    "12 Mill Lane\nRotterdam",
])  # fmt: skip
def test_an_address_is_hidden_to_its_last_line(text: str) -> None:
    assert [(s.start, s.end, s.kind) for s in SCRUBBER.detect(f"to {text}\n\nKind regards")] == [(3, 3 + len(text), "ADDRESS")]


def test_an_address_does_not_swallow_the_greeting_below() -> None:
    text = "12 Mill Lane\nMany warm greetings\nto you all\nand yours\nand mine\nand theirs"
    assert [text[s.start : s.end] for s in SCRUBBER.detect(text)] == ["12 Mill Lane"]


def test_a_token_glued_to_the_window_of_a_long_run_is_still_judged() -> None:
    text = "x" * 2400 + "anna"
    assert grown(text, [span(2400, 2404, 0.9)]) == (span(2400, 2404, 0.9),)
    many = [span(at, at + 1, 0.9) for at in range(0, 2400, 2)]
    assert len(grown("ab" * 1200, many)) == len(many)


@pytest.mark.parametrize("unit", [
    "a", "1 ", "Anna Keller ", "a@", "::", "http://", "http://x/anna@b.co/", "person ", 'src="', "](", "password=", "-----BEGIN PRIVATE KEY-----", "eyJa",
    "anna@example.org,", "e\u0301", "аa", "\u200b", "Dear ", "12 Mill Lane ",
])  # fmt: skip
def test_repetition_costs_linear_work(unit: str) -> None:
    """Counted in calls of Python functions, not by the clock."""
    few, many = (calls(unit * (size // len(unit))) for size in (8_000, 32_000))
    assert many < 6 * few + 20_000


def calls(text: str) -> int:
    import sys

    count = 0

    def counting(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        scrub_text(text)
    finally:
        sys.setprofile(before)
    return count


def test_the_beginning_of_a_token_right_before_a_span_is_hidden_with_it() -> None:
    assert grown("so person abXY", [span(12, 14, 0.9)]) == (span(3, 14, 0.9),)
