"""Numbers of papers, vehicles, devices and health records, by their label and where there is one by their check digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from stdnum import imei, luhn

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Finder, Hit, Pattern, Rule, alone, digits
from hybriddesk.privacy.rules.context import Cue, labelled, until_words

_PASSPORT = labelled(
    r"passports?|reisepass(?:nummer)?|pass[ \-]?(?:nr|nummer)|(?:num\xe9ro de )?passeport|(?:n\xfamero de )?pasaporte|(?:numero (?:di|del) )?passaporto|passaporte|paspoort(?:nummer)?|paszport\w{0,2}|travel document",
    r"[A-Z0-9](?:[ \-]?[A-Z0-9]){5,11}",
)
_MRZ = Pattern(r"[PIACV][A-Z<][A-Z]{3}[A-Z<]{20,39}(?:\s{0,3}[A-Z0-9<]{28,44})?|[IAC][A-Z<][A-Z]{3}[A-Z0-9<]{25}\s{1,3}[A-Z0-9<]{30}\s{1,3}[A-Z0-9<]{30}")
_LICENCE = labelled(
    r"(?:driver'?s?|driving|pilot'?s?|medical|nursing|professional|business)?[ _]?(?:licen[cs]e|permit)|dl|f\xfchrerschein(?:nummer)?|fahrerlaubnis(?:nummer)?|permis(?: de conduire)?|(?:carnet|permiso|licencia) de conducir|patente(?: di guida)?|"
    r"carta de condu\xe7\xe3o|cnh|rijbewijs(?:nummer)?|certificate|cert|zertifikat(?:snummer)?|certificat|certificado|certificato|attest|dea|npi|lanr|rpps|n[o\xba\xb0\xfa]?m?\.? ?col(?:egiado)?|colegiad[oa]|approbation|bar number|badge",
    r"[A-Z0-9](?:[ \-/]?[A-Z0-9]){4,19}",
)
_UK_LICENCE = Pattern(r"[A-Z]{1,5}9{0,4}[0-9][0156][0-9][0-3][0-9][0-9][A-Z][A-Z9][0-9A-Z][A-Z]{2}")
_PLATE = labelled(
    r"(?:licen[cs]e|number|registration)[ _]?plate|plate|vehicle registration(?: number| mark)?|reg(?:istration)?(?: number| no| mark)?|(?:kfz[ \-]?)?kennzeichen|(?:plaque d')?immatriculation|immatricul\xe9e?|matr[i\xed]cula|targa(?:to|ta)?|"
    r"kenteken|placa|nummernschild|car with plate",
    r"[A-Z0-9\xc4\xd6\xdc](?:[ \-]{0,2}[A-Z0-9\xc4\xd6\xdc]){3,9}",
)
_MRN = labelled(
    r"mrn|medical record|patient(?:en)?[ _]?(?:id|no|number|nummer|nr)|chart|health[ _]?(?:plan|card|insurance|record)|medicare|medicaid|member id|beneficiary|encounter|visit|accession|specimen|hospital|group|insurance(?: policy| id)?|hicn|mbi|nhs|"
    r"subscriber id|krankenversicherung|versicherten(?:nummer|[ \-]?nr)|krankenkasse|fall(?:nummer|[ \-]?nr)|aufnahme(?:nummer|[ \-]?nr)|egk|historia(?: cl\xednica)?|n\.?h\.?c|cipa?|nass|n\.?s\.?s|tarjeta sanitaria|episodio|"
    r"dossier(?: m\xe9dical| patient)?|ipp|carte vitale|num\xe9ro (?:de )?(?:dossier|patient|s\xe9jour)|cartella(?: clinica)?|tessera sanitaria|codice paziente|nosologico|processo(?: cl\xednico)?|n\xfamero de utente|utente|prontu\xe1rio|cart\xe3o sus|cns|"
    r"pati\xebnt(?:nummer|[ \-]?nr)|dossiernummer|zorgverzekering|polisnummer|bsn",
    r"[A-Z]{0,4}[\-/ ]?[0-9](?:[ \-/.]?[A-Z0-9]){3,17}",
)
_HL7_PATIENT = Pattern(r"(?:^|[\r\n])PID\|[^|\r\n]*\|[^|\r\n]*\|([^|^~\r\n]{1,60})")
"""The third field of a patient's line in HL7 version 2, up to its first component."""
_DEVICE = labelled(
    r"imsi|iccid|sim(?: card)?|meid|esn|udid|android[ _]?id|idfa|gaid|advertising[ _]?id|device(?:[ _]?(?:id|identifier|serial))?|serial(?:[ _]?(?:number|no|nr))?|s/n|sn|serien(?:nummer|[ \-]?nr)|ger\xe4te(?:nummer|[ \-]?id)|num\xe9ro de s\xe9rie|"
    r"n\xfamero de s[e\xe9]rie|numero di serie|matricola|serienummer|pacemaker|implant|hardware[ _]?id|machine[ _]?id|asset[ _]?tag",
    r"(?:(?-i:[A-Z0-9]{1,8})[\-:])?[A-Z]{0,4}[0-9][A-Z0-9]*(?:[ \-:]?[A-Z0-9]{1,12}){0,8}",
)
_APART_DIGITS = 5
_GIVEN = re.compile(r"(?:[:=#]|\b(?:no|nr|number|nummer|id|is|ist|es|est)\.?)[ ]{0,2}[\"'#]{0,2}\Z")
_DEVICE_PLAIN, _DEVICE_DIGITS, _UK_LENGTH, _IMEI_DIGITS = 8, 3, 16, 13
_VIN = Pattern(r"(?i)[A-HJ-NPR-Z0-9]{17}")
_VIN_CUE = Cue(r"vin|vehicle|chassis|fahrgestell|fahrzeug|car|truck")
_IMEI = Pattern(r"[0-9]{2}[ \-]?[0-9]{6}[ \-]?[0-9]{6}[ \-]?[0-9]|[0-9]{15}")
_ICCID = Pattern(r"89[0-9]{2}(?:[ \-]?[0-9]){14,16}F?")
_IMEI_CUE = Cue(r"imei|device|handset|serial|ger\xe4t|appareil|dispositivo|phone|handy|t\xe9l\xe9phone|m\xf3vil|cellulare|toestel|telem\xf3vel")
_SIM_CUE = Cue(r"iccid|sim\b|esim|simkarte|tarjeta|carte")
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
    groups = until_words(groups)
    kept = " ".join(groups)
    first = kept.split(" ")[0]
    good = bool(kept) and (any(char.isdigit() for char in first) or (first.isupper() and len(digits(kept)) >= _APART_DIGITS))
    return start + len(kept) if good else 0


_BY_MEDICAL_LABEL = by_label(_MRN, 5)


def medical(view: View) -> Iterator[Hit]:
    """Numbers after a label, and the patient's number in HL7 messages."""
    yield from _BY_MEDICAL_LABEL(view)
    for start, end in _HL7_PATIENT.hits(view):
        yield start, end, 0.9


def plate(view: View) -> Iterator[Hit]:
    """Plates after their label: groups of capitals and digits."""
    for start, end in _PLATE.hits(view):
        groups = view.text[start:end].split(" ")
        while groups and not (groups[-1].isupper() or any(char.isdigit() for char in groups[-1])):
            groups.pop()
        value = " ".join(groups)
        if any(char.isdigit() for char in value) and alone(view, start, start + len(value)):
            yield start, start + len(value), 0.8


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


    for start, end in _ICCID.hits(view):
        if alone(view, start, end) and _SIM_CUE.near(view, start, end):
            yield start, end, 0.9


def named_device(view: View) -> Iterator[Hit]:
    """Serial numbers and ids of devices after their label: letters with digits, or a long number."""
    for start, end in _DEVICE.hits(view):
        groups = view.text[start:end].split(" ")
        while len(groups) > 1 and not any(char.isdigit() for char in groups[-1]):
            groups.pop()
        value = " ".join(groups)
        count = len(digits(value))
        mixed = any(char.isalpha() for char in value)
        given = mixed or count > _IMEI_DIGITS or _GIVEN.search(view.lower, max(0, start - 12), start)
        if given and any(char.isdigit() for char in groups[0]) and count >= (_DEVICE_DIGITS if mixed else _DEVICE_PLAIN) and alone(view, start, start + len(value), glue="_"):
            yield start, start + len(value), 0.8


def machine_readable(view: View) -> Iterator[Hit]:
    """The lines that machines read from passports and identity cards."""
    if "<<" in view.text:
        for start, end in _MRZ.hits(view):
            if "<<" in view.text[start:end] and alone(view, start, end):
                yield start, end, 0.97


def british_licence(view: View) -> Iterator[Hit]:
    """Driver numbers of Great Britain: five places of the name, the date of birth, initials."""
    for start, end in _UK_LICENCE.hits(view):
        if end - start == _UK_LENGTH and alone(view, start, end, glue="-_"):
            yield start, end, 0.9


def _rule(name: str, kind: str, sentence: str, find: Callable[[View], Iterator[Hit]]) -> Rule:
    return Rule(name, kind, sentence, find)


RULES = (
    _rule("passport", "PASSPORT", "Numbers after the word passport.", by_label(_PASSPORT, 4)),
    _rule("passport_lines", "PASSPORT", "The machine-readable lines of passports and identity cards.", machine_readable),
    _rule("british_licence", "LICENCE", "Driver numbers of Great Britain by their form.", british_licence),
    _rule("licence", "LICENCE", "Numbers after driving licence, licence or certificate.", by_label(_LICENCE, 4)),
    _rule("plate", "PLATE", "Vehicle plates after their label.", plate),
    _rule("medical", "MRN", "Medical record and health-plan numbers after their label and in HL7 messages.", medical),
    _rule("vin", "VIN", "Vehicle numbers of 17 characters.", vin),
    _rule("imei", "IMEI", "Device and SIM numbers beside a word for them.", device),
    _rule("device", "IMEI", "Serial numbers and ids of devices after their label.", named_device),
)
