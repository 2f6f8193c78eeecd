"""Phone and fax numbers of any country: in international form, by the words beside them, or by the way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone, digits
from hybriddesk.privacy.rules.context import OTHER_LABELS

_SEPARATOR = r"(?:[ \t\xa4]{0,2}|[ ]?[\-/_\xb7][ ]?|\.|[ ]?\(|\)[ \-./_]{0,2}|\)[ ]?\()"
_NUMBER = Pattern(
    rf"(?:\+|\(\+?)?[ ]?[0-9](?:{_SEPARATOR}[0-9]){{5,19}}(?:\))?(?:[ ]?,?[ ]?(?:x|X|ext|Ext|EXT|extension|app|Durchwahl|DW|poste|#)[.:]?[ ]{{0,2}}[0-9]{{1,6}})?"
)
_EXTENSION = re.compile(r"[ ]?,?[ ]?(?:x|ext|extension|app|durchwahl|dw|poste|#)[.:]?[ ]{0,2}[0-9]{1,6}\Z", re.IGNORECASE)
_SAYS_PHONE = (
    r"(?:tele)?phones?|tel[ée]?f(?:on|oon|ono|one)\w{0,12}|tel|téléphone|mobile?s?|mobil\w{0,8}|cell(?:phone|ulare?)?|fax(?:nummer)?|call(?:ed|ing|s)?|ring|dial|reach(?:ed| you| me)?|"
    r"sms|text(?:ed|ing)?(?: me)?|whatsapp|signal|telegram|viber|handy\w{0,8}|rufnummer|hotline|portable|gsm|m[oó]vil|tel[eé]m[oó]vel|celular|desk|office|home|work|direct|answering(?: at)?|"
    r"messages? (?:to|on)|registered|n[uú]m[eé]ro de (?:t[eé]l\w+|contacto)|(?:my|mein\w{0,2}|mon|mi|mio|meu|minha|mijn|his|her|ihre?|seine?|son|su|suo|seu|zijn|haar|your|deine?|ton|votre|tu|tuo|teu|uw|our|unsere?|leur|the|new) (?:new |neue |nouveau |nuevo |direct |cell |best )?(?:number|nummer|n[uú]m[eé]ro)|appel(?:er|ez|le)|joindre|ll[aá]m\w{0,5}|chiam\w{1,5}|lig(?:ar|ue|a)|bel(?:len)?|ruf(?:en|e|t)?|anruf\w{0,3}|erreichbar|bellen|"
    r"voicemail|switchboard|durchwahl|contact(?: number| no| me)?|kontakt\w{0,8}|contacto|contatto|recapito|reach|ph|mob|tlf|tlfn|puh(?:elin)?|tfno?|t|m|f|p"
)
_LABEL = re.compile(rf"(?<![^\W_])(?:(?P<phone>{_SAYS_PHONE})|(?:{OTHER_LABELS}))(?![^\W\d])")
_AFTER = re.compile(r"[ ]?[\-(,]?[ ]?\(?(?:office|fax|mobile|cell|home|work|phone|tel|desk|direct|mobil|handy|privat|büro|bureau|oficina|casa|ufficio)\b")
_LOOK_BACK = 44
_NANP = re.compile(r"(?:1[ .\-]?)?(?:\([2-9]\d\d\)[ .\-_]?|[2-9]\d\d[.\- _])[2-9]\d\d[.\- _]\d{4}\Z")
_NANP_LOOSE = re.compile(r"(?:1[ .\-])?(?:\(\d{3}\)[ .\-]?|\d{3}[.\-])\d{3}[.\-]\d{4}\Z")
_DATE = re.compile(r"(?:\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}[./\-]\d{1,2}[./\-]\d{1,2})(?:[ T]\d{1,2})?(?!\d|[./\-]\d)")
_ISO_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_AREA = re.compile(r"\(0?\d{1,5}\)[ \-./]?\d")
_WRITTEN_AS_ONE = re.compile(r"\+[1-9]\d{10,14}\Z")
"""As long as a number with its country may be: one digit too many is a slip, and still somebody's number."""
_TRUNK = re.compile(r"\+\d{1,3}[ ]?\(0\)")
_PRICE = re.compile(r"\d{1,3}(?:[. ]\d{3})+\Z|\d+\.\d+\Z|(?:\d{4}[ ]?-[ ]?\d{4})\Z")
_UNITS = re.compile(r"[ ]?(?:[€$£%¥°]|eur\b|usd\b|gbp\b|chf\b|kg\b|km\b|mb\b|gb\b|ms\b|zlot|people|items|rows|bytes|x \d|:\d)")
_BEFORE = tuple("-_$€£¥%@=+&/\\.:,#~<^*")
_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "BE", "CH", "AT", "SE", "NO", "DK", "FI", "IE", "AU", "NZ", "ZA", "IN", "BR", "PL", "CZ", "GR", "TR", "IL", "JP", "MX", "AR", "CO")
_FEWEST, _MOST, _FEWEST_CUED, _LONG = 7, 15, 6, 9


def phone(view: View) -> Iterator[Hit]:
    """Each run of digits that may be a number, cut to what is one."""
    for begin, stop in _NUMBER.hits(view):
        start, end = _own_brackets(view.text, begin, stop)
        hit = _judged(view, start, end)
        if hit:
            yield hit


def _own_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The number without a bracket that belongs to the sentence around it, or that encloses it whole."""
    while text[start] in " \t":
        start += 1
    while text[end - 1] == ")" and text.count(")", start, end) > text.count("(", start, end):
        end -= 1
    while text[start] == "(" and (text.count("(", start, end) > text.count(")", start, end) or (text.startswith("(+", start) and text[end - 1] == ")")):
        start += 1
        end -= text[end - 1] == ")" and text.count(")", start, end) > text.count("(", start, end)
    return start, end


def _judged(view: View, start: int, end: int) -> Hit | None:
    text = view.text
    if not _free(view, start, end):
        return None
    extension = _EXTENSION.search(text, start, end)
    main_end = extension.start() if extension else end
    main = text[start:main_end]
    if main.startswith(("+", "(+", "00", "011")):
        stop = _international(text, start, main_end)
        if stop:
            return start, end if stop == main_end else stop, 0.95
        if "+" in main:
            return (start, end, 0.6) if _WRITTEN_AS_ONE.match(main) else None
    return _national(view, start, main_end, end)


def _free(view: View, start: int, end: int) -> bool:
    """Whether the number is no part of a longer one, an amount or a name; a dash and a word may follow it."""
    text = view.text
    before, after = text[start - 1 : start], text[end : end + 2]
    if before in _BEFORE and not (before in ":=/,.*~" and (start < 2 or not text[start - 2].isdigit())):  # noqa: PLR2004 -- two before
        return False
    return alone(view, start, end, glue="_") and after[:1] not in tuple("%@") and not (after[:1] in ("-", ".", ",", "/", ":") and after[1:].isdigit())


def _international(text: str, start: int, end: int) -> int | None:
    """Where a number with a country code ends: the longest beginning that the country's plan has, else that is possible."""
    ends = [at for at in range(end, start + 7, -1) if at == end or ((text[at - 1].isalnum() or text[at - 1] == ")") and not text[at].isalnum())]
    found = {at: _plan(digits(_TRUNK.sub(lambda code: code[0][:-3], text[start:at]))) for at in ends}
    valid = [at for at in ends if found[at] == "valid"]
    return next(iter(valid or [at for at in ends if found[at]]), None)


@lru_cache(maxsize=4096)
def _plan(number: str) -> str:
    try:
        parsed = phonenumbers.parse("+" + number.removeprefix("011").removeprefix("00"), None)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_valid_number(parsed):
        return "valid"
    return "possible" if phonenumbers.is_possible_number(parsed) else ""


@lru_cache(maxsize=4096)
def _valid_somewhere(number: str) -> bool:
    return any(_valid(number, region) for region in _REGIONS)


def _valid(number: str, region: str | None) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, region)))
    except phonenumbers.NumberParseException:  # it begins like a call abroad to a country that is none
        return False


def _national(view: View, start: int, main_end: int, end: int) -> Hit | None:
    main = view.text[start:main_end]
    number = digits(main)
    if len(set(number)) == 1 or _IP.match(main) or _DATE.match(main) or _ISO_DATE.search(main) or _UNITS.match(view.lower, end):
        return None
    label = _label(view, start)
    if _NANP.match(main) or (main_end < end and _NANP_LOOSE.match(main)):
        return None if label is False else (start, end, 0.88)
    if label or _AFTER.match(view.lower, end):
        stop = _cut(view.text, start, main_end) if len(number) > _MOST - 2 else main_end
        count = len(digits(view.text[start:stop]))
        if _FEWEST_CUED <= count <= _MOST:
            sure = count >= _LONG or not main.isdigit() or number.startswith("0") or count >= _FEWEST
            return (start, end if stop == main_end else stop, 0.84 if sure else 0.6)
        return None
    return None if label is False else _by_its_looks(view, start, main_end, end)


def _cut(text: str, start: int, end: int) -> int:
    """The end before a wide gap, for what runs on into another number."""
    gap = re.compile(r"[ \t]{2,}|[./] ").search(text, start, end)
    return gap.start() if gap else end


def _by_its_looks(view: View, start: int, main_end: int, end: int) -> Hit | None:
    """Without a word for it: an area code in brackets, or a trunk 0 and groups that some country's plan knows."""
    main = view.text[start:main_end]
    number = digits(main)
    if not _FEWEST <= len(number) <= _MOST - 2 or _PRICE.match(main):
        return None
    if _AREA.match(main):
        return start, end, 0.8
    groups = re.split(r"[ \-./()]+", main.strip("()"))
    tidy = len({char for char in main if not char.isdigit()} - set("()")) <= 2 and all(groups)  # noqa: PLR2004 -- one separator and a space
    if "." in main and " " in main:
        return None
    if number.startswith("0") and len(groups) > 1 and len(number) >= _LONG and tidy and _valid_somewhere(number):
        return start, end, 0.7
    return None


def _label(view: View, start: int) -> bool | None:
    """What the last label before the number says: a phone, something else, or nothing."""
    found = None
    for label in _LABEL.finditer(view.lower, max(0, start - _LOOK_BACK), start):
        if len(label[0]) > 1 or (view.lower[label.end() : label.end() + 1] in (":", ".") and start - label.end() <= 2):  # noqa: PLR2004 -- "T: 020"
            found = label["phone"] is not None
    return found


RULES = (Rule("phone", "PHONE", "Phone and fax numbers of any country, by their plan or by words such as phone.", phone),)
