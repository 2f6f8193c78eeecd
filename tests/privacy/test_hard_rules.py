"""The limits of the rules that the hard cases brought: what stays beside what goes."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import Scrubber

SCRUBBER = Scrubber()


def hidden(text: str) -> list[str]:
    return [text[span.start : span.end] for span in SCRUBBER.detect(text)]


@pytest.mark.parametrize("text", [
    "the gate code: A1234567890123 of the archive",
    "passphrase: use at least 4 words with a number 7!",
    "curl -u root:$PASSWORD http://localhost/",
    '10.0.0.x - - [03/Mar/2025:09:14:02 +0000] "GET / HTTP/1.1" 200',
    "@todo Please look at this",
    "the route was 12, 1000 people came",
    "Version 27, 110 00 units were sold",
    "we did 3-14-8 and then 160-0023",
    "Haverkamps are a kind of clamp",
    "It's Murphy's law and Caesar salad for Kepler's laws",
    "cobol, Haskell and Redis are old",
    "his manager called and her lawyer wrote",
])  # fmt: skip
def test_what_only_looks_like_it_stays(text: str) -> None:
    """None of these tells of a person or lets anyone in."""
    assert hidden(text) == []


@pytest.mark.parametrize(("text", "value"), [
    ("Murphy's house is sold, says Thomas Murphy", "Murphy"),
    ("Murphy's law firm called for Mr Murphy", "Murphy"),
    ("Herr Pfitzmann kommt; Pfitzmanns Akte liegt bereit", "Pfitzmanns"),
    ("We met Anna Haverkamp. All the Haverkamps came.", "Haverkamps"),
    ("@Ingrid Solvang please", "Ingrid Solvang"),
    ("der Freiherr Egbert von und zu Falkenrode, Herr von und zu Falkenrode", "Falkenrode"),
    ('203.0.113.94 - hkrogstad [03/Mar/2025:09:14:02 +0000] "GET /"', "hkrogstad"),
    ("curl --user mirek:Zimn1Noc! https://api.example.com", "mirek"),
    ("codice d'accesso: 4471B", "4471B"),
    ("toegangscode is A4471#", "A4471"),
    ('passphrase: "\nssh pass phrase = Drei Eichen 1871!', "Drei Eichen 1871!"),
    ("chaussée: Chaussée de Wavre 118 bte 12, 1050 Ixelles", "Chaussée de Wavre 118 bte 12, 1050 Ixelles"),
    ("Sørensgade 4, st. th, 2200 København N", "Sørensgade 4, st. th, 2200 København N"),
])  # fmt: skip
def test_what_is_personal_goes(text: str, value: str) -> None:
    """The value stands nowhere in what is left."""
    left = text
    for found in sorted(hidden(text), key=len, reverse=True):
        left = left.replace(found, "")
    assert value not in left


@pytest.mark.parametrize(("text", "part"), [(" Nadia ID_AB23", "Nadia"), (" Anna KellerMr EMAIL_2345_7QXK", "Anna")])
def test_a_part_of_a_name_whose_whole_lost_to_what_looks_like_a_token_is_hidden(text: str, part: str) -> None:
    """Where the longer find gives way, what is known inside it does not."""
    assert part in " ".join(hidden(text))
