"""National and tax numbers: those whose shape and check digit tell by themselves, those beside their name, and any number after such a name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Gate, Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import Cue, other_label
from hybriddesk.privacy.rules.id_checks import OWN
from hybriddesk.privacy.rules.id_table import ALONE, BESIDE, Number

_ID = (
    r"ssn|social[ _]security|sozialversicherungs\w{0,8}|national[ _](?:id|insurance|identity|identification|number|registration)\w{0,6}|(?:government|citizen|personal|resident|voter|state|foreign\w{0,3}|alien)[ _](?:id|identity|identification|code|number|registration)|"
    r"tax(?:payer)?[ _\-]?(?:id\w{0,14}|numbers?|no|file|ref\w{0,6}|code)|tin\b|itin|nino\b|ni (?:number|no)|identity (?:card|number|no|document)|identification (?:card|number|no)|id[ _\-]?(?:number|no|nr|card)|vat(?:[ ](?:number|no|id|reg\w{0,12}))?|"
    r"personalausweis\w{0,8}|ausweis\w{0,8}|steuer[a-z\-]{0,24}|identit\xe4ts\w{0,8}|ust-?id\w{0,5}|carte (?:nationale )?d'identit\xe9|cni\b|(?:num\xe9ro (?:de )?)?s\xe9curit\xe9 sociale|num\xe9ro fiscal|identifiant fiscal|num\xe9ro national|"
    r"dni\b|nif\b|nie\b|cif\b|documento(?: nacional)? de identidad|documento|c\xe9dula|cedula|n\xfamero de identidad|seguridad social|identificaci\xf3n(?: fiscal)?|carta d'identit\xe0|codice fiscale|c\.f\.|partita iva|p\.? ?iva|tessera sanitaria|"
    r"bilhete de identidade|cart\xe3o de cidad\xe3o|cart\xe3o do cidad\xe3o|identidade|contribuinte|cpf|rg\b|cnpj|curp|rfc\b|burgerservice\w{0,8}|bsn\b|identiteits\w{0,8}|id-kaart|rijksregister\w{0,8}|pesel|personnummer|f\xf8dselsnummer|cpr\b|hetu|"
    r"aadhaar|mykad|nric|fin\b|emirates id|iqama|cnic|kimlik|isikukood|asmens kodas|oib\b|jmbg|egn\b|cnp\b|amka|rodn\xe9 \xfe\xedslo|taj\b|my number"
)
_WORD = r"(?:number|no|nr|num|nummer|num[e\xe9]ro|n[u\xfa]mero|id|code|card|is|was|ist|lautet|es|est|\xe9|\xe8|on file|n[\xb0\xba]|of the|of|de|del|der|du|the|mine|my|his|her|for|que|:|und|with|mit)"
_VALUE = r"(?-i:[A-Z]{0,6}[ \-]?[0-9][A-Z0-9]{0,15}(?:[ ./\-][A-Z0-9]{1,8}){0,6})|[a-z]{0,4}[0-9][a-z0-9]{5,15}"
_BY_NAME = Pattern(rf"(?i)(?:^|[^A-Za-z\xc0-\xff])(?:{_ID})\.?[\"'*)\]]{{0,3}}(?:[ ,\-]{{0,2}}\(?{_WORD}\b[.)]?){{0,4}}[ \t]{{0,3}}(?:[:=#\-|]|=>)?[ \t]{{0,3}}[\"'*#(]{{0,3}}({_VALUE})")
_SSN_WORDS = Cue(r"ssn|social[ _]security", before=40, after=16)
_SSN_SHAPE = Pattern(r"[0-9]{3}[ \-._/]?[0-9]{2}[ \-._/]?[0-9]{4}")
_MILLISECONDS = 13
_MIN_DIGITS, _MAX_LENGTH = 5, 26


def valid(check: str, text: str) -> bool:
    """Whether the number's own check accepts it; a row without a check is told by its shape."""
    return not check or _check(check)(text)


@cache
def _check(name: str) -> Callable[[str], bool]:
    if name.startswith("own."):
        return OWN[name.removeprefix("own.")]
    check: Callable[[str], bool] = importlib.import_module(f"stdnum.{name}").is_valid

    def accepted(text: str) -> bool:
        try:
            return bool(check(text))
        except (LookupError, ValueError):  # a module met what its tables do not hold: to it that is no number
            return False

    return accepted


@cache
def _patterns(numbers: tuple[Number, ...]) -> tuple[tuple[Number, Pattern], ...]:
    return tuple((number, Pattern(number.shape)) for number in numbers)


@cache
def _shapes() -> Gate:
    return Gate([number.shape for number in ALONE])


@cache
def _words() -> Gate:
    return Gate([rf"(?i)(?:^|[^A-Za-z])(?:{number.words})" for number in BESIDE])


@cache
def _cue(words: str) -> Cue:
    return Cue(words, before=48, after=20)


def strong(view: View) -> Iterator[Hit]:
    """Numbers whose shape and check digit tell by themselves, unless a word says that they are something else."""
    for place in _shapes().present(view):
        number, pattern = _patterns(ALONE)[place]
        for start, end in pattern.hits(view):
            text = view.text[start:end]
            if alone(view, start, end, glue="-_/") and not _runs_on(view.text, start, end) and valid(number.check, text) and not (text[0].isdigit() and other_label(view, start)):
                yield start, end, 0.93


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a dot joins the number to more digits, or it is a time in milliseconds."""
    if end - start == _MILLISECONDS and text[start:end].isdigit() and text.endswith("000", start, end):
        return True
    return (text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()) or (text[start - 1 : start] == "." and text[start - 2 : start - 1].isdigit())


def with_cue(view: View) -> Iterator[Hit]:
    """Numbers that need their name beside them: PESEL, BSN, Aadhaar and others. Searched only where the word stands."""
    for place in _words().present(view):
        number, pattern = _patterns(BESIDE)[place]
        cue = _cue(number.words)
        for start, end in pattern.hits(view):
            if alone(view, start, end, glue="-_") and cue.near(view, start, end) and valid(number.check, view.text[start:end]):
                yield start, end, 0.96


def social_security(view: View) -> Iterator[Hit]:
    """American numbers where the words stand beside them, whatever their digits: people mistype and invent them."""
    for start, end in _SSN_SHAPE.hits(view) if _SSN_WORDS.anywhere(view) else ():
        if alone(view, start, end, glue="-_") and _SSN_WORDS.near(view, start, end):
            yield start, end, 0.9


def by_name(view: View) -> Iterator[Hit]:
    """Any number right after words such as national id or tax number, whatever its country."""
    for start, end in _BY_NAME.hits(view):
        text = view.text[start:end]
        groups = text.split(" ")
        while len(groups) > 1 and not any(char.isdigit() for char in groups[-1]) and len(groups[-1]) > 1:
            groups.pop()
        stop = start + len(" ".join(groups))
        enough = sum(char.isdigit() for char in view.text[start:stop]) >= _MIN_DIGITS and stop - start <= _MAX_LENGTH
        if enough and alone(view, start, stop, glue="_@"):
            yield start, stop, 0.75


RULES = (
    Rule("national_id", "ID", f"National and tax numbers of {len(ALONE)} kinds whose shape and check digit tell by themselves.", strong),
    Rule("national_id_cue", "ID", f"National and tax numbers of {len(BESIDE)} kinds beside their name, with their check digit.", with_cue),
    Rule("ssn_cue", "ID", "American social security numbers beside their name.", social_security),
    Rule("id_by_name", "ID", "Numbers after words such as national id, tax number or identity card.", by_name),
)
