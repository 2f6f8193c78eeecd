"""Postal addresses in the styles of several countries, postcodes by their line or cue, coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import LETTER, LOWER, UPPER, Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import labelled

_NAME = rf"{UPPER}(?:{LETTER}|['.\-]){{1,24}}"
_TOWN = rf"{UPPER}{LOWER}(?:{LETTER}|['.\-]){{0,24}}"
_NUMBER = r"[0-9]{1,5}[a-zA-Z]?(?:[ ]?[\-/][ ]?[0-9]{1,4}[a-zA-Z]?)?"
_EN_TYPE = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Way|Highway|Hwy|Parkway|Pkwy|"
    r"Close|Crescent|Cres|Gardens|Grove|Mews|Row|Walk|Circle|Cir|Trail|Trl|Alley|Loop|Pike|Hill|Quay|Wharf|Green|Park)\b\.?"
)
_UNIT = r"(?:,?[ \n]{1,3}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|#)\.?[ ]?#?[A-Za-z0-9\-]{1,8})?"
_STATE = r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|NSW|VIC|QLD)"
_UK_CODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?[ ]?[0-9][ABD-HJLNP-UW-Z]{2}"
_TAIL = (
    rf"(?:,?[ ]{{1,2}}(?:{_TOWN}[ ]?){{1,3}}(?:,[ \n]{{0,2}}{_STATE})?(?:,?[ \n]{{1,2}}(?:{_STATE}[ ]{{1,2}})?(?:[0-9]{{5}}(?:-[0-9]{{4}})?|{_UK_CODE}|[A-Z][0-9][A-Z][ ]?[0-9][A-Z][0-9]|[0-9]{{4}}))?)?"
)
_STYLES = (
    Pattern(rf"(?:{_NUMBER},?[ ](?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?[ ])?(?:{_NAME}[ ]){{1,4}}{_EN_TYPE}{_UNIT}{_TAIL})"),
    Pattern(rf"(?:(?:{_NAME}[ \-]){{0,3}}(?:{LETTER}{{2,24}}(?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|ring|damm|ufer|straat|laan|gracht|plein|kade|gatan|vägen|gata|vej|gade|veien)|(?:Straße|Strasse|Str\.|Weg|Allee|Platz))[ ]{_NUMBER}(?:,?[ \n]{{1,3}}(?:[A-Z]{{1,2}}-)?[0-9]{{4,5}}(?:[ ][A-Z]{{2}})?[ ](?:{_NAME}[ ]?){{1,3}})?)"),
    Pattern(rf"(?i)(?:{_NUMBER},?[ ](?:bis |ter )?(?:rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|route|cours|passage)[ ](?:(?:de|du|des|la|le|les|l'|d')[ ']?){{0,3}}(?:{LETTER}(?:{LETTER}|['\-]){{1,24}}[ ]?){{1,4}}(?:,?[ \n]{{1,3}}[0-9]{{5}}[ ]{LETTER}(?:{LETTER}|[\-]){{1,24}})?)"),
    Pattern(rf"(?i)(?:(?:calle|c/|avenida|avda\.?|av\.|paseo|plaza|carrera|carretera|via|viale|corso|piazza|vicolo|largo|rua|travessa|praça|estrada|ulica|ul\.)[ ](?:(?:de|del|la|las|los|di|della|dei|do|da|dos|das)[ ]){{0,3}}(?:{LETTER}(?:{LETTER}|['.\-]){{1,24}}[ ,]{{1,2}}){{1,4}}(?:n[º°.o]{{1,2}}[ ]?)?{_NUMBER}(?:,?[ ][0-9]{{1,2}}[º°ª][ ]?[A-Za-z]{{0,3}})?(?:,?[ \n]{{1,3}}[0-9]{{4,5}}(?:-[0-9]{{3}})?[ ]{LETTER}(?:{LETTER}|[\-]){{1,24}})?)"),
    Pattern(r"(?i)(?:p\.?[ ]?o\.?[ ]?box|postfach|boîte postale|b\.p\.|apartado(?: de correos)?|casella postale|caixa postal|postbus|PSC[ ]?[0-9]{1,5},?[ ]?Box|Unit[ ][0-9]{3,5}[ ]Box)[ ]{1,2}[0-9][0-9 ]{0,8}[0-9]?"),
    Pattern(rf"(?:{_NUMBER}[ ](?:{_NAME}[ ]){{0,2}}{UPPER}{LETTER}{{1,20}}(?:katu|tie|gata|gatan|vegur|vej|vegen|gade|stræti|utca|ulica|ulice|straat|laan|weg|straße|strasse|cesta|pad|pfad|gasse)\b[^\n]{{0,0}}{_UNIT})"),
    Pattern(rf"(?i:address|anschrift|adresse|dirección|indirizzo|endereço|adres)\"?[ ]?(?i:is|ist|:|=|to|es)[ \n\"]{{1,8}}({_NUMBER}[ ](?:[^\n,;\"]{{2,40}})(?:,?\n?[ ]?[^\n;\"]{{2,40}}){{0,2}}[0-9]{{4,6}})"),
)
_ANCHORED = Pattern(
    rf"(?i:[0-9]{{1,6}}[ ](?:(?:{LETTER}(?:{LETTER}|['.\-]){{0,24}}|[0-9]{{1,5}}),?[ ]?){{1,7}}[ \n>?,]{{0,6}}(?:apt|suite|unit|flat)\.?[ ][0-9]{{1,5}}[a-z]?)"
)
_MILITARY = Pattern(r"(?:PSC|Unit|USNS|USS|USCGC|USNV)[ ][A-Z]{0,10}[0-9]{0,5},?[ ]?(?:Box[ ][0-9]{1,5})?[ \n>?]{1,6}(?:APO|FPO|DPO)[ ]A[AEP][ ][0-9]{5}")
_NEXT_LINE = re.compile(
    r"[ ,]{0,3}\n?[ >?]{0,6}(?:,[ ]?)?(?:(?:apt|suite|unit|flat)\.?[ ]\w{1,6}|(?:[^\W\d_][\w'.\-]{1,24}[ ]?){1,4}(?:,?[ ]?[A-Z]{2})?(?:[ ]?\d{4,6})?|[A-Z]{2}(?:[ ]\d{4,6})?|\d{4,6})(?=[ .,?]{0,2}(?:\n|\Z))",
    re.IGNORECASE,
)
_MOST_LINES = 4
_ZIP = labelled(r"zip(?:[ _]?code)?|post[ _]?code|postal[ _]code|plz|postleitzahl|code postal|código postal|cap|cep", r"[A-Z0-9][A-Z0-9 \-]{2,8}[A-Z0-9]")
_UK_POSTCODE = Pattern(_UK_CODE)
_STATE_ZIP = Pattern(rf"(?:{_STATE})[ ]{{1,2}}([0-9]{{5}}(?:-[0-9]{{4}})?)")
_COORDINATES = Pattern(
    r"[\-+]?(?:[1-8]?[0-9]|90)\.[0-9]{4,12}°?[ ]?[NSns]?[ ]?[,;/ ][ ]?[\-+]?(?:1[0-7][0-9]|[1-9]?[0-9]|180)\.[0-9]{4,12}(?:°?[ ]?[EWew]\b)?|"
    r"[0-9]{1,2}°[ ]?[0-9]{1,2}['][ ]?(?:[0-9]{1,2}(?:\.[0-9]{1,6})?[\"][ ]?)?[NS][, ]{1,3}[0-9]{1,3}°[ ]?[0-9]{1,2}['][ ]?(?:[0-9]{1,2}(?:\.[0-9]{1,6})?[\"][ ]?)?[EWO]"
)
_LABELLED_COORDINATE = labelled(r"lat(?:itude)?|lng|lon(?:gitude)?", r"[\-+]?[0-9]{1,3}\.[0-9]{3,12}")


def postal(view: View) -> Iterator[Hit]:
    """Street with number, unit, place and postcode, as far as they follow each other; post-office boxes."""
    if not any("0" <= char <= "9" for char in view.text):
        return
    for start, end in _MILITARY.hits(view):
        yield start, end, 0.9
    for start, end in _ANCHORED.hits(view):
        yield start, _whole_address(view, end), 0.85
    for style in _STYLES:
        for start, end in style.hits(view):
            stop = end - len(view.text[start:end]) + len(view.text[start:end].rstrip(" ,.\n"))
            if not start or not view.text[start - 1].isalnum():
                yield start, _whole_address(view, stop), 0.84


def _whole_address(view: View, end: int) -> int:
    """The end of the lines below that still belong to the address: as far as a listed place or a postcode closes them."""
    sure = end
    for _ in range(_MOST_LINES):
        line = _NEXT_LINE.match(view.text, end)
        if not line:
            break
        end = line.end()
        words = "".join(char if char.isalpha() or char == " " else " " for char in line[0].lower()).split()
        known = " ".join(words) in lexicon().places or (bool(words) and words[-1] in lexicon().countries)
        if known or any(char.isdigit() for char in line[0]):
            sure = end
    return sure


def postcode(view: View) -> Iterator[Hit]:
    """Postcodes after a label, British ones by shape, American ones after their state."""
    for pattern, score in ((_ZIP, 0.8), (_UK_POSTCODE, 0.7), (_STATE_ZIP, 0.7)):
        for start, end in pattern.hits(view):
            text = view.text[start:end]
            if any(char.isdigit() for char in text) and alone(view, start, end, glue="-_/"):
                yield start, end, score


def coordinates(view: View) -> Iterator[Hit]:
    """Latitude and longitude with at least four decimals, in degrees and minutes, or by label."""
    if "." not in view.text and "°" not in view.text:
        return
    for pattern in (_COORDINATES, _LABELLED_COORDINATE):
        for start, end in pattern.hits(view):
            if alone(view, start, end, glue="."):
                yield start, end, 0.85


RULES = (
    Rule("address", "ADDRESS", "Streets with their number in the styles of several countries, and post-office boxes.", postal),
    Rule("postcode", "POSTCODE", "Postcodes by label, shape or state.", postcode),
    Rule("coordinates", "COORDINATES", "Latitude and longitude.", coordinates),
)
