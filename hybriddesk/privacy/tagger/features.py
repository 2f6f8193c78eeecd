"""What the tagger sees of a text: tokens, and for each the rows of one hashed embedding table. Shared with the training.

A token is a run of letters, a run of digits, one other sign or a line break. Its word gives rows for itself, its ends, its
letter trigrams, its shape and the name lists it is on; its place gives rows for the gap before it, the case of its line, the
language, and listed places and organisations of several words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import compress
from zlib import crc32

from hybriddesk.privacy.lexicon import lexicon

BUCKETS = 49152
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\n+|[^\s\w]|_")
_LONGEST_END = 4
_LONGEST_WORD = 24
_LONGEST_PHRASE = 5
_FEW = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """``spans``: start and end of each token. ``texts``: its characters. ``around``: the rows that its place gives."""

    spans: list[tuple[int, int]]
    texts: list[str]
    around: list[tuple[int, ...]]

    def part(self, start: int, end: int) -> Tokens:
        """The tokens from ``start`` to before ``end``."""
        return Tokens(self.spans[start:end], self.texts[start:end], self.around[start:end])


def row(feature: str) -> int:
    """The table row of a feature; the same on every machine."""
    return crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS


def tokens_of(text: str, language: str | None) -> Tokens:
    """The tokens of a text with what their place says. ``language`` is ISO 639-1 or None."""
    matches = list(_TOKEN.finditer(text))
    texts = [match[0] for match in matches]
    spans = [match.span() for match in matches]
    return Tokens(spans, texts, _around(spans, texts, language))


def word_row(word: str) -> int:
    """The row of the word itself: what training hides now and then, so that its form and its neighbours count too."""
    return row(f"w{word.lower()[:_LONGEST_WORD]}")


def form_rows(word: str) -> list[int]:
    """Rows of a word's shape, ends and trigrams."""
    if not word[0].isalpha():
        return [row(f"d{min(len(word), 5)}" if word[0].isdecimal() else "sign")]
    low = word.lower()[:_LONGEST_WORD]
    features = [f"h{shape(word)}", f"n{min(len(low), 12)}"]
    for size in range(1, min(_LONGEST_END, len(low)) + 1):
        features += (f"p{low[:size]}", f"s{low[-size:]}")
    edged = f"<{low}>"
    features += [f"t{edged[at : at + 3]}" for at in range(len(edged) - 2)]
    return [row(feature) for feature in features]


def list_rows(word: str) -> tuple[int, ...]:
    """Rows of the lists a word is on, together and one by one; crossed with its capital."""
    if not word[0].isalpha():
        return ()
    low, lists = word.lower(), lexicon()
    held = (low in lists.first, low in lists.last, low in lists.cities, low in lists.countries, low in lists.words)
    return _list_rows(held, "X" if word[0].isupper() else "x")


@cache
def _list_rows(held: tuple[bool, ...], case: str) -> tuple[int, ...]:
    flags = "".join(compress("flcnw", held))
    return (row(f"g{flags}"), row(f"G{flags}{case}"), *(row(f"{mark}{case}!") for mark in flags))


def shape(word: str) -> str:
    """``Anna`` is Xx, ``McNeil`` XxXx, ``anna`` x, and ``UK`` XX; capitals alone are counted up to four."""
    if word.islower():
        return "x"
    if word.isupper():
        return "X" * min(len(word), 4)
    if word.istitle():
        return "Xx"
    return "".join(dict.fromkeys("X" if char.isupper() else "x" for char in word)) + ("Xx" if word[0].isupper() else "")


def _around(spans: list[tuple[int, int]], texts: list[str], language: str | None) -> list[tuple[int, ...]]:
    phrases = _phrases(texts)
    tongue = row(f"lang {language}")
    cases = _line_cases(texts)
    touching, apart, first = (row(f"gap {gap}") for gap in range(3))
    found: list[tuple[int, ...]] = []
    before, begins = -1, True
    for (start, end), text, case in zip(spans, texts, cases, strict=True):
        found.append((tongue, first if begins else apart if start > before else touching, case))
        before, begins = end, text[0] == "\n"
    for index, rows in phrases.items():
        if index < len(found):
            found[index] += rows
    return found


def _line_cases(texts: list[str]) -> list[int]:
    """For each token how its line is written: by how many words begin with a capital."""
    found: list[int] = []
    line: list[str] = []
    for text in [*texts, "\n"]:
        line.append(text)
        if text[0] == "\n":
            found += [row(f"line {_case(line)}")] * len(line)
            line = []
    return found[:-1]


def _case(line: list[str]) -> str:
    words = [text for text in line if text[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    upper = sum(word.isupper() and len(word) > 1 for word in words)
    if capitals == 0:
        return "low"
    if 2 * upper > len(words):
        return "high"
    if len(words) <= _FEW:
        return "few"
    return "title" if 3 * capitals > 2 * len(words) else "mixed"


def _phrases(texts: list[str]) -> dict[int, tuple[int, ...]]:
    """Rows for tokens inside listed places of two to four words and listed organisations of one to four."""
    found: dict[int, tuple[int, ...]] = {}
    heads = _heads()
    lows = [text.lower() for text in texts]
    reached = 0
    for at, low in enumerate(lows):
        if at < reached or low not in heads:
            continue
        for count in range(_LONGEST_PHRASE, 0, -1):
            mark = heads[low].get(" ".join(lows[at : at + count]))
            if mark:
                case = "X" if texts[at][0].isupper() else "x"
                found.update({at + more: (row(f"{mark} {'I' if more else 'B'}{case}"),) for more in range(count)})
                reached = at + count
                break
    return found


@cache
def _heads() -> dict[str, dict[str, str]]:
    """Places of several words and organisations, as tokens joined by spaces, by their first token."""
    heads: dict[str, dict[str, str]] = {}
    for mark, names in (("org", lexicon().orgs), ("place", lexicon().places)):
        for name in names:
            tokens = _TOKEN.findall(name)
            if len(tokens) > 1 or mark == "org":
                heads.setdefault(tokens[0], {})[" ".join(tokens)] = mark
    return heads
