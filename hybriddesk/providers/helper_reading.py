"""What the built-in helper reads out of a message: subject, sender, language and the facts that fill slots.

It sees the scrubbed text, so people, addresses and phones are tokens such as ``PERSON_7QXK``; it copies them, never guesses them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hybriddesk.providers.helper_table import LANGUAGES, Language, words
from hybriddesk.records.way import Message

TOKEN = re.compile(r"\b([A-Z]{2,12})_[A-Z0-9]{4}\b")
_HEADER = re.compile(r"[ \t]*(subject|from|sender|betreff|von|absender)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_CLOSING_LINE = re.compile(r"^[ \t]*closing line[ \t]*:[ \t]*(.+?)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"^(?:>.*|On .{5,120} wrote:|Am .{5,120} schrieb.{0,60}:|-{2,}\s*(?:Original Message|Ursprüngliche Nachricht)\s*-{2,}[\s\S]*)$", re.MULTILINE)
_SIGN_OFF = re.compile(
    r"^[ \t]*(?:(?:kind|best|warm|many)?[ ]?(?:regards|wishes|thanks)|thank you|yours\b.{0,20}|sincerely|cheers|(?:mit )?(?:freundlich|viel|best|herzlich|lieb)\w* gr[üu](?:ß|ss)\w*"
    r"(?: aus \w+)?|gruß|vielen dank|danke|mfg|lg|vg)[ \t]*[,.!]?[ \t]*(?:(?:und|and) .{1,40})?$",
    re.IGNORECASE | re.MULTILINE,
)
_I_AM = re.compile(r"\b(?:my name is|i am|i'm|this is|mein name ist|ich heiße|ich bin|hier ist)\s+(?:(?:mr|mrs|ms|dr|herr|frau)\.?\s+)?(PERSON_[A-Z0-9]{4})\b", re.IGNORECASE)

_CODE = r"((?:[A-Z]{2,12}_[A-Z0-9]{4})|(?=[A-Z0-9/.\-]*\d)[A-Z0-9][A-Z0-9/\-]*(?:\.\d+)*[A-Z0-9]|\d{2,})"
_LINK = r"(?:[ \t]*(?:no|nr|num|number|nummer|id|ref)\b\.?)?[ \t]*[:#.]?[ \t]*#?[ \t]*"
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember"
)
_DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}\.[ ]?\d{{1,2}}\.(?:[ ]?\d{{2,4}})?|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?[ ](?:of[ ])?(?:{_MONTHS})(?:,?[ ]\d{{4}})?\b|\b(?:{_MONTHS})[ ]\d{{1,2}}(?:st|nd|rd|th)?(?:,[ ]\d{{4}})?\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?:[ ](?:morning|afternoon))?|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b",
    re.IGNORECASE,
)
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "order": re.compile(rf"\b(?:order|purchase|parcel|paket|bestell(?:ung|nummer|nr)|auftrags?(?:nummer|nr)?){_LINK}{_CODE}", re.IGNORECASE),
    "invoice": re.compile(rf"\b(?:invoice|bill|rechnung(?:snummer|s-?nr)?){_LINK}{_CODE}", re.IGNORECASE),
    "case": re.compile(rf"\b(?:case|file|ticket|matter|reference|aktenzeichen|az\.?|vorgang(?:snummer)?|fall){_LINK}{_CODE}", re.IGNORECASE),
    "amount": re.compile(r"(?:\b(?:CHF|EUR|USD|GBP)\b|[€$£])[ ]?\d{1,7}(?:[.,'’]\d{2,3})*|\b\d{1,7}(?:[.,'’]\d{2,3})*[ ]?(?:(?:CHF|EUR|USD|GBP|Euro|Franken|francs|dollars|pounds)\b|[€$£])"),
    "time": re.compile(r"\b\d{1,2}:\d{2}(?:[ ]?(?:uhr|am|pm|a\.m\.|p\.m\.))?|\b\d{1,2}(?:\.\d{2})?[ ]?(?:uhr|am|pm|a\.m\.|p\.m\.|o'clock)", re.IGNORECASE),
}
_ADDRESS_LINES = re.compile(r"ADDRESS_[A-Z0-9]{4}\b[^\n.;!?]{0,60}(?:\n(?![ \t]*PERSON_)[ \t]*\S[^\n.;!?]{0,60}(?=\n|$)){0,3}")
"""A street and the short lines below it, to the end of the paragraph: town, postcode, country."""
_GREETS = re.compile(r"\s*(?:dear|hello|hi\b|hallo|liebe|guten|sehr)", re.IGNORECASE)
SIGNATURE = 60
"""A last line shorter than this may be a signature."""
FEW_WORDS = 6
SMALL_SHARE = 0.12
"""Share of small words that ordinary English or German has at least."""
_TOKEN_SLOTS = {"ORDER": "order", "PHONE": "phone"}


@dataclass(frozen=True, slots=True)
class Read:
    """A message as the helper understands it. ``sender`` is a token or None; ``facts`` slot values by slot name;
    ``tokens`` all tokens by kind; ``understood`` = it is in a language the helper has; ``wish`` what the person asked of an earlier draft."""

    subject: str = field(repr=False)
    body: str = field(repr=False)
    language: Language
    sender: str | None = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)
    tokens: Mapping[str, tuple[str, ...]] = field(repr=False)
    understood: bool = True
    wish: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """Subject and body together."""
        return f"{self.subject}\n{self.body}" if self.subject else self.body


def read(messages: tuple[Message, ...]) -> Read:
    """The first user message as the request; later ones are the person's wishes for another draft."""
    asked = [message.text for message in messages if message.role == "user"] or [""]
    return read_text(asked[0], wish="\n".join(asked[1:]))


def read_text(text: str, wish: str = "") -> Read:
    """One message, with its ``Subject:`` and ``From:`` lines if it has any. Quoted earlier mail is left out."""
    headers, body = _split(text)
    body = _QUOTED.sub("", body).strip()
    subject, origin = headers.get("subject", ""), headers.get("from", "")
    whole = f"{subject}\n{body}"
    tokens = _tokens(f"{origin}\n{whole}")
    language, understood = _language(body or subject)
    return Read(subject, body, language, _sender(origin, body), _facts(whole), tokens, understood, wish)


def closing_line(messages: tuple[Message, ...]) -> str:
    """The closing line the prompt asks for, empty when it names none."""
    for message in messages:
        found = _CLOSING_LINE.search(message.text) if message.role == "system" else None
        if found:
            return found.group(1)
    return ""


def sign_off(text: str) -> int:
    """Where the closing of a mail begins; its end where it has none."""
    return max((match.start() for match in _SIGN_OFF.finditer(text)), default=len(text))


def language_of(text: str) -> Language:
    """English or German by small words; English when in doubt."""
    return _language(text)[0]


def _language(text: str) -> tuple[Language, bool]:
    """The language, and whether enough of its small words are there to believe it; a few words are always believed."""
    found = re.findall(r"[^\W\d_]+", TOKEN.sub(" ", text).lower())
    counts = {language: sum(word in words(language).small for word in found) for language in LANGUAGES}
    german = counts["de"] + sum(char in "äöüß" for char in text.lower()) > counts["en"]
    return ("de" if german else "en"), len(found) <= FEW_WORDS or max(counts.values()) >= SMALL_SHARE * len(found)


def _split(text: str) -> tuple[dict[str, str], str]:
    headers: dict[str, str] = {}
    lines = text.lstrip().splitlines()
    place = 0
    for line in lines:
        match = _HEADER.fullmatch(line)
        if not match:
            break
        name = "subject" if match.group(1).lower() in {"subject", "betreff"} else "from"
        headers.setdefault(name, match.group(2).strip())
        place += 1
    return headers, "\n".join(lines[place:]).strip()


def _sender(origin: str, body: str) -> str | None:
    """The one who wrote: named in From, or after the sign-off, or by "my name is"; else the only person there is."""
    lines = [line for line in body.splitlines() if line.strip()]
    sign_off = max((match.end() for match in _SIGN_OFF.finditer(body)), default=None)
    signature = lines[-1] if lines and len(lines[-1]) < SIGNATURE else ""
    for place in (origin, body[sign_off:] if sign_off else "", signature):
        found = _persons(place)
        if len(found) == 1:
            return found[0]
    named = _I_AM.search(body)
    if named:
        return named.group(1)
    everybody = _persons(body)
    return everybody[0] if len(everybody) == 1 and not _GREETS.match(body) else None


def _persons(text: str) -> list[str]:
    return list(dict.fromkeys(match.group() for match in TOKEN.finditer(text) if match.group(1) == "PERSON"))


def _tokens(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for match in TOKEN.finditer(text):
        found.setdefault(match.group(1), {})[match.group()] = None
    return {kind: tuple(tokens) for kind, tokens in found.items()}


def _facts(text: str) -> dict[str, str]:
    facts: dict[str, str] = {}
    for slot, pattern in _PATTERNS.items():
        found = pattern.search(text)
        if found:
            facts[slot] = (found.group(1) if pattern.groups else found.group()).strip()
    dates = list(dict.fromkeys(match.group().strip() for match in _DATE.finditer(text)))
    facts.update(zip(("date", "date2"), dates, strict=False))
    address = _ADDRESS_LINES.search(text)
    if address:
        facts["address"] = address.group().strip()
    for kind, tokens in _tokens(text).items():
        slot_name = _TOKEN_SLOTS.get(kind)
        if slot_name and slot_name not in facts and len(tokens) == 1:
            facts[slot_name] = tokens[0]
    return facts
