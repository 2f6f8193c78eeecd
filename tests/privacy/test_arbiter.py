"""Between a list's person and the tagger's firm or place; firms with their legal form; places that stand for something else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hybriddesk.privacy import Scrubber
from hybriddesk.privacy.arbiter import figurative, settled, with_form
from hybriddesk.privacy.normalise import View
from hybriddesk.records.way import Span


class Tagger:
    """Finds what it was told to find."""

    def __init__(self, *spans: tuple[str, str, float]) -> None:
        self._spans = spans

    def tag(self, text: str, language: str | None) -> Iterator[Span]:
        """Each value where it first stands."""
        for value, kind, score in self._spans:
            at = text.find(value)
            if at >= 0:
                yield Span(at, at + len(value), kind, score, "made_up")


def span_of(text: str, value: str, kind: str = "PERSON", score: float = 0.7, rule: str = "name_first") -> Span:
    return Span(text.index(value), text.index(value) + len(value), kind, score, rule)


def kept(text: str, listed: list[Span], seen: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in settled(View(text), listed, seen)]


def test_a_find_by_one_list_gives_way_to_a_firm_that_holds_it() -> None:
    text = "Calls went to Malvina Motors."
    assert kept(text, [span_of(text, "Malvina")], [span_of(text, "Malvina Motors", "ORG", 0.69)]) == []
    assert kept(text, [span_of(text, "Malvina")], [span_of(text, "Malvina Motors", "ORG", 0.62)]) == ["Malvina"]
    assert kept(text, [span_of(text, "Malvina", rule="name_greeting")], [span_of(text, "Malvina Motors", "ORG", 0.69)]) == ["Malvina"]
    assert kept(text, [span_of(text, "Motors")], [span_of(text, "Malvina Motors", "ORG", 0.69)]) == []
    assert kept(text, [span_of(text, "Calls")], [span_of(text, "Malvina Motors", "ORG", 0.69)]) == ["Calls"]


def test_a_name_ends_where_a_firm_begins() -> None:
    text = "Regards\nHedda Krogstad Veltron Systems"
    listed = [span_of(text, "Hedda Krogstad Veltron", rule="name_signature")]
    assert kept(text, listed, [span_of(text, "Veltron Systems", "ORG", 0.66)]) == ["Hedda Krogstad"]
    assert kept(text, listed, [span_of(text, "Krogstad", "ORG", 0.66)]) == ["Hedda Krogstad Veltron"], "what stands in the middle cuts nothing"
    assert kept(text, listed, [span_of(text, "Veltron Systems", "PERSON", 0.66)]) == ["Hedda Krogstad Veltron"]


def test_what_lists_call_a_firm_is_no_person_of_two_lists() -> None:
    text = "She reads the Washington Post."
    assert kept(text, [span_of(text, "Washington Post", rule="name_lists", score=0.86)], []) == []
    assert kept(text, [span_of(text, "Washington Post", "ORG", rule="org_suffix")], []) == ["Washington Post"]


@pytest.mark.parametrize(("text", "name", "whole"), [
    ("We pay Veltron, Inc. of Omaha.", "Veltron", "Veltron, Inc."),
    ("We pay Veltron Corp. in May.", "Veltron Corp", "Veltron Corp."),
    ("We pay Veltron Ltd", "Veltron Ltd", "Veltron Ltd"),
    ("We pay Veltron and Inc. magazine.", "Veltron", "Veltron"),
    ("We pay Veltron. Inca art is next.", "Veltron", "Veltron"),
])  # fmt: skip
def test_a_firm_takes_its_legal_form_along(text: str, name: str, whole: str) -> None:
    found = with_form(View(text), span_of(text, name, "ORG"))
    assert text[found.start : found.end] == whole


def test_only_firms_have_a_legal_form() -> None:
    text = "Anna, Inc."
    assert with_form(View(text), span_of(text, "Anna")) == span_of(text, "Anna")


def test_a_place_that_stands_for_something_else_stays() -> None:
    text = "He called it the Venice of canals, not the Venice of Dickens, near the Venice of today; Venice of rivers, the Venice of qqqqs."
    begins = [at for at in range(len(text)) if text.startswith("Venice", at)]
    assert [figurative(View(text), Span(at, at + 6, "LOCATION", 0.7, "place_list")) for at in begins] == [True, False, False, False, False]
    assert not figurative(View(text), Span(begins[0], begins[0] + 6, "ORG", 0.7, "org_model"))


def test_the_scrubber_asks_the_arbiter() -> None:
    text = "Then I asked Delphine about it."
    assert [span.kind for span in Scrubber(kinds_on=("ORG",), tagger=Tagger(("Delphine", "ORG", 0.69))).detect(text)] == ["ORG"]
    assert [span.kind for span in Scrubber(kinds_on=("ORG",), tagger=Tagger(("Delphine", "PERSON", 0.69))).detect(text)] == ["PERSON"]


@pytest.mark.parametrize(("value", "kind"), [("15", "PERSON"), ("u", "LOCATION"), ("Iraqi", "LOCATION"), ("Docker", "ORG"), ("I'm", "PERSON")])
def test_what_is_too_little_or_no_name_is_not_taken_from_a_tagger(value: str, kind: str) -> None:
    text = f"so {value} it was"
    assert Scrubber(kinds_on=("ORG",), tagger=Tagger((value, kind, 0.7))).detect(text) == ()


def test_a_person_before_a_firm_is_the_same_person_elsewhere() -> None:
    """What stands between them is no part of the name: with it, the name would not be found again and would leave."""
    text = "Bauer, Morgan Stanley\nBAUER: hello\nbauer_notes.txt belongs to bauer"
    assert kept(text, [span_of(text, "Bauer, Morgan")], [span_of(text, "Morgan Stanley", "ORG", 0.9)]) == ["Bauer"]
