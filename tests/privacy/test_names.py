"""People, organisations and places from lists, capitals and the words around them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hybriddesk.privacy import Scrubber
from hybriddesk.privacy.language import guess
from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.records.way import KnownMap, Span

SCRUBBER = Scrubber(kinds_on=("ORG",))


def found(text: str, language: str | None = "en") -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.kind) for s in SCRUBBER.detect(text, language)]


@pytest.mark.parametrize(("text", "name"), [
    ("Yesterday Marisol Hendricks came.", "Marisol Hendricks"),
    ("Dear Will,\nthanks", "Will"),
    ("Hi Mark, all fine", "Mark"),
    ("all fine.\nKind regards,\nGrace", "Grace"),
    ("My name is Hope Small.", "Hope Small"),
    ("From: Priyanka Raghunathan\nhello", "Priyanka Raghunathan"),
    ("I met Dr. Xylqua there", "Xylqua"),
    ("says J. Rodriguez here", "J. Rodriguez"),
    ("It was Alena Dvořáková again", "Alena Dvořáková"),
    ("Ludwig van Beethoven wrote", "Ludwig van Beethoven"),
    ("the book by Fitzpatrick is out", "Fitzpatrick"),
    ("then Kowalczyk said no", "Kowalczyk"),
    ('"Fitzpatrick, George" wrote', "Fitzpatrick, George"),
    ("Both Nicole and he", "Nicole"),
    ("Sehr geehrte Frau Müller, danke", "Müller"),
    ("Hola Guillermo, gracias", "Guillermo"),
    ("Nicole's house", "Nicole"),
])  # fmt: skip
def test_a_name_is_found_by_list_or_cue(text: str, name: str) -> None:
    assert (name, "PERSON") in found(text, None)


@pytest.mark.parametrize("text", [
    "The Will of the people and the Mark on the page. Grace is a virtue, and Hope too.",
    "In March and April we saw Python, Java and Excel.",
    "Please Review The Annual Report Before Friday.",
    "See St. Xylqua and Main Street.",
    "Dear Customer,\nwe thank you.\nBest regards,\nThe Team",
    "Bitte prüfen Sie den Bericht und die Rechnung bis Freitag. Das Angebot ist gut.",
    "to van der de and Mr. alone",
    "",
])  # fmt: skip
def test_ordinary_capitals_are_no_names(text: str) -> None:
    assert [row for row in found(text, None) if row[1] == "PERSON"] == []


@pytest.mark.parametrize(("text", "place"), [
    ("She lives in Rotterdam now", "Rotterdam"),
    ("a trip to New Zealand soon", "New Zealand"),
    ("he was born in Tarvonnick then", "Tarvonnick"),
    ("in Washington they", "Washington"),
    ("near Tarvonnick Road today", "Tarvonnick Road"),
    ("along North River today", "North River"),
    ("Lawrence, KS is far", "Lawrence"),
    ("Lawrence, KS is far", "KS"),
])  # fmt: skip
def test_a_place_is_found(text: str, place: str) -> None:
    assert (place, "LOCATION") in found(text)


@pytest.mark.parametrize("text", ["the Reading list", "The Road was long", "Main Street News", "Lexington University opened", "he lives in May", "the nice mobile"])
def test_words_that_are_also_places_stay(text: str) -> None:
    assert [row for row in found(text) if row[1] == "LOCATION"] == []


def test_an_organisation_is_no_person() -> None:
    assert found("we asked Peter Smith Consulting for it") == [("Peter Smith Consulting", "ORG")]


def test_all_capital_lists_of_a_long_text_are_not_taken_for_names() -> None:
    assert ("ANNA KELLER", "PERSON") in found("ANNA KELLER called")
    assert ("ANNA KELLER", "PERSON") not in found("ANNA KELLER called " + "and so it went on " * 60)


@pytest.mark.parametrize(("text", "code"), [
    ("please send the report to me and thank you", "en"), ("bitte senden sie mir den bericht und danke", "de"),
    ("je vous remercie pour le rapport", "fr"), ("muchas gracias por el informe", "es"), ("grazie per il rapporto che ho", "it"),
    ("obrigado pelo relatório que não", "pt"), ("ik heb het rapport niet", "nl"), ("xyz", None),
])  # fmt: skip
def test_the_language_is_guessed_by_its_small_words(text: str, code: str | None) -> None:
    assert guess(text) == code


def test_a_tagger_adds_names_the_rules_cannot_know() -> None:
    class Fixed:
        def tag(self, text: str, language: str | None) -> Iterator[Span]:
            yield Span(text.index("qwxz"), text.index("qwxz") + 4, "PERSON", 0.9, "tagger")

    assert [s.rule for s in Scrubber(tagger=Fixed()).detect("so qwxz came")] == ["tagger"]


def test_the_lists_are_there_and_apart() -> None:
    lists = lexicon()
    assert "anna" in lists.first
    assert "keller" in lists.last
    assert "france" in lists.countries
    assert "rotterdam" in lists.cities
    assert "table" in lists.words


def test_optional_kinds_are_switched_on_by_the_conversation_too() -> None:
    """An optional kind is replaced when the person's own settings ask for it, and left otherwise."""
    text = "Please write to Keller Holdings Ltd about it."
    assert not Scrubber().detect(text)
    (span,) = Scrubber().detect(text, known=KnownMap(kinds_on=frozenset({"ORG"})))
    assert span.kind == "ORG"
