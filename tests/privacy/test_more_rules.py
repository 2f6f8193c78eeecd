"""Rules for papers, devices, links, dates and long texts, at their edges."""

from __future__ import annotations

import random
import string

import pytest

from hybriddesk.privacy import Scrubber
from hybriddesk.privacy.detect import parts
from hybriddesk.privacy.kinds import field_name
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules import ids
from hybriddesk.privacy.rules.whole_address import widened

SCRUBBER = Scrubber()

FOUND = [
    ("My website is http://annas-garden.example/ now", "http://annas-garden.example/", "URL"), ("see /home/annak/notes.txt", "annak", "USERNAME"), ("C:\\Users\\annak\\x", "annak", "USERNAME"),
    ("ask u/garden_anna there", "u/garden_anna", "USERNAME"), ("on Discord anna#4821 too", "anna#4821", "USERNAME"), ("Instagram: anna.k_88", "anna.k_88", "USERNAME"),
    ("wallet 7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU", "7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU", "CRYPTO"), ("rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh it is", "rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh", "CRYPTO"),
    ("ip 3405803783 blocked", "3405803783", "IP"), ("host 0xcb.0x00.0x71.0x07 up", "0xcb.0x00.0x71.0x07", "IP"), ("mac 00 1b 44 11 3a b7", "00 1b 44 11 3a b7", "MAC"), ("SIM ICCID 8944 1100 0012 3456 789", "8944 1100 0012 3456 789", "IMEI"),
    ("P<UTOMUSTER<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", "P<UTOMUSTER<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", "PASSPORT"),
    ("no MORGA753116SM9IJ there", "MORGA753116SM9IJ", "LICENCE"), ("serial number 40417733 and more", "40417733", "IMEI"), ("device id: A1B2C3D4E5 ok", "A1B2C3D4E5", "IMEI"), ("sends from serial X4-77 12 daily", "X4-77 12", "IMEI"),
    ("license plate B MW 1234", "B MW 1234", "PLATE"), ("date of birth. It's 1/14/1961", "1/14/1961", "DOB"), ("fecha de ingreso: 12/06/2017", "12/06/2017", "DATE"), ("Aufnahme am 3. Mai 2021", "3. Mai 2021", "DATE"), ("Edad: 94", "Edad: 94", "AGE"),
    ("card 4111_1111_1111_1111", "4111_1111_1111_1111", "CARD"), ("card 4111 1111\n1111 1111", "4111 1111\n1111 1111", "CARD"), ("BIC: DEUTDEFF", "DEUTDEFF", "BIC"), ("to be 12 Apt 3 or NW 12: national id 88 12 034 of", "88 12 034", "ID"),
    ("wallet EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2", "EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2", "CRYPTO"), ("see hxxps://example[.]com/users/annak now", "hxxps://example[.]com/users/annak", "URL"),
    ("national id: 88120345 OK", "88120345", "ID"), ("permit number AB 123456 is", "AB 123456", "LICENCE"), ("fingerprint template: Rk1SACAyMAAAAADk", "Rk1SACAyMAAAAADk", "ID"),
]  # fmt: skip
RECORD = (
    "Datos del paciente.\nNHC: 4471902.\nFecha de nacimiento: 03/04/1951.\nMédico: ninguno.\nInforme clínico del paciente: varón que ingresa el 12 de junio de 2017. Antecedentes: ninguno. Exploración normal. "
    "Tratamiento hasta el 20/06/2017.\n"
)
LEFT = [
    "fingerprint template: not available here", "photo of the face id scanned_item", "8944 1100 0012 3456 789", "serial port and device driver", "the esim was 8944 1100 0012 3456 789x", "host 0x7ffd5e8a, ip 9999999999", "x<<y and A<BCD<<", "PAUTOBCDFGHJKLMNPQRSTVWXZBCDFG x<<y", "to adapt 5 things",
    "birth 12/06/20177", "admission: 12/06/20177", "fX4111 and u/me", "license plate of mine", "number plate and ABC", "gate MORGA753116SM9IJXX", "pin 4711.5 volts", "password 2001", "the password 20011999 was", "user name: root", "an article on patients, diagnosis and clinics of 12/06/2017: treatment in a hospital",
    "iban NO05 462890.\nThank you", "national id of 12 3", "MZQBV9QZ7KJ4T2W8ZZ11 key-less", "wallet llllllllllllllllllllllllllllllllllllllllllll", "10:30 0.0.0.0:80", "medicare is Alpha 12",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "kind"), FOUND, ids=[f"{kind}-{value[:20]}" for _, value, kind in FOUND])
def test_a_value_is_hidden_whole_and_as_its_kind(text: str, value: str, kind: str) -> None:
    assert (value, kind) in [(text[span.start : span.end], span.kind) for span in SCRUBBER.detect(text)]


@pytest.mark.parametrize("text", LEFT)
def test_what_lacks_its_proof_stays(text: str) -> None:
    assert [(text[span.start : span.end], span.rule) for span in SCRUBBER.detect(text) if span.kind not in ("PERSON", "LOCATION", "ORG")] == []


def test_every_full_date_of_a_health_record_is_hidden() -> None:
    dates = [RECORD[span.start : span.end].strip(".") for span in SCRUBBER.detect(RECORD) if span.kind in ("DATE", "DOB")]
    assert dates == ["03/04/1951", "12 de junio de 2017", "20/06/2017"]


def test_a_short_note_that_names_a_record_is_not_yet_one() -> None:
    assert [span.kind for span in SCRUBBER.detect("patient name withheld, seen 12/06/2017")] == []


def test_kinds_are_exported_by_the_names_of_the_field() -> None:
    assert [field_name(kind) for kind in ("PLATE", "LICENCE", "EMAIL")] == ["LICENSE_PLATE", "ID", "EMAIL"]


def test_names_in_a_long_text_are_found_at_their_places() -> None:
    filler = "The bus was late again and nobody minded.\n" * 2000
    text = filler + "Dear Mrs Keller,\nthank you.\n" + filler
    assert [text[span.start : span.end] for span in SCRUBBER.detect(text, "en") if span.kind == "PERSON"] == ["Keller"]


@pytest.mark.parametrize("text", ["a" * 300_000, "ab " * 100_000, "ab\n" * 100_000, "x"])
def test_stretches_of_a_long_text_are_the_text(text: str) -> None:
    assert "".join(part.text for _, part in parts(View(text))) == text
    assert all(text.startswith(part.text, begin) for begin, part in parts(View(text)))


def test_a_value_beside_a_disguised_one_is_found_once() -> None:
    text = "anna@example.org wrote %41%42 to bob%40example.org"
    assert [text[span.start : span.end] for span in SCRUBBER.detect(text)] == ["anna@example.org", "bob%40example.org"]


def test_lines_of_an_attachment_are_no_secrets() -> None:
    rng = random.Random(3)
    lines = "\n".join("".join(rng.choice(string.ascii_letters + string.digits) for _ in range(76)) for _ in range(12))
    assert [span.kind for span in SCRUBBER.detect(f"Content-Transfer-Encoding: base64\n\n{lines}\n") if span.kind == "SECRET"] == []


def test_an_address_ends_after_a_fair_number_of_parts() -> None:
    text = "12 Mill Lane" + "".join(f", Apt {number}" for number in range(1, 12))
    assert text[: widened(View(text), 0, 12)[1]].endswith("Apt 8")


def test_a_number_module_that_fails_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some modules of stdnum raise where their tables have a gap; a text must not fail because of that."""
    from stdnum.us import ssn

    def gap(_text: str) -> bool:
        raise KeyError("county")

    ids._check.cache_clear()
    monkeypatch.setattr(ssn, "is_valid", gap)
    try:
        assert not ids.valid("us.ssn", "536-90-4399")
    finally:
        ids._check.cache_clear()
