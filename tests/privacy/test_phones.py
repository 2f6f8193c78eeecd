"""Phone numbers of every country's plan, as people write them, in sentences of seven languages."""

from __future__ import annotations

import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat as Form

from hybriddesk.privacy import Scrubber

SCRUBBER = Scrubber()
ABROAD = ("call {}", "{}", "My number is {}.", "Reach me at {} or by mail", "Tel.: {}", "({})", "Phone {} works")
AT_HOME = (
    "call me at {}", "Phone: {}", "Meine Nummer ist {}", "mon numéro est le {}", "mi teléfono es {}", "il mio numero è {}", "o meu telemóvel é {}", "mijn nummer is {}", "ruf mich unter {} an", "fax {}",
    "text {} when there", "Rufen Sie {} an", "appelez-moi au {}", "llámame al {}", "chiamami al {}", "liga para {}", "bel me op {}", "You can reach him on {} after 5.", '{{"phone": "{}"}}',
)  # fmt: skip
FEWEST = 7
REGIONS = sorted(region for region in phonenumbers.SUPPORTED_REGIONS if phonenumbers.example_number(region))


def whole(text: str, value: str) -> bool:
    begin = text.index(value)
    return any(span.kind == "PHONE" and span.start <= begin + 1 and span.end >= begin + len(value) for span in SCRUBBER.detect(text))


@pytest.mark.parametrize("region", REGIONS)
def test_a_number_of_the_plan_is_hidden_in_every_writing(region: str) -> None:
    rng = random.Random(region)
    plan = phonenumbers.example_number(region)
    full, code = phonenumbers.format_number(plan, Form.INTERNATIONAL), phonenumbers.format_number(plan, Form.E164)
    rows = [(full, ABROAD), (code, (*ABROAD, "phone={}")), ("00" + code[1:], AT_HOME)]
    if len(str(plan.national_number)) >= FEWEST:
        rows.append((phonenumbers.format_number(plan, Form.NATIONAL), AT_HOME))
    assert [value for value, sentences in rows if not whole(rng.choice(sentences).format(value), value)] == []


@pytest.mark.parametrize(("text", "value"), [
    ("call +44 (0)20 7946 0018 or 020 7946 0018. 3 items", "020 7946 0018"), ("781 1704 office", "781 1704"), ("011 44 20 7946 0018", "011 44 20 7946 0018"), ("my cell: 415-555-2671 ext. 12", "415-555-2671 ext. 12"),
    ("(11) 98765-4321", "(11) 98765-4321"), ("05 61 23 45 67", "05 61 23 45 67"), ("T: 020 7946 0018", "020 7946 0018"), ("+49(30)901820", "+49(30)901820"), ("call 020 7946 0018  999999", "020 7946 0018"),
    ("reach me at 71-33-52-22", "71-33-52-22"), ("Mobile: 01.84.17.61.18", "01.84.17.61.18"), ("+44 20 7946 0018 7 items left", "+44 20 7946 0018"),
])  # fmt: skip
def test_other_writings_are_hidden_whole(text: str, value: str) -> None:
    assert value in [text[span.start : span.end] for span in SCRUBBER.detect(text) if span.kind == "PHONE"]


@pytest.mark.parametrize("text", [
    "ISBN 978-3-16-148410-0", "order 123-456-7890", "invoice (415) 555-2671", "price 1 234 567 EUR", "2024-01-05 12:30:00", "in 1990-1995 we", "timestamp 1700000000", "population 12 345 678", "build 20240105123456",
    "https://x.org/123-456-7890/", "x=4155552671", "numbers 12 34 56 78 90 are even", "call 911", "+1-800-FLOWERS", "call at 10:30 on 12.05.2024", "2.6.1 (2019-01-07)", "227.7202-1 through 227.7202-4", "call 1111111111",
    "call 203.0.113.77 now", "write(b'123456789')", "0049 is a code", "+999 12345678", "phone 12 345 678 € due", "the code 007 123 456", "phone 1234567890123456789", "00 99 99 99 99 99",
])  # fmt: skip
def test_other_numbers_are_no_phones(text: str) -> None:
    assert [text[span.start : span.end] for span in SCRUBBER.detect(text) if span.kind == "PHONE"] == []
