"""E-mail addresses, phone numbers, links with a personal part, handles."""

from __future__ import annotations

from collections.abc import Iterator

import phonenumbers

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone, digits
from hybriddesk.privacy.rules.context import Cue, labelled

_EMAIL_PLAIN = Pattern(
    r"[A-Za-z0-9\xaa\xc0-\xff_][A-Za-z0-9\xaa\xc0-\xff._%+\-']{0,63}@"
    r"(?:[A-Za-z0-9\xaa\xc0-\xff][A-Za-z0-9\xaa\xc0-\xff\-]{0,62}\.){1,8}[A-Za-z\xaa\xc0-\xff]{2,24}"
)
_EMAIL_WORDS = Pattern(
    r"(?i)[a-z0-9][a-z0-9._%+\-]{0,63} ?(?:\(at\)|\[at\]|\{at\}| at ) ?[a-z0-9][a-z0-9\-]{0,62}"
    r"(?: ?(?:\(dot\)|\[dot\]|\{dot\}| dot ) ?[a-z0-9\-]{1,62}){1,4}"
)
_PHONE = Pattern(
    r"(?:\+[ ]?|00)?\(?[0-9][0-9]{0,5}(?:[ \-./()\t\xa4]{1,3}\(?[0-9]{1,8}\)?){0,7}[0-9]?(?:[ ]{0,2}(?:x|ext\.?|#|Durchwahl|poste)[ ]{0,2}[0-9]{1,6})?"
)
_PHONE_CUE = Cue(
    r"phone|tel(?:efon|éfono|efone|efono|efoon|\.)?\b|telephone|mobile?\b|cell|fax|call|ring|dial|reach|sms|text me|whatsapp|handy|mobil|"
    r"rufnummer|portable|gsm|m[oó]vil|cellulare|telem[oó]vel|celular|desk|answering|messages? to|direct|hotline|registered|number"
)
_US_SHAPE = Pattern(r"\(?[2-9][0-9]{2}\)?[ .\-]{1,2}[2-9][0-9]{2}[ .\-][0-9]{4}")
_DATE_SHAPE = Pattern(r"[0-9]{1,4}([./\-])[0-9]{1,2}[./\-][0-9]{2,4}")
_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "BE", "CH", "AT", "SE", "IE", "AU", "IN", "BR", "PL", "MX")
_LONG = 9
_MIN_DIGITS, _MAX_DIGITS = 7, 15
_URL = Pattern(r"(?i)(?:https?|ftp|ssh|wss?)://[^\s<>\"'`]+")
_PERSONAL_PART = Pattern(
    r"(?i)[/?&#;](?:u|user|users|usr|profile|profiles|in|people|person|member|members|account|accounts|customer|client|id|uid|userid|user_id|"
    r"name|email|mail|phone|token|key|session|sid|auth|code|invite|reset)[=/][^/&?#]{2}|/[@~][a-z0-9]|://[^/@]{1,128}@"
)
_PROFILE = Pattern(
    r"(?i)(?:www\.)?(?:facebook|twitter|x|instagram|linkedin|github|gitlab|tiktok|reddit|t\.me|vk|medium|pinterest|flickr)"
    r"(?:\.com|\.net)?/(?:in/|u/|user/|@)?[a-z0-9_.\-]{3,40}"
)
_HANDLE = Pattern(r"@[A-Za-z_][A-Za-z0-9_.]{1,29}")
_USER_FIELD = labelled(r"user[ _\-]?name|user[ _\-]?id|login|handle|screen[ _]name|benutzername|nom d'utilisateur|usuario|utente", r"[A-Za-z0-9_.\-]{3,40}")
_NOT_A_HANDLE = frozenset(
    ["media", "import", "param", "params", "return", "returns", "override", "property", "staticmethod", "classmethod", "author", "see", "since", "deprecated", "charset", "keyframes", "font", "test", "pytest", "dataclass", "app", "override", "todo", "everyone", "here", "channel", "all", "interface", "component", "injectable", "autowired"]
)


def email(view: View) -> Iterator[Hit]:
    """``local@host.tld`` and its spellings with (at) and (dot)."""
    if "@" in view.text:
        for start, end in _EMAIL_PLAIN.hits(view):
            yield start, end, 0.99
    if "dot" in view.lower:
        for start, end in _EMAIL_WORDS.hits(view):
            yield start, end, 0.85


def phone(view: View) -> Iterator[Hit]:
    """Numbers in international form, of a country's plan, or near a word such as phone."""
    for begin, stop in _PHONE.hits(view):
        start, end = _own_brackets(view.text, begin, stop)
        count = len(digits(view.text[start:end]))
        if _MIN_DIGITS <= count <= _MAX_DIGITS + 6 and _free(view, start, end):
            score = _phone_score(view, start, end)
            if score:
                yield start, end, score


def _own_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The number without a bracket that belongs to the sentence around it, or that encloses it whole."""
    while text[end - 1] == ")" and text.count(")", start, end) > text.count("(", start, end):
        end -= 1
    while text[start] == "(" and text.count("(", start, end) > text.count(")", start, end):
        start += 1
    return start, end


def _free(view: View, start: int, end: int) -> bool:
    """Whether the number is no part of a longer one, an amount or a name; a dash and a word may follow it."""
    before, after = view.text[start - 1 : start], view.text[end : end + 2]
    return alone(view, start, end) and before not in tuple("-_$€£%@") and after[:1] not in tuple("_%@") and not after[1:].isdigit()


def _phone_score(view: View, start: int, end: int) -> float:
    text = view.text[start:end]
    main = text.split("x")[0].split("ext")[0].split("#")[0]
    if main.startswith(("+", "00")):
        return 0.93 if _possible(main) else 0.0
    number = digits(main)
    if len(number) > _MAX_DIGITS or _DATE_SHAPE.at(view, start, end) == (start, end) or _decimal(main):
        return 0.0
    if _US_SHAPE.at(view, start, end):
        return 0.88
    cued = _PHONE_CUE.near(view, start, end)
    grouped = sum(not char.isdigit() for char in main)
    if cued and len(number) <= _MAX_DIGITS - 2:
        return 0.82 if grouped or number.startswith("0") or len(number) >= _LONG else 0.6
    if grouped >= 1 and number.startswith("0") and len(number) >= _LONG and _valid_somewhere(number):
        return 0.7
    return 0.0


def _decimal(text: str) -> bool:
    return text.count(".") == 1 and sum(char in " -/()" for char in text) == 0


def _possible(text: str) -> bool:
    international = "+" + digits(text.replace("(0)", "")).removeprefix("00")
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(international, None)))
    except phonenumbers.NumberParseException:
        return False


def _valid_somewhere(number: str) -> bool:
    return any(phonenumbers.is_valid_number(phonenumbers.parse(number, region)) for region in _REGIONS)


def url(view: View) -> Iterator[Hit]:
    """Links with user info, an id, a profile or an address in them; an ordinary link stays."""
    if "/" not in view.text:
        return
    for start, end in _URL.hits(view):
        stop = _link_stop(view.text, start, end)
        if _PERSONAL_PART.near(view, start, stop):
            yield start, stop, 0.85
    for start, end in _PROFILE.hits(view):
        if alone(view, start, end, glue="/-_@") or view.text[start - 1 : start] == "/":
            yield start, end, 0.82


def _link_stop(text: str, start: int, end: int) -> int:
    """The end of a link without the punctuation of the sentence around it; a bracket that it opened itself stays."""
    while text[end - 1] in ".,;:!?)]}*_":
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return end


def handle(view: View) -> Iterator[Hit]:
    """``@name`` as in messengers, and values of a user-name field."""
    if "@" in view.text:
        for start, end in _HANDLE.hits(view):
            name = view.lower[start + 1 : end].rstrip(".")
            plain = alone(view, start, start + 1 + len(name)) and view.text[start - 1 : start] not in (".", "/", "-", "@", "(")
            if plain and name.split(".")[0] not in _NOT_A_HANDLE and view.text[end : end + 1] not in ("(", "/", "@"):
                yield start, start + 1 + len(name), 0.7
    for start, end in _USER_FIELD.hits(view):
        if any(char.isdigit() or char in "._-" for char in view.text[start:end].rstrip(".")) or view.text[start - 1] in "\"':= ":
            yield start, end, 0.55 if view.text[start:end].isalpha() else 0.8


RULES = (
    Rule("email", "EMAIL", "E-mail addresses, also disguised ones.", email),
    Rule("phone", "PHONE", "Phone and fax numbers of any country, by their plan or by words such as phone.", phone),
    Rule("personal_link", "URL", "Links with a user name, a profile, an id or a sign-in in them.", url),
    Rule("handle", "USERNAME", "Handles such as @anna and the values of user name fields.", handle),
)
