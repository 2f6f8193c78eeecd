"""Postal addresses in the styles of many countries: nothing of them is left, wherever they stand."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import Scrubber

SCRUBBER = Scrubber()
ADDRESSES = """221B Baker Street, London NW1 6XE
1600 Elm Avenue NW, Washington, DC 20500
Flat 3, 22 Acacia Avenue, Leeds LS1 4AP
123 Main St Apt 4B, Boston MA 02110
350 5th Ave, New York, NY 10118
PO Box 123, Austin, TX 78701
123 King St W, Toronto, ON M5H 1A1
Unit 7, 14 Smith Street, Sydney NSW 2000
Musterstraße 12, 12345 Musterstadt
Am Markt 5, 28195 Bremen
Lange Reihe 7, 20099 Hamburg
Mariahilfer Straße 45, 1060 Wien
Bahnhofstrasse 1, 8001 Zürich
12 rue de la République, 69002 Lyon
15 bis avenue Foch, 75116 Paris
Calle Mayor 12, 3º B, 28013 Madrid
Avda. de la Constitución, 45, 41001 Sevilla
C/ Alcalá, 20, 28014 Madrid
Via Roma 10, 00184 Roma
Corso Vittorio Emanuele II, 120, 10121 Torino (TO)
Piazza Garibaldi 3, Napoli
Rua Augusta 100, 1100-053 Lisboa
Av. da Liberdade, 245, 3.º Esq., 1250-143 Lisboa
Keizersgracht 123, 1015 CJ Amsterdam
Dorpsstraat 5a, 3512 JE Utrecht
ul. Marszałkowska 10/12, 00-590 Warszawa
Storgatan 12, 111 23 Stockholm
4880 Betburweg 74 Suite 967, Lascano, Uruguay 80694""".splitlines()


@pytest.mark.parametrize("sentence", ["I live at {}.", "Ship to: {}\nThanks", "{}"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_an_address_is_left(address: str, sentence: str) -> None:
    text = sentence.format(address)
    hidden = {at for span in SCRUBBER.detect(text) for at in range(span.start, span.end)}
    begin = text.index(address)
    assert [text[at] for at in range(begin, begin + len(address)) if text[at].isalnum() and at not in hidden] == []
    assert not any(text[at].isalnum() for at in hidden if at < begin or at >= begin + len(address))


@pytest.mark.parametrize(("text", "value"), [
    ("He lives at 10252 Megali Ammos 1, right there", "10252 Megali Ammos 1"), ("> Alma\n> 91215 Harjukuja 54\n> Suite 318\n> Harlow\n> Finland 38524\n", "91215 Harjukuja 54\n> Suite 318\n> Harlow\n> Finland 38524"),
    ("at the corner of Mill Lane and Oak Row it is", "Mill Lane and Oak Row"), ("deliver to 12 Zorvany 7 now", "12 Zorvany 7"), ("wohnhaft in Tulpenhof 3 seit 2019", "Tulpenhof 3"),
    ("update it to USS Lorenzen\nFPO AE 25990 today", "USS Lorenzen\nFPO AE 25990"), ("12 Mill Lane, Suite 5\nKind regards,\nthe team", "12 Mill Lane, Suite 5"),
    ("his address: 5720 skoanveien 226 suite 3", "5720 skoanveien 226 suite 3"), ("to 88 Oak Row Suite 4 Pendlebury Vale", "88 Oak Row Suite 4 Pendlebury Vale"),
])  # fmt: skip
def test_a_street_that_only_its_surroundings_tell_is_found(text: str, value: str) -> None:
    assert value in [text[span.start : span.end] for span in SCRUBBER.detect(text) if span.kind == "ADDRESS"]


@pytest.mark.parametrize("text", ["meet me at Gate 4 of May 7", "return to Step 3 then", "the flat 12 percent", "lives at peace since 2019", "a Suite 5 alone", "see Suite 12 at 4 or in Suite 9"])
def test_a_number_behind_a_word_is_no_street(text: str) -> None:
    assert [text[span.start : span.end] for span in SCRUBBER.detect(text) if span.kind == "ADDRESS"] == []
