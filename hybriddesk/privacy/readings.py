"""Second readings of short stretches: what a person decodes at a glance and a pattern over the plain text misses.

Spaced-out characters (``4 1 1 1``), defanged marks (``203[.]0[.]113[.]7``, ``anna at example dot org``), percent and HTML escapes,
backslash escapes, digits written as words, and letters in the place of noughts and ones. Each reading is a small view of its own with the words around it, so that cue words
still stand beside the value; its hits map back to whole stretches of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hybriddesk.privacy.normalise import View, fold
from hybriddesk.privacy.rules.base import Pattern

_BEFORE, _AFTER = 56, 28
_DOT = r"(?: ?[\[({<] ?(?:\.|dot|punkt|point|punto|ponto|punt) ?[\])}>] ?| (?:dot|punkt|point|punto|ponto|punt) )"
_AT = r"(?: ?[\[({<] ?(?:@|at|ät|arroba|chiocciola|apestaart(?:je)?|arobase|klammeraffe) ?[\])}>] ?| (?:at|arroba|chiocciola|apenstaartje|arobase|klammeraffe) |@)"
_SPACED = re.compile(r"(?<![^\W_])[A-Za-z0-9](?:[ ._\-·|@:/()+]{1,4}[A-Za-z0-9](?![^\W_])){5,80}")
_BETWEEN = re.compile(r"[ ._\-·|@:/()+]+")
_LABEL = "[a-z0-9_%+\\-]{1,40}"
_TOP = "(?:com|org|net|edu|gov|info|io|eu|de|fr|es|it|nl|pt|uk|ch|at|be|br|mx|us|ca|au|in|ie|pl|se|dk|no|fi|cz|example)"
_MARKED = re.compile(
    rf"(?i)(?<![^\W_])[a-z0-9]{_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{0,4}}(?:{_AT}{_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{1,5}}| ?@ ?{_LABEL}(?: ?\. ?{_LABEL}){{0,3}} ?\. ?{_TOP}(?![^\W_]))|"
    r"(?<![^\W_])[0-9]{1,3}(?: ?[\[({] ?(?:\.|dot) ?[\])}] ?[0-9]{1,3}| dot [0-9]{1,3}| ?\. ?[0-9]{1,3}){3}|"
    r"hxxps?(?:://|\[:\]//|\[://\])[^\s\"'<>]{3,200}|https?://[^\s\"'<>/]{0,80}\[\.\][^\s\"'<>]{1,200}|"
    r"(?<![^\W_])[0-9a-f]{1,4}(?: ?\[?:\]? ?[0-9a-f]{0,4}){3,7}"
)
_PLAINLY_SAID = re.compile(r"(?i)[a-z\-]+ at [a-z0-9.\-]+\Z")
"""``server at example.org``: a word, a preposition and a plain host."""
_MARK_WORDS = re.compile(rf"(?i){_AT}|{_DOT}| ?@ ?|hxxp|\[:\]|\[://\]| ?: ?| ?\. ?")
_PERCENT = re.compile(r"[A-Za-z0-9._~!$'()*+,;:@/?=&\-]{0,120}(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~!$'()*+,;:@/?=\-]{0,120}){1,99}")
_ENTITY = re.compile(r"[^\s&<>\"';]{0,64}(?:&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[a-zA-Z]{2,8});[^\n&<>\"';]{0,24}){1,99}")
_BACKSLASH = re.compile(r"[^\s\\<>\"']{0,64}(?:\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})[^\n\\<>\"']{0,24}){1,99}")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_PERCENT_ONE = re.compile(r"((?:%[0-9A-Fa-f]{2})+)")
_ENTITY_ONE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[a-zA-Z]{2,8});")
_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine", "oh one two three four five six seven eight nine",
    "null eins zwei drei vier fünf sechs sieben acht neun", "null ein zwo drei vier fuenf sechs sieben acht neun",
    "zéro un deux trois quatre cinq six sept huit neuf", "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "zero uno due tre quattro cinque sei sette otto nove", "zero um dois três quatro cinco seis sete oito nove",
    "zero uma duas tres quatro cinco meia sete oito nove", "nul een twee drie vier vijf zes zeven acht negen",
)  # fmt: skip
_DIGIT = {word: str(value) for line in _NUMBER_WORDS for value, word in enumerate(line.split())}
_ONE_WORD = "|".join(sorted(_DIGIT, key=lambda word: (-len(word), word)))
_SPOKEN = re.compile(rf"(?i)(?<![^\W_])(?:(?:double|triple) )?(?:{_ONE_WORD})(?:[ ,\-]{{1,2}}(?:plus |double |triple )?(?:{_ONE_WORD}|[0-9])){{5,24}}(?![^\W_])")
_SPOKEN_ONE = re.compile(rf"(?i)(double |triple )?({_ONE_WORD}|[0-9])(?![^\W_])")
_LETTERED = re.compile(r"(?<![^\W_])\+?[0-9OoIl](?:[ \-./()]{0,2}[0-9OoIl]){7,24}(?![^\W_])")
_LETTER = str.maketrans("OoIl", "0011")
_FEWEST_SPACED, _MOST_LETTERS = 6, 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A decoded stretch with its neighbours; ``back`` maps a span of its text to the text it was read from, None if it touches no decoded part."""

    view: View
    _starts: tuple[int, ...]
    _ends: tuple[int, ...]
    _decoded: tuple[int, int]

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        first, last = self._decoded
        return (self._starts[start], self._ends[end - 1]) if start < last and end > first else None


Piece = tuple[str, int, int]
"""What is read, and from where to where it stands."""


def readings(view: View) -> Iterator[Reading]:
    """The second readings of a text; each gate is one fast search for what the disguise cannot do without."""
    for gate, pattern, read in _READERS:
        if gate.near(view, 0, len(view.text)):
            yield from _all(view.text, pattern, read)


def _all(text: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], list[Piece]]) -> Iterator[Reading]:
    for found in pattern.finditer(text):
        pieces = read(found)
        if pieces:
            yield _reading(text, found.start(), found.end(), pieces)


def _reading(text: str, start: int, end: int, pieces: list[Piece]) -> Reading:
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    before = [(text[at], at, at + 1) for at in range(first, start)]
    after = [(text[at], at, at + 1) for at in range(end, last)]
    chars = [(char, begin, stop) for piece, begin, stop in [*before, *pieces, *after] for char in piece]
    length = sum(len(piece) for piece, _, _ in pieces)
    return Reading(
        View.of_text("".join(char for char, _, _ in chars)), tuple(begin for _, begin, _ in chars), tuple(stop for _, _, stop in chars),
        (len(before), len(before) + length),
    )


def _spaced(found: re.Match[str]) -> list[Piece]:
    """The characters closed up: of each gap only what is not the usual one stays, a mark or nothing."""
    text, start = found[0], found.start()
    if sum(char.isdigit() for char in text) < _FEWEST_SPACED and "@" not in text:
        return []
    gaps = list(_BETWEEN.finditer(text))
    usual = " " if " " in gaps[0][0] else gaps[0][0][0]
    pieces: list[Piece] = []
    done = 0
    for gap in gaps:
        pieces.append((text[done], start + done, start + done + 1))
        pieces.append((gap[0].replace(usual, "")[:2], start + gap.start(), start + gap.end()))
        done = gap.end()
    return [*pieces, (text[done], start + done, start + done + 1)]


def _lettered(found: re.Match[str]) -> list[Piece]:
    """A long number with a letter or two for its noughts and ones; each of its groups has a digit."""
    letters = sum(char.isalpha() for char in found[0])
    groups = re.split(r"[ \-./()+]+", found[0].strip(" -./()+"))
    if not 0 < letters <= _MOST_LETTERS or not all(any(map(str.isdigit, group)) for group in groups):
        return []
    return [(char.translate(_LETTER), at, at + 1) for at, char in enumerate(found[0], found.start())]


def _marked(found: re.Match[str]) -> list[Piece]:
    if _PLAINLY_SAID.match(found[0]):
        return []

    def plain(mark: re.Match[str]) -> str:
        word = mark[0].lower()
        if "hxxp" in word:
            return "http"
        return "://" if "//" in word else ":" if ":" in word else "@" if _is_at(word) else "."

    return _by(_MARK_WORDS, plain)(found)


def _is_at(word: str) -> bool:
    return "@" in word or word.strip(" []{}()<>") in {"at", "ät", "arroba", "chiocciola", "apestaart", "apestaartje", "apenstaartje", "arobase", "klammeraffe"}


def _percent(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _spoken(found: re.Match[str]) -> list[Piece]:
    times = {"double ": 2, "triple ": 3}
    return [
        (_DIGIT.get(one[2].lower(), one[2]) * times.get((one[1] or "").lower(), 1), found.start() + one.start(), found.start() + one.end())
        for one in _SPOKEN_ONE.finditer(found[0])
    ]


def _by(pattern: re.Pattern[str], decode: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], list[Piece]]:
    """A reader that decodes what ``pattern`` finds and keeps the rest."""

    def read(found: re.Match[str]) -> list[Piece]:
        start, text, done = found.start(), found[0], 0
        pieces: list[Piece] = []
        for one in pattern.finditer(text):
            pieces += [(text[at], start + at, start + at + 1) for at in range(done, one.start())]
            pieces.append(("".join(fold(char) for char in decode(one)), start + one.start(), start + one.end()))
            done = one.end()
        pieces += [(text[at], start + at, start + at + 1) for at in range(done, len(text))]
        return pieces if done else []

    return read


_READERS: tuple[tuple[Pattern, re.Pattern[str], Callable[[re.Match[str]], list[Piece]]], ...] = (
    (Pattern(r"(?:^|[^A-Za-z0-9])[A-Za-z0-9](?:[ ._\-\xb7|@:/()+]{1,4}[A-Za-z0-9]){5}(?:$|[^A-Za-z0-9])"), _SPACED, _spaced),
    (
        Pattern(
            r"(?i)[a-z0-9][ ]?[\[({<][ ]?(?:@|at|\xe4t|\.|:|dot|punkt|point|punto|ponto|punt|arroba|chiocciola|apestaart|arobase|klammeraffe)|"
            r" (?:dot|punkt|point|punto|ponto|punt) [a-z0-9]|[a-z0-9] (?:@|\.|:)[ ]?[a-z0-9]|[a-z0-9]@ [a-z0-9]|hxxp|[0-9a-f]: :|[0-9]\. [0-9]"
        ),
        _MARKED, _marked,
    ),
    (Pattern(r"[OoIl][0-9]|[0-9][OoIl]"), _LETTERED, _lettered),
    (Pattern(r"%[0-9A-Fa-f]{2}"), _PERCENT, _by(_PERCENT_ONE, _percent)),
    (Pattern(r"&(?:#[0-9xX]|[a-zA-Z]{2,8};)"), _ENTITY, _by(_ENTITY_ONE, lambda found: html.unescape(found[0]))),
    (Pattern(r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})"), _BACKSLASH, _by(_ESCAPE, lambda found: chr(int(found[1] or found[2], 16)))),
    (Pattern(rf"(?i)(?:{_ONE_WORD})(?:[ ,\-]{{1,2}}(?:plus |double |triple )?(?:{_ONE_WORD}|[0-9])){{5}}"), _SPOKEN, _spoken),
)  # fmt: skip
