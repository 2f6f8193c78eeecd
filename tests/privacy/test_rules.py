"""Each rule finds what it says and leaves look-alikes alone. Values are public test values or made up."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import KINDS, RULES, Scrubber

SCRUBBER = Scrubber(kinds_on=("ORG", "ORDER"))

FOUND = [
    ("write to anna.keller@example.org.", "anna.keller@example.org", "EMAIL"),
    ("anna [at] example [dot] org please", "anna [at] example [dot] org", "EMAIL"),
    ("call +44 20 7946 0018 today", "+44 20 7946 0018", "PHONE"),
    ("from 0049 30 901820 a call", "0049 30 901820", "PHONE"),
    ("(415) 555-2671 works", "(415) 555-2671", "PHONE"),
    ("312-555-0143x0771 works", "312-555-0143x0771", "PHONE"),
    ("tel 030 123456 now", "030 123456", "PHONE"),
    ("fax: 5550143 now", "5550143", "PHONE"),
    ("so 020 7946 0018 it is", "020 7946 0018", "PHONE"),
    ("see https://example.org/users/annak.", "https://example.org/users/annak", "URL"),
    ("see (https://example.org/wiki/@annak(x)) ok", "https://example.org/wiki/@annak(x)", "URL"),
    ("my linkedin.com/in/anna-k page", "linkedin.com/in/anna-k", "URL"),
    ("ask @annak. on it", "@annak", "USERNAME"),
    ('{"username": "annak77"}', "annak77", "USERNAME"),
    ("login: annak", "annak", "USERNAME"),
    ("host 203.0.113.7.", "203.0.113.7", "IP"),
    ("host 2001:db8::8a2e:370:7334 up", "2001:db8::8a2e:370:7334", "IP"),
    ("mac 00:1b:44:11:3a:b7 up", "00:1b:44:11:3a:b7", "MAC"),
    ("mac 001b.4411.3ab7 up", "001b.4411.3ab7", "MAC"),
    ("pay 4111 1111 1111 1111 now", "4111 1111 1111 1111", "CARD"),
    ("card 4222222222222", "4222222222222", "CARD"),
    ("my card 4111 1111 1111 1112 fails", "4111 1111 1111 1112", "CARD"),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "CARD"),
    ("to DE89 3704 0044 0532 0130 00 please", "DE89 3704 0044 0532 0130 00", "IBAN"),
    ("iban GB00WXYZ10203040506070 bad check", "GB00WXYZ10203040506070", "IBAN"),
    ("BIC: DEUTDEFF500", "DEUTDEFF500", "BIC"),
    ("send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "CRYPTO"),
    ("0x52908400098527886E0F7030069857D2E4169EE7", "0x52908400098527886E0F7030069857D2E4169EE7", "CRYPTO"),
    ("xrp wallet rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh", "rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh", "CRYPTO"),
    ("account number 20417733 closed", "20417733", "ACCOUNT"),
    ("Kundennummer: 88-120-34 bitte", "88-120-34", "ACCOUNT"),
    ("order no. 88-1203 is late", "88-1203", "ORDER"),
    ("SSN 078-05-1120", "078-05-1120", "ID"),
    ("social security 219099999", "219099999", "ID"),
    ("it is 536-90-4399 here", "536-90-4399", "ID"),
    ("DNI 12345678Z", "12345678Z", "ID"),
    ("PESEL 44051401359", "44051401359", "ID"),
    ("BSN 111222333", "111222333", "ID"),
    ("CPF 390.533.447-05", "390.533.447-05", "ID"),
    ("aadhaar 2341 2341 2346", "2341 2341 2346", "ID"),
    ("NHS number 943 476 5919", "943 476 5919", "ID"),
    ("insurance QQ is not, AB 12 34 56 C is", "AB 12 34 56 C", "ID"),
    ("nric S1234567D", "S1234567D", "ID"),
    ("fin G1234567X", "G1234567X", "ID"),
    ("fin M1234567K", "M1234567K", "ID"),
    ("national id: AX-1234-5678", "AX-1234-5678", "ID"),
    ("codice RSSMRA85T10A562S", "RSSMRA85T10A562S", "ID"),
    ("passport C01X00T47", "C01X00T47", "PASSPORT"),
    ("driver's license number is K40218837752 ok", "K40218837752", "LICENCE"),
    ("number plate AB12 CDE seen", "AB12 CDE", "PLATE"),
    ("MRN: 00451298", "00451298", "MRN"),
    ("it is 1HGCM82633A004352", "1HGCM82633A004352", "VIN"),
    ("chassis 1HGCM82643A004352", "1HGCM82643A004352", "VIN"),
    ("IMEI 490154203237518", "490154203237518", "IMEI"),
    ("born on 4 May 1981", "4 May 1981", "DOB"),
    ("geboren am 04.05.1981", "04.05.1981", "DOB"),
    ("she is 93 years old", "93 years old", "AGE"),
    ("at 221B Baker Street, London now", "221B Baker Street, London", "ADDRESS"),
    ("Hauptstraße 5, 10115 Berlin", "Hauptstraße 5, 10115 Berlin", "ADDRESS"),
    ("5 rue de la Paix, 75002 Paris", "5 rue de la Paix, 75002 Paris", "ADDRESS"),
    ("Calle de Alcalá 45, 28014 Madrid", "Calle de Alcalá 45, 28014 Madrid", "ADDRESS"),
    ("P.O. Box 1234 is it", "P.O. Box 1234", "ADDRESS"),
    ("zip code: 94107", "94107", "POSTCODE"),
    ("in YO1 7HH they", "YO1 7HH", "POSTCODE"),
    ("Tulsa, OK 74101", "74101", "POSTCODE"),
    ("at 52.3702, 4.8952 it", "52.3702, 4.8952", "COORDINATES"),
    ("latitude: 52.3702", "52.3702", "COORDINATES"),
    ("key AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", "SECRET"),
    ("t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_123", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_123", "SECRET"),
    ("-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----", "SECRET"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMII", "-----BEGIN RSA PRIVATE KEY-----\nMII", "SECRET"),
    ("db postgres://bob:s3cr3t@db.host/x", "postgres://bob:s3cr3t@db.host/x", "SECRET"),
    ("password: hunter2.", "hunter2", "SECRET"),
    ('password = "swordfish"', "swordfish", "SECRET"),
    ("my password is TrustNo", "TrustNo", "SECRET"),
    ("PIN: 4711", "4711", "SECRET"),
    ("api_key=abcd1234efgh5678", "abcd1234efgh5678", "SECRET"),
    ("Authorization: Bearer abcd1234efgh5678zz", "abcd1234efgh5678zz", "SECRET"),
    ("run --password hunter22", "hunter22", "SECRET"),
    ("blob q7Zp2LmX9vKd4RtY8wBn3HsJ end", "q7Zp2LmX9vKd4RtY8wBn3HsJ", "SECRET"),
    ("for Mercer Holdings today", "Mercer Holdings", "ORG"),
]  # fmt: skip

LEFT = [
    "The version is 1.2.3.4.5 and 300.1.2.3 is none.",
    "At 12:30:45 we stopped; a::b is code, ::1 too.",
    "The total is 1,234,567.89 on 2024-01-05 and 12.5.",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b",
    "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "4111111111111112 and 1111111111111111 and 0000 0000 0000 0000",
    "DE00 3704 0044 0532 0130 00 is wrong",
    "password: required, password=None, password = os.environ['X'], the password is wrong, password: ${PW}",
    "token: yes, api key is missing, pin it, key: value, pin: abcdef",
    "see https://example.com/news/2020/title and http://example.org/docs/",
    "@media print { @import x; } use @pytest.fixture and @app.route('/')",
    "She is 34 years old and has 93 apples.",
    "released on 4 May 1981",
    "Bearer of bad news, --password prompt",
    "the path /usr/lib/x86_64-linux-gnu/libQt6Core and CamelCaseIdentifierName12",
    "the passport office and a driving licence for all",
    "IMEI 490154203237519 is wrong", "just 490154203237518 alone",
    "17 letters: ABCDEFGHABCDEFGHJ, 12345678901234567",
    "BIC: notabank and swift: Monday",
    "178-05-11201 and 12345678A and BG123456A",
    "S1234567A is not right",
    "order by name, account for it, policy 12",
    "so 1HGCM82643A004352 has a wrong check digit",
    "rrrrrrrrrrrrrrrrrrrrrrrrrrrrr and Tzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    "user name: alice",
    "+1 and +999999 and 00 12",
    "national id: not given", "policy 12/3 and login#alice",
    "Please review the report by Monday, March 3, and reply to the team.",
    "Java and Python are languages, and so is English.",
]


@pytest.mark.parametrize(("text", "value", "kind"), FOUND, ids=[f"{kind}-{value[:24]}" for _, value, kind in FOUND])
def test_a_value_is_found_whole_and_as_its_kind(text: str, value: str, kind: str) -> None:
    spans = SCRUBBER.detect(text)
    assert (value, kind) in [(text[s.start : s.end], s.kind) for s in spans]


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_text_is_left_alone(text: str) -> None:
    kinds_of_names = {"USERNAME"} if "alice" in text else set()
    assert [text[s.start : s.end] for s in SCRUBBER.detect(text) if s.kind not in kinds_of_names] == []


def test_every_rule_names_a_kind_and_says_what_it_looks_for() -> None:
    kinds = {kind.name for kind in KINDS}
    assert all(rule.kind in kinds and rule.sentence.endswith(".") for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_span_carries_a_listed_rule() -> None:
    listed = {rule.name for rule in RULES}
    assert {span.rule for text, _, _ in FOUND for span in SCRUBBER.detect(text)} <= listed


def test_optional_kinds_stay_in_clear_unless_switched_on() -> None:
    assert Scrubber().detect("order no. 88-1203 for Mercer Holdings") == ()


@pytest.mark.parametrize(("text", "left"), [
    ("(a@example.org, +41 79 555 01 23).", "+41 79 555 01 23"), ("Anna (+41 79 555 01 23)", "+41 79 555 01 23"), ("Tel. (030) 1234567)", "(030) 1234567"),
    ("call (020 7946 0018 now", "020 7946 0018"),
])
def test_a_bracket_of_the_sentence_stays_outside_the_number(text: str, left: str) -> None:
    """Only brackets that the number opened itself are part of it."""
    phones = [text[span.start:span.end] for span in SCRUBBER.detect(text) if span.kind == "PHONE"]
    assert phones == [left]


def test_a_number_far_from_the_words_is_no_social_security_number() -> None:
    """The words must stand beside the number: one at the other end of a long text does not count."""
    text = "Her SSN is on file. " + "Nothing else was said about it. " * 20 + "Part 219-09-9999 fits."
    assert not [span for span in SCRUBBER.detect(text) if span.rule == "ssn_cue"]
    assert not [span for span in SCRUBBER.detect("SSN x123-45-67890") if span.rule == "ssn_cue"]
