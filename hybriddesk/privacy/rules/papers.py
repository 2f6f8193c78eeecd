"""Numbers of papers, vehicles, devices and health records, by their label and where there is one by their check digit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stdnum import imei, luhn

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Finder, Hit, Pattern, Rule, alone, digits
from hybriddesk.privacy.rules.context import Cue, labelled

_PASSPORT = labelled(r"passport|reisepass|pass[ \-]?nr|passeport|pasaporte|passaporto|passaporte|paspoort", r"[A-Z0-9](?:[ \-]?[A-Z0-9]){5,11}")
_LICENCE = labelled(
    r"(?:driver'?s?|driving)[ _]?licen[cs]e|licen[cs]e|dl|führerschein|permis(?: de conduire)?|carnet de conducir|patente|carta de condução|cnh|"
    r"rijbewijs|certificate|cert|dea|npi|medical licen[cs]e",
    r"[A-Z0-9](?:[ \-]?[A-Z0-9]){4,19}",
)
_PLATE = labelled(r"(?:licen[cs]e|number|registration)[ _]?plate|plate|vehicle registration|kennzeichen|immatriculation|matr[ií]cula|targa|kenteken|reg", r"[A-Z0-9](?:[ \-]?[A-Z0-9]){4,9}")
_MRN = labelled(
    r"mrn|medical record|patient[ _]?(?:id|no|number)|chart|health[ _]?(?:plan|card|insurance)|medicare|medicaid|member id|beneficiary|"
    r"krankenversicherung|versichertennummer|historia clínica|nhs|mbi|hospital",
    r"[A-Z]{0,3}[0-9](?:[ \-]?[A-Z0-9]){4,15}",
)
_VIN = Pattern(r"(?i)[A-HJ-NPR-Z0-9]{17}")
_VIN_CUE = Cue(r"vin|vehicle|chassis|fahrgestell|fahrzeug|car|truck")
_IMEI = Pattern(r"[0-9]{2}[ \-]?[0-9]{6}[ \-]?[0-9]{6}[ \-]?[0-9]|[0-9]{15}")
_IMEI_CUE = Cue(r"imei|device|handset|serial|gerät|appareil|dispositivo")
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6, "G": 7, "H": 8, "J": 1, "K": 2, "L": 3, "M": 4, "N": 5, "P": 7, "R": 9,
                "S": 2, "T": 3, "U": 4, "V": 5, "W": 6, "X": 7, "Y": 8, "Z": 9}


def by_label(pattern: Pattern, least_digits: int, score: float = 0.85) -> Finder:
    """A finder of the values after a label that hold enough digits; words that follow are cut off."""

    def find(view: View) -> Iterator[Hit]:
        for start, end in pattern.hits(view):
            stop = _numeric_end(view, start, end)
            if stop and len(digits(view.text[start:stop])) >= least_digits and alone(view, start, stop):
                yield start, stop, score

    return find


def _numeric_end(view: View, start: int, end: int) -> int:
    """The end after the last group with a digit; groups before it belong to the value when the first one has a digit or capitals."""
    text = view.text[start:end]
    groups = text.split(" ")
    while groups and not any(char.isdigit() for char in groups[-1]):
        groups.pop()
    kept = " ".join(groups)
    first = kept.split(" ")[0]
    good = bool(kept) and (any(char.isdigit() for char in first) or first.isupper())
    return start + len(kept) if good else 0


def vin(view: View) -> Iterator[Hit]:
    """17 characters without I, O and Q whose check digit is right, or beside a word such as vehicle."""
    for start, end in _VIN.hits(view):
        text = view.text[start:end].upper()
        if alone(view, start, end, glue="_-/+=") and not text.isdigit() and not text.isalpha():
            if _vin_check(text):
                yield start, end, 0.92
            elif _VIN_CUE.near(view, start, end):
                yield start, end, 0.8


def _vin_check(text: str) -> bool:
    total = sum(weight * (int(char) if char.isdigit() else _VIN_VALUES[char]) for weight, char in zip(_VIN_WEIGHTS, text, strict=True))
    return text[8] == "0123456789X"[total % 11]


def device(view: View) -> Iterator[Hit]:
    """IMEI with a right check digit, near a word for a device."""
    for start, end in _IMEI.hits(view):
        number = digits(view.text[start:end])
        if alone(view, start, end) and imei.is_valid(number) and luhn.is_valid(number) and _IMEI_CUE.near(view, start, end):
            yield start, end, 0.98


def _rule(name: str, kind: str, sentence: str, find: Callable[[View], Iterator[Hit]]) -> Rule:
    return Rule(name, kind, sentence, find)


RULES = (
    _rule("passport", "PASSPORT", "Numbers after the word passport.", by_label(_PASSPORT, 4)),
    _rule("licence", "LICENCE", "Numbers after driving licence, licence or certificate.", by_label(_LICENCE, 4)),
    _rule("plate", "PLATE", "Vehicle plates after their label.", by_label(_PLATE, 1, 0.8)),
    _rule("medical", "MRN", "Medical record and health-plan numbers after their label.", by_label(_MRN, 5)),
    _rule("vin", "VIN", "Vehicle numbers of 17 characters.", vin),
    _rule("imei", "IMEI", "Device numbers with a right check digit.", device),
)
