"""Placeholders such as ``PERSON_7QXK``: kind, underscore, three random base-32 characters and a check character.

Legal in code, JSON, CSV, URLs and markdown, of one width, random in every conversation, so nothing links two conversations.
Forms of one value (another case, a first name alone) share the three characters and differ in the fourth: the model sees that
they belong together, and each form comes back exactly as it was written. A token in the place of a bare number carries quotes of
ours (``{"ssn": "ID_7QXS"}``); its fourth character says so, and the quotes go when the number comes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from hybriddesk.privacy.kinds import KIND_NAMES
from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.rules.base import Pattern
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import MapEntry

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
BODY = 4
_STEMS = 32**3
_MAX_BODIES = 900_000
"""Of 1,048,576; a share of one in 32 is kept for numbers."""
_ALIASES = {
    "PERSON": "PERSONS PERSONA PERSONAS PERSONNE PERSONEN PESSOA PERSOON", "EMAIL": "CORREO COURRIEL", "PHONE": "PHONES TELEFON TELEFONO TELEFONE TELEFOON",
    "ADDRESS": "ADRESSE ADDRESSES DIRECCION INDIRIZZO ENDERECO ADRES", "LOCATION": "LOCATIONS LIEU LUGAR LUOGO PLAATS STANDORT", "ACCOUNT": "KONTO CUENTA COMPTE",
    "CARD": "KARTE TARJETA CARTE",
}  # fmt: skip
"""What models make of a kind when they translate or put it in the plural."""
_KIND_OF = {word: word for word in KIND_NAMES} | {alias: kind for kind, aliases in _ALIASES.items() for alias in aliases.split()}
_SEPARATOR = (
    r"(?:\*{0,2}(?: ?\\{0,2}_{1,2} ?|[ \-\u00a0\u2010-\u2014\uff3f])\*{0,2}|%(?:25)?5[Ff]|&#(?:95|x5[Ff]);|&lowbar;|\\{1,4}u005[Ff])"
)
_SEPARATOR_BEGUN = (
    r"(?:\*{0,2} ?\\{1,2}|\*{1,2}|\\{1,4}(?:u(?:00?5?)?)?|%(?:25?5?|5)?|&(?:#(?:95?|x(?:5[Ff]?)?)?|l(?:o(?:w(?:b(?:ar?)?)?)?)?)?)"
)
_WORDS = "|".join(sorted(_KIND_OF, key=lambda word: (-len(word), word)))
_STRICT_WORDS = "|".join(sorted(KIND_NAMES, key=lambda word: (-len(word), word)))
_HEAD = re.compile(rf"({_WORDS}){_SEPARATOR}", re.IGNORECASE | re.ASCII)
_NEAR_HEAD = Pattern(rf"(?i)(?:{_WORDS})(?:[*\\_ \-\xa0\xa4]|%(?:25)?5f|&#(?:95|x5f);|&lowbar;)")
"""Every head and some more, at the speed of RE2: such words are rare in a text, and ``_HEAD`` decides."""
HEAD_MAX = max(map(len, _KIND_OF)) + 10
"""Longest spelling of a token before its body, in characters."""
_BODY_CHARS = re.compile(r"[A-Za-z2-7]{4}", re.ASCII)
_DANGLING = re.compile(rf"(?:{_WORDS}){_SEPARATOR}[A-Za-z2-7]{{1,3}}\Z", re.IGNORECASE | re.ASCII)
_BEGINNINGS = "|".join(sorted({word[:n] for word in _KIND_OF for n in range(1, len(word))}, key=lambda part: (-len(part), part)))
_PARTIAL = re.compile(
    rf"(?:({_WORDS})(?:{_SEPARATOR}([A-Za-z2-7]{{0,3}})|{_SEPARATOR_BEGUN})?|({_BEGINNINGS}))\Z", re.IGNORECASE | re.ASCII
)
_NEVER = frozenset(word[:BODY] for word in _KIND_OF) | {"REMO"}
"""Bodies that would make "person" before "PERSON_7QXK" read as one token, and that of ``PERSON_REMOVED``."""
_NUMBER = re.compile(r"-?[0-9][0-9.eE+\-_]*\Z")
_STRICT = re.compile(rf"(?:{_STRICT_WORDS})\\?_([A-Za-z0-9]{{4}})(?![A-Za-z0-9])", re.IGNORECASE | re.ASCII)
_NEARLY = re.compile(rf"(?:{_STRICT_WORDS})\\?_[A-Za-z0-9]{{1,8}}", re.IGNORECASE | re.ASCII)


def check_character(stem: str) -> str:
    """The fourth character for three: the weighted sum of their places in the alphabet. Catches one wrong or two swapped."""
    return ALPHABET[sum(weight * ALPHABET.index(char) for weight, char in zip((3, 5, 7), stem, strict=True)) % 32]


def bare_character(stem: str) -> str:
    """The fourth character of a token that stands in quotes of ours for a bare number."""
    return ALPHABET[(ALPHABET.index(check_character(stem)) + 16) % 32]


def stands_bare(entry: MapEntry) -> bool:
    """Whether the quotes around such a token are ours."""
    body = entry.token[-BODY:].upper()
    return _NUMBER.match(entry.value) is not None and all(char in ALPHABET for char in body) and bare_character(body[:3]) == body[3]


def well_formed(token: str) -> bool:
    """Whether the check character fits; a form other than the first of its family does not."""
    body = token[-BODY:].upper()
    return all(char in ALPHABET for char in body) and check_character(body[:3]) == body[3]


def loose_tokens(text: str) -> Iterator[tuple[int, int, str, str]]:
    """``(start, end, kind, body)`` of everything that reads as a token, in any spelling we tolerate."""
    for head in _heads(text):
        body = _BODY_CHARS.match(text, head.end())
        if body:
            yield head.start(), body.end(), _KIND_OF[head[1].upper()], body[0].upper()


def _heads(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for at in _NEAR_HEAD.starts(text):
        head = _HEAD.match(text, at) if at >= done else None
        if head:
            yield head
            done = head.end()


def strict_look_alikes(text: str) -> Iterator[tuple[int, int]]:
    """Spans spelled exactly as a token is; such text is hidden too, so that nobody mistakes it. ``EMAIL_HOST`` and ``phone_number`` are names in programs."""
    return (match.span() for match in (_STRICT.finditer(text) if "_" in text else ()) if _drawn(match[1]))


def near_look_alikes(text: str) -> Iterator[tuple[int, int]]:
    """Spans spelled nearly as a token is, of any length: a slip of somebody's finger, or a name in a program."""
    return (match.span() for match in _NEARLY.finditer(text))


def reads_as_token(text: str, start: int, end: int) -> bool:
    """Whether what ``loose_tokens`` found is meant as a token: with its underscore, whole, and no name of a program."""
    return "_" in text[start:end] and not text[end : end + 1].isalnum() and _drawn(text[end - BODY : end])


def _drawn(body: str) -> bool:
    return any(char.isdigit() for char in body) or (body.isupper() and body.lower() not in lexicon().words)


def dangling_head(text: str) -> int | None:
    """Where an unfinished token at the very end of ``text`` begins, if there is one."""
    found = _DANGLING.search(text, max(0, len(text) - HEAD_MAX - BODY))
    return found.start() if found else None


class Beginnings:
    """The proper beginnings of issued tokens, for a stream that must know what to hold back."""

    def __init__(self, issued: Iterable[tuple[str, str]]) -> None:
        self._begun = {(kind, body[:count]) for kind, body in issued for count in range(BODY)}
        kinds = {kind for kind, _ in self._begun}
        self._words = tuple(word for word, kind in _KIND_OF.items() if kind in kinds)

    def at_end(self, text: str, begin: int) -> int | None:
        """Where the longest end of ``text[begin:]`` begins that more characters could turn into an issued token."""
        for at in range(max(begin, len(text) - HEAD_MAX - BODY), len(text)):
            part = _PARTIAL.match(text, at)
            if part and self._could_be(part):
                return at
        return None

    def _could_be(self, part: re.Match[str]) -> bool:
        if part[3]:
            return any(word.startswith(part[3].upper()) for word in self._words)
        word = part[1].upper()
        return (_KIND_OF[word], (part[2] or "").upper()) in self._begun or any(longer != word and longer.startswith(word) for longer in self._words if not part[2])


class Mint:
    """Issues tokens for one conversation: never one twice, never one that the given texts already spell."""

    def __init__(self, entries: Iterable[MapEntry], random: Callable[[int], bytes]) -> None:
        self._random = random
        self._bodies = {entry.token[-BODY:] for entry in entries} | _NEVER
        self._stems = {body[:3] for body in self._bodies}

    def avoid(self, text: str) -> None:
        """Never issue a token whose spelling, however loose, stands in ``text``."""
        self._bodies.update(body for _, _, _, body in loose_tokens(text))

    def new(self, kind: str, relative: str | None = None, *, bare: bool = False) -> str:
        """A fresh token; with ``relative`` one of the same family while that has room. Raises ``Refused`` when all are used."""
        if len(self._bodies) >= _MAX_BODIES:
            raise Refused("privacy.too_many_values", limit=_MAX_BODIES)
        body = self._bare() if bare else (relative and self._sibling(relative[-BODY:-1])) or self._fresh()
        self._bodies.add(body)
        self._stems.add(body[:3])
        return f"{kind}_{body}"

    def _sibling(self, stem: str) -> str | None:
        ours = bare_character(stem)
        return next((stem + last for last in ALPHABET if last != ours and stem + last not in self._bodies), None)

    def _bare(self) -> str:
        while True:
            stem = self._letters(3)
            body = stem + bare_character(stem)
            if body not in self._bodies:
                return body

    def _fresh(self) -> str:
        if len(self._stems) < _STEMS * 3 // 4:
            while True:
                stem = self._letters(3)
                body = stem + check_character(stem)
                if stem not in self._stems and body not in self._bodies:
                    return body
        while True:
            body = self._letters(BODY)
            if body not in self._bodies and body[3] != bare_character(body[:3]):
                return body

    def _letters(self, count: int) -> str:
        return "".join(ALPHABET[byte % 32] for byte in self._random(count))
