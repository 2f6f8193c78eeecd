"""National and tax numbers, validated by python-stdnum. A shape that few other numbers share stands alone; the rest need a cue."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import Cue


@dataclass(frozen=True, slots=True)
class Number:
    """One number: the stdnum module that validates it, its shape if it tells by itself, the words that name it."""

    module: str
    shape: str
    cue: str = ""


_STRONG = (
    Number("us.ssn", r"[0-9]{3}-[0-9]{2}-[0-9]{4}"),
    Number("us.itin", r"9[0-9]{2}-[0-9]{2}-[0-9]{4}"),
    Number("fr.nir", r"[1-478][ ]?[0-9]{2}[ ]?[0-9]{2}[ ]?(?:[0-9]{2}|2[ABab])[ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{2}"),
    Number("es.dni", r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[\- ]?[A-Za-z]"),
    Number("es.nie", r"[XYZxyz][\- ]?[0-9]{7}[\- ]?[A-Za-z]"),
    Number("it.codicefiscale", r"[A-Za-z]{6}[ ]?[0-9LMNP-Va-z]{2}[A-Za-z][0-9LMNP-Va-z]{2}[ ]?[A-Za-z][0-9LMNP-Va-z]{3}[A-Za-z]"),
    Number("fi.hetu", r"[0-9]{6}[+\-A-FU-Y][0-9]{3}[0-9A-FHJ-NPR-Y]"),
    Number("se.personnummer", r"(?:[0-9]{2})?[0-9]{6}[\-+][0-9]{4}"),
    Number("dk.cpr", r"[0-9]{6}-[0-9]{4}"),
    Number("lv.pvn", r"[0-9]{6}-[0-9]{5}"),
    Number("cz.rc", r"[0-9]{6}/[0-9]{3,4}"),
    Number("ch.ssn", r"756[. ]?[0-9]{4}[. ]?[0-9]{4}[. ]?[0-9]{2}"),
    Number("be.nn", r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}"),
    Number("br.cpf", r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}"),
    Number("br.cnpj", r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}"),
    Number("cl.rut", r"[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9Kk]"),
    Number("ar.cuit", r"(?:20|23|24|27|30|33|34)-[0-9]{8}-[0-9]"),
    Number("mx.curp", r"[A-Za-z]{4}[0-9]{6}[HMhm][A-Za-z]{5}[0-9A-Za-z][0-9]"),
    Number("mx.rfc", r"[A-Z&]{4}[ \-]?[0-9]{6}[ \-]?[A-Z0-9]{3}"),
    Number("in_.pan", r"[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]"),
    Number("in_.gstin", r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z]"),
    Number("cn.ric", r"[1-9][0-9]{16}[0-9Xx]"),
    Number("kr.rrn", r"[0-9]{6}-[0-9]{7}"),
    Number("th.pin", r"[0-9]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]"),
    Number("my.nric", r"[0-9]{6}-[0-9]{2}-[0-9]{4}"),
    Number("ie.pps", r"[0-9]{7}[A-W][A-IW]?"),
    Number("is_.kennitala", r"[0-9]{6}-[0-9]{4}"),
)
_WEAK = (
    Number("us.ssn", r"[0-9]{3}[ ]?[0-9]{2}[ ]?[0-9]{4}", r"ssn|social security"),
    Number("us.itin", r"9[0-9]{2}[ ]?[0-9]{2}[ ]?[0-9]{4}", r"itin|taxpayer"),
    Number("us.ein", r"[0-9]{2}-?[0-9]{7}", r"ein|employer id|tax id"),
    Number("us.rtn", r"[0-9]{9}", r"routing|aba|rtn"),
    Number("gb.nhs", r"[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{4}", r"nhs"),
    Number("gb.utr", r"[0-9]{5}[ ]?[0-9]{5}", r"utr|taxpayer reference"),
    Number("de.idnr", r"[1-9][0-9][ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3}", r"steuer|idnr|id-nr|tin\b|tax id"),
    Number("fr.nif", r"[0-3][0-9][ ]?[0-9]{2}[ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3}", r"fiscal|spi|impôt"),
    Number("pt.nif", r"[1-9][0-9]{2}[ ]?[0-9]{3}[ ]?[0-9]{3}", r"nif|contribuinte|fiscal"),
    Number("pt.cc", r"[0-9]{8}[ ]?[0-9][ ]?[A-Z0-9]{2}[0-9]", r"cartão de cidadão|cc\b|cidad"),
    Number("nl.bsn", r"[0-9]{4}[. ]?[0-9]{2}[. ]?[0-9]{3}|[0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}", r"bsn|burgerservice|sofi"),
    Number("be.nn", r"[0-9]{11}", r"rijksregister|registre national|national"),
    Number("pl.pesel", r"[0-9]{11}", r"pesel"),
    Number("pl.nip", r"[0-9]{3}-?[0-9]{3}-?[0-9]{2}-?[0-9]{2}", r"nip\b"),
    Number("se.personnummer", r"(?:[0-9]{2})?[0-9]{10}", r"personnummer|personal number"),
    Number("no.fodselsnummer", r"[0-9]{6}[ ]?[0-9]{5}", r"fødselsnummer|f.dselsnummer|fodsels|personnummer|national id"),
    Number("dk.cpr", r"[0-9]{10}", r"cpr"),
    Number("ee.ik", r"[1-6][0-9]{10}", r"isikukood|personal code|national id"),
    Number("lt.asmens", r"[1-6][0-9]{10}", r"asmens|personal code|national id"),
    Number("cz.rc", r"[0-9]{9,10}", r"rodné|rodne|rodn|birth number"),
    Number("ro.cnp", r"[1-9][0-9]{12}", r"cnp|cod numeric"),
    Number("bg.egn", r"[0-9]{10}", r"egn|\xfe{3}\b"),
    Number("hr.oib", r"[0-9]{11}", r"oib"),
    Number("si.emso", r"[0-9]{13}", r"emso|em.o|jmbg"),
    Number("gr.amka", r"[0-9]{11}", r"amka"),
    Number("at.vnr", r"[0-9]{4}[ ]?[0-9]{6}", r"svnr|sozialversicherung|versicherungsnummer|sv-nummer"),
    Number("br.cpf", r"[0-9]{11}", r"cpf"),
    Number("ar.dni", r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}", r"dni|documento"),
    Number("ar.cuit", r"[0-9]{11}", r"cuit|cuil"),
    Number("cl.rut", r"[0-9]{7,8}-?[0-9Kk]", r"rut|run\b"),
    Number("co.nit", r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]", r"nit\b"),
    Number("pe.cui", r"[0-9]{8}(?:-?[0-9A-K])?", r"dni|cui\b"),
    Number("ec.ci", r"[0-9]{9}-?[0-9]", r"cédula|cedula|c\.i\."),
    Number("uy.rut", r"[0-9]{12}", r"rut"),
    Number("in_.aadhaar", r"[2-9][0-9]{3}[ \-]?[0-9]{4}[ \-]?[0-9]{4}", r"aadhaar|aadhar|uid\b|uidai"),
    Number("in_.epic", r"[A-Z]{3}[0-9]{7}", r"voter|epic|election"),
    Number("kr.brn", r"[0-9]{3}-?[0-9]{2}-?[0-9]{5}", r"brn|business registration"),
    Number("jp.in_", r"[0-9]{4}[ \-]?[0-9]{4}[ \-]?[0-9]{4}", r"my ?number|individual number|マイナンバー|\xaa{4}"),
    Number("th.pin", r"[0-9]{13}", r"thai|citizen|national id|pin\b"),
    Number("id.nik", r"[0-9]{16}", r"nik|ktp"),
    Number("za.idnr", r"[0-9]{6}[ ]?[0-9]{4}[ ]?[0-9]{3}", r"id number|south african|rsa id|identity"),
    Number("tr.tckimlik", r"[1-9][0-9]{10}", r"kimlik|tckn|tc no|t\.c\."),
    Number("il.idnr", r"[0-9]{8}-?[0-9]", r"teudat|zehut|israeli|id number"),
    Number("au.tfn", r"[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{2,3}", r"tfn|tax file"),
    Number("au.abn", r"[0-9]{2}[ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3}", r"abn|business number"),
    Number("au.acn", r"[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3}", r"acn|company number"),
    Number("ca.sin", r"[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{3}", r"sin\b|social insurance|assurance sociale"),
    Number("nz.ird", r"[0-9]{2,3}-?[0-9]{3}-?[0-9]{3}", r"ird|inland revenue"),
    Number("ua.rntrc", r"[0-9]{10}", r"rntrc|ipn\b|tax number"),
    Number("sg.uen", r"[0-9]{8,9}[A-Z]|[TS][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z]", r"uen"),
)
_NINO = Pattern(r"(?i)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ \-]?[0-9]{2}[ \-]?[0-9]{2}[ \-]?[0-9]{2}[ \-]?[A-D]")
_NRIC = Pattern(r"(?i)[STFGM][0-9]{7}[A-Z]")
_BY_NAME = Cue(
    r"ssn|social[ _]security|national[ _](?:id|insurance|identity)|tax(?:payer)?[ _](?:id|number|no)|tin\b|identity (?:card|number|no)|id[ _](?:number|no|card)|citizen|"
    r"personalausweis|ausweis|sozialversicherungsnummer|steuer|carte d'identité|sécurité sociale|dni|documento|cédula|carta d'identità|"
    r"codice fiscale|bilhete|identidade|burgerservice|identiteits|curp|vat\b|ust-?id",
    before=40, after=0,
)
_SSN_WORDS = Cue(r"ssn|social[ _]security", before=40, after=0)
_SSN_SHAPE = Pattern(r"[0-9]{3}[ \-]?[0-9]{2}[ \-]?[0-9]{4}")
_ANY = Pattern(r"(?i)[A-Z]{0,4}-?[0-9][A-Z0-9]{0,4}(?:[ ./\-]?[A-Z0-9]{1,6}){1,6}")
_MIN_DIGITS, _MAX_LENGTH = 6, 24


@cache
def _compiled(numbers: tuple[Number, ...]) -> tuple[tuple[Number, Pattern, Cue | None], ...]:
    return tuple((number, Pattern(number.shape), Cue(number.cue, before=48, after=16) if number.cue else None) for number in numbers)


@cache
def _module(name: str) -> Any:
    return importlib.import_module(f"stdnum.{name}")


def valid(module: str, text: str) -> bool:
    """Whether stdnum accepts it. Some modules raise on characters they do not expect; that is a no."""
    return bool(_module(module).is_valid(text))


def _has_digits(view: View) -> bool:
    return any("0" <= char <= "9" for char in view.text)


def strong(view: View) -> Iterator[Hit]:
    """Numbers whose shape and check digit tell by themselves."""
    if not _has_digits(view):
        return
    for number, pattern, _ in _compiled(_STRONG):
        for start, end in pattern.hits(view):
            if alone(view, start, end, glue="-_") and valid(number.module, view.text[start:end]):
                yield start, end, 0.93


def with_cue(view: View) -> Iterator[Hit]:
    """Numbers that need their name beside them: PESEL, BSN, Aadhaar and others. Searched only where the cue stands."""
    if not _has_digits(view):
        return
    for number, pattern, cue in _compiled(_WEAK):
        assert cue is not None
        for start, end in pattern.hits(view) if cue.anywhere(view) else ():
            if alone(view, start, end, glue="-_") and cue.near(view, start, end) and valid(number.module, view.text[start:end]):
                yield start, end, 0.96


def british(view: View) -> Iterator[Hit]:
    """National Insurance numbers, by shape; Singapore's NRIC, by shape and check letter."""
    for start, end in _NINO.hits(view):
        if alone(view, start, end, glue="-_") and view.text[start:end].upper()[:2] not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}:
            yield start, end, 0.9
    for start, end in _NRIC.hits(view):
        if alone(view, start, end, glue="-_") and _nric_check(view.text[start:end].upper()):
            yield start, end, 0.92


def _nric_check(text: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip((2, 7, 6, 5, 4, 3, 2), text[1:8], strict=True))
    total += {"S": 0, "T": 4, "F": 0, "G": 4, "M": 3}[text[0]]
    if text[0] == "M":   # the order of its letters is not published; only the letters are
        return text[8] in "KLJNPQRTUWX"
    letters = "JZIHGFEDCBA" if text[0] in "ST" else "XWUTRQPNMLK"
    return letters[total % 11] == text[8]


def social_security(view: View) -> Iterator[Hit]:
    """American numbers where the words stand beside them, whatever their digits: people mistype and invent them."""
    for start, end in _SSN_SHAPE.hits(view) if _SSN_WORDS.anywhere(view) else ():
        if alone(view, start, end, glue="-_") and _SSN_WORDS.near(view, start, end):
            yield start, end, 0.9


def by_name(view: View) -> Iterator[Hit]:
    """Any number after words such as national id or tax number, whatever its country."""
    for start, end in _ANY.hits(view) if _BY_NAME.anywhere(view) else ():
        text = view.text[start:end]
        enough = sum(char.isdigit() for char in text) >= _MIN_DIGITS and len(text) <= _MAX_LENGTH
        if enough and alone(view, start, end, glue="-_") and _BY_NAME.near(view, start, end):
            yield start, end, 0.75


RULES = (
    Rule("national_id", "ID", "National and tax numbers of 26 kinds whose shape and check digit tell by themselves.", strong),
    Rule("national_id_cue", "ID", "National and tax numbers of 50 kinds beside their name, with their check digit.", with_cue),
    Rule("nino_nric", "ID", "British National Insurance numbers and Singapore's NRIC.", british),
    Rule("ssn_cue", "ID", "American social security numbers beside their name.", social_security),
    Rule("id_by_name", "ID", "Numbers after words such as national id, tax number or identity card.", by_name),
)
