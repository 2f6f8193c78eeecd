"""Training texts: templates filled with names, real sentences with their names exchanged, and real texts without names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from entities import HERE, People
from places import Organisations, Places
from silver import UNSURE, Label

_SLOT = re.compile(r"\{([A-Z#])\}")
KIND = {"P": "PERSON", "F": "PERSON", "L": "PERSON", "U": "PERSON", "C": "LOCATION", "N": "LOCATION", "X": "LOCATION", "O": "ORG"}
TITLES = (
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Mr", "Mrs", "Dr", "Sir", "Professor", "Judge", "Rev.", "Sgt.", "Captain", "Miss",
)  # fmt: skip
DAYS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he)(?= (?:was|is|had|has|would|could|will|said|went|told|came|took|made|[a-z]{3,}ed|[a-z]{3,}s)\b)")
_HIM = re.compile(r"\b(?:with|from|told|asked|near|gave|to|by|on|at|of) (him)(?=[ ,.;!?]|$)")
_HIS = re.compile(r"\b(?:[Hh]is)(?= [a-z]+)")
_PLACE = re.compile(r"\b(?:in|to|at|of|from|near|around|across) (the (?:city|town|village|country|island|capital|region|river|lake|desert))(?=[ ,.;!?]|$)")
_FIRM = re.compile(r"\b[Tt]he (?:company|firm|bank|university|team|government|police|committee|agency|school|club|party|union|church|army|court|council)(?= [a-z])")


@dataclass
class Example:
    """One text with its labels; ``ordinary`` ones have no name at all."""

    text: str
    labels: list[Label] = field(default_factory=list)
    language: str = "en"


class Fill:
    """Draws what goes into a slot."""

    def __init__(self, rng: random.Random, people: People, places: Places, orgs: Organisations, nouns: list[str], adjectives: list[str]) -> None:
        self._rng = rng
        jobs = (HERE / "templates/jobs.txt").read_text("utf-8").split()
        demonyms, products, slang = _listed("demonyms"), _listed("products"), _listed("slang")
        self._draw: dict[str, Callable[[str], str]] = {
            "P": people.full, "F": people.first, "L": people.last, "C": places.city, "N": places.country, "X": places.any, "O": orgs.one,
            "J": lambda _: rng.choice(jobs), "W": lambda _: rng.choice(nouns), "A": lambda _: rng.choice(adjectives), "M": lambda _: rng.choice(DAYS),
            "T": lambda _: rng.choice(TITLES), "#": lambda _: str(rng.choice((rng.randint(1, 60), rng.randint(1900, 2026), rng.randint(1, 99999)))),
            "D": lambda _: rng.choice(("2024-03-12", "12/05/2001", "3 May 2019", "Oct 4, 2000", "08/11/2023 09:31 AM", "12.04.2022")),
            "E": lambda lang: f"{people.first(lang)}.{people.last(lang)}@{rng.choice(nouns)}.com".lower().replace(" ", ""),
            "K": lambda _: _code(rng), "Y": people.last, "V": lambda _: rng.choice(nouns).capitalize(), "Z": lambda _: _digest(rng),
            "G": lambda _: rng.choice(demonyms), "B": lambda _: rng.choice(products) if rng.random() < 0.6 else _product(rng, people),
            "S": lambda _: rng.choice(slang), "U": lambda lang: people.nick(lang, adjectives, nouns),
            "H": lambda lang: people.first(lang).lower() + rng.choice(("", "_", "x")) + str(rng.randint(1, 999)),
        }  # fmt: skip

    def value(self, slot: str, language: str) -> str:
        """A value for a slot's letter."""
        return self._draw[slot](language)

    def kind(self, kind: str, language: str) -> str:
        """Another name of a kind."""
        letter = {"PERSON": "PPFL", "LOCATION": "CCNX", "ORG": "O"}[kind]
        return self.value(self._rng.choice(letter), language)

    def template(self, template: str, language: str) -> Example:
        """A template with its slots filled; the filled names are its labels."""
        text, labels, at = "", [], 0
        template = template.replace("\\n", "\n")
        for slot in _SLOT.finditer(template):
            value = self.value(slot[1], language)
            text += template[at : slot.start()]
            if slot[1] in KIND:
                labels.append((len(text), len(text) + len(value), KIND[slot[1]]))
            text += value
            at = slot.end()
        return Example(text + template[at:], labels, language)


def _listed(name: str) -> list[str]:
    """The rows of a list kept in one line."""
    return (HERE / f"templates/{name}.txt").read_text("utf-8").strip().split(";")


def _product(rng: random.Random, people: People) -> str:
    """A thing for sale that is called like somebody or nobody: ``Velaro 300``, ``Marnel X``."""
    return rng.choice((people.last("en"), _code(rng))) + rng.choice(("", "", f" {rng.randint(1, 900)}", " X", " Pro", " Plus", " II", f" {_code(rng)}"))


def _code(rng: random.Random) -> str:
    """A product's or standard's code, or a hash word: ``XR 450``, ``LTE``, ``HelloWorld``."""
    letters = "".join(rng.choice("ABCDEFGHKLMNPRSTVXZ") for _ in range(rng.randint(1, 4)))
    return rng.choice((letters, f"{letters} {rng.randint(1, 99)}", f"{letters}-{rng.randint(1, 9999)}", f"{letters}{rng.randint(1, 99)}", f"v{rng.randint(1, 20)}.{rng.randint(0, 9)}"))


def _digest(rng: random.Random) -> str:
    """Something no person reads: a digest, a key, a base-64 word."""
    letters = rng.choice(("0123456789abcdef", "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789"))
    return "".join(rng.choice(letters) for _ in range(rng.choice((8, 12, 16, 17, 24, 32, 40, 64))))


def templates(language: str) -> list[str]:
    """The templates of a language."""
    return [line for line in (HERE / f"templates/{language}.txt").read_text("utf-8").split("\n") if line]


def replaced(text: str, pieces: list[tuple[int, int, str, str]], labels: list[Label]) -> Example:
    """The text with pieces (start, end, new text, kind) put in; other labels move along."""
    out, found, at = "", [], 0
    rows = [(start, end, None, kind) for start, end, kind in labels if not any(s < end and start < e for s, e, _, _ in pieces)]
    for start, end, value, kind in sorted([*rows, *pieces]):
        out += text[at:start]
        shown = text[start:end] if value is None else value
        if kind != "O":
            found.append((len(out), len(out) + len(shown), kind))
        out += shown
        at = end
    return Example(out + text[at:], found)


def exchanged(example: Example, fill: Fill, rng: random.Random, share: float) -> Example:
    """Names of real sentences exchanged for others of their kind."""
    pieces = [(s, e, _like(example.text, s, e, k, fill, example.language), k) for s, e, k in example.labels if k in {"PERSON", "LOCATION", "ORG"} and rng.random() < share]
    fresh = replaced(example.text, pieces, example.labels)
    fresh.language = example.language
    return fresh


def _like(text: str, start: int, end: int, kind: str, fill: Fill, language: str) -> str:
    if kind == "PERSON" and text[max(0, start - 5) : start].rstrip().endswith(("Mr.", "Mrs.", "Dr.", "Sir", "Mr", "Mrs")):
        return fill.value("L", language)
    return fill.value("F", language) if kind == "PERSON" and " " not in text[start:end] else fill.kind(kind, language)


def named(text: str, labels: list[Label], fill: Fill, rng: random.Random) -> Example | None:
    """The text with pronouns turned into names, or None if it has none."""
    pieces: list[tuple[int, int, str, str]] = []
    for pattern, kind in ((_HE, "PERSON"), (_HIM, "PERSON"), (_PLACE, "LOCATION"), (_FIRM, "ORG")):
        pieces += [(*match.span(match.lastindex or 0), fill.kind(kind, "en"), kind) for match in pattern.finditer(text) if rng.random() < 0.8]
    for match in _HIS.finditer(text):
        if rng.random() < 0.25:
            name = fill.value(rng.choice("FFLP"), "en")
            pieces += [(match.start(), match.end(), name, "PERSON"), (match.end(), match.end(), "'s", "O")]
    return replaced(text, pieces, labels) if pieces else None


__all__ = ["UNSURE", "Example", "Fill", "exchanged", "named", "replaced", "templates"]
