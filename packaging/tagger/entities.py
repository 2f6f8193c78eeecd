"""Names of people, places and organisations to put into training texts; sources in docs/name-tagger.md."""

from __future__ import annotations

import importlib
import pkgutil
import random
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from hybriddesk.privacy.lexicon import lexicon

HERE = Path(__file__).resolve().parent
LOCALES = {
    "en": ("en_US", "en_US", "en_GB", "en_IN", "en_IE", "en_NZ"), "de": ("de_DE", "de_AT", "de_CH"), "fr": ("fr_FR", "fr_CH", "fr_BE", "fr_CA"),
    "es": ("es_ES", "es_MX", "es_AR", "es_CO", "es_CL"), "it": ("it_IT",), "pt": ("pt_BR", "pt_PT"), "nl": ("nl_NL", "nl_BE"),
}  # fmt: skip
ROMANISED = (
    "Wei Wang;Li Zhang;Xiaoming Liu;Jing Chen;Yang Zhao;Min Huang;Hui Wu;Feng Zhou;Lei Xu;Ying Sun;Jun Ma;Hao Zhu;Yan Hu;Bo Guo;Ping He;Mei Lin;"
    "Minjun Kim;Jiwoo Lee;Seoyeon Park;Hyun Choi;Jihoon Jung;Soojin Kang;Eunji Cho;Dongwook Yoon;Minh Nguyen;Thanh Tran;Anh Le;Huong Pham;Duc Vo;"
    "Tuan Dang;Lan Bui;Mohammed Hassan;Ahmed Ali;Omar Khalil;Youssef Mansour;Khalid Rahman;Hassan Saleh;Fatima Haddad;Aisha Nasser;Layla Khoury;"
    "Yasmin Aziz;Abdullah Karim;Ibrahim Farouk;Mustafa Hamdan;Tariq Qureshi;Bilal Sheikh;Zainab Siddiqui;Rajesh Kumar;Priya Sharma;Amit Patel;"
    "Sunita Gupta;Vijay Singh;Anjali Reddy;Ravi Iyer;Lakshmi Nair;Arjun Mehta;Deepak Joshi;Kavita Rao;Sanjay Das;Hiroshi Tanaka;Yuki Sato;Kenji Suzuki;"
    "Akira Watanabe;Haruto Ito;Sakura Yamamoto;Chidi Okafor;Ngozi Adeyemi;Kwame Mensah;Amara Okoye;Tunde Bello;Fatou Diop;Moussa Traore;Abebe Tadesse;"
    "Vladimir Ivanov;Olga Petrova;Dmitri Sokolov;Natalia Volkova;Sergei Kuznetsov;Yulia Morozova;Andrei Popov;Oleksandr Shevchenko;Giorgi Beridze;Levon Sarkisian"
)
PARTICLES = ("van", "van der", "de", "von", "de la", "del", "da", "dos", "di", "van den", "al", "bin", "el", "le", "du")
ARTICLES = ("al-", "al-", "Al-", "el-", "bin ", "ibn ", "ben ")
SUFFIXES = ("Jr.", "Jr", "Sr.", "III", "II")
STAGE = ("Lil", "DJ", "MC", "Big", "Young", "Papa", "Mama", "Kid", "Baby", "Uncle", "King", "Queen")
EVERYDAY = 0.05
"""How often a name is an ordinary word too: Bill, Grant, Rose; Rice, Bush, Price."""
_LATIN_END = 0x250


def latin(text: str) -> bool:
    """Whether a name is written with Latin letters."""
    return bool(text) and all(ord(char) < _LATIN_END or not char.isalpha() for char in text)


def _rows(value: object) -> list[str]:
    if not isinstance(value, tuple | list | dict):
        return []
    rows = [row if isinstance(row, str) else row[0] for row in value if row]
    return sorted({row for row in rows if isinstance(row, str) and latin(row)})


def faker_rows(provider: str, locale: str, parts: Sequence[str]) -> list[str]:
    """The strings of one Faker provider whose attributes have one of these words."""
    try:
        held = importlib.import_module(f"faker.providers.{provider}.{locale}").Provider
    except ModuleNotFoundError:
        return []
    wanted = [name for name in dir(held) if any(part in name for part in parts) and "format" not in name]
    return sorted({row for name in wanted for row in _rows(getattr(held, name)) if len(row) > 1})


def census(name: str) -> tuple[list[str], list[float]]:
    """Names and cumulated frequencies of a US census list that the ``names`` package carries."""
    folder = Path(str(importlib.import_module("names").__file__)).parent
    rows = [line.split() for line in (folder / name).read_text("utf-8").splitlines() if line.split()]
    total, cumulated = 0.0, []
    for row in rows:
        total += float(row[1]) ** 0.6 + 0.002
        cumulated.append(total)
    return [row[0].title() for row in rows], cumulated


class Invented:
    """New names that look like a list of real ones: letters drawn by the three before."""

    def __init__(self, rows: Sequence[str], rng: random.Random) -> None:
        self._rng = rng
        self._next: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            padded = f"^^^{row}$"
            for at in range(len(padded) - 3):
                self._next[padded[at : at + 3]].append(padded[at + 3])

    def one(self) -> str:
        """A name of three to thirteen letters."""
        while True:
            name = "^^^"
            while not name.endswith("$") and len(name) < 18:
                name += self._rng.choice(self._next[name[-3:]])
            name = name[3:].rstrip("$")
            if 3 <= len(name) <= 13 and name.isalpha():
                return name[0].upper() + name[1:]


class People:
    """Names of people in many cultures and forms."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        persons = importlib.import_module("faker.providers.person")
        every = sorted(info.name for info in pkgutil.iter_modules(persons.__path__))
        self._first = {name: faker_rows("person", name, ("first_name", "first_romanized")) for name in every}
        self._last = {name: faker_rows("person", name, ("last_name", "last_romanized")) for name in every}
        self._locales = [name for name in every if len(self._first[name]) > 5 and len(self._last[name]) > 5]
        self._male, self._female, self._census = census("dist.male.first"), census("dist.female.first"), census("dist.all.last")
        words = lexicon().words
        self._words = tuple(
            [name for name in rows if name.lower() in words] for rows in ([*self._male[0][:600], *self._female[0][:900]], self._census[0][:3000])
        )
        self._romanised = [tuple(row.split(" ")) for row in ROMANISED.split(";")]
        self._new_first = Invented([*self._male[0], *self._female[0], *(row for name in every for row in self._first[name])], rng)
        self._new_last = Invented([*self._census[0][:30000], *(row for name in every for row in self._last[name])], rng)

    def parts(self, language: str) -> tuple[str, str]:
        """A first and a last name that go together; names of places only now and then."""
        while True:
            first, last = self._parts(language)
            if not ({first.lower(), last.lower()} & lexicon().places) or self._rng.random() < 0.2:
                return first, last

    def _parts(self, language: str) -> tuple[str, str]:
        rng, draw = self._rng, self._rng.random()
        if language == "en" and rng.random() < EVERYDAY:
            return rng.choice(self._words[0]), rng.choice(self._words[1])
        if draw < 0.14:
            return self._new_first.one(), self._new_last.one()
        if draw < 0.22:
            one, two = rng.choice(self._romanised), rng.choice(self._romanised)
            return one[0], two[1]
        if draw < 0.36 or (language == "en" and draw < 0.68):
            firsts = self._male if rng.random() < 0.5 else self._female
            return rng.choices(firsts[0], cum_weights=firsts[1])[0], rng.choices(self._census[0], cum_weights=self._census[1])[0]
        locale = rng.choice(LOCALES[language] if draw < 0.8 else self._locales)
        if not (self._first.get(locale) and self._last.get(locale)):
            locale = rng.choice(self._locales)
        return rng.choice(self._first[locale]), rng.choice(self._last[locale])

    def first(self, language: str) -> str:
        """A first name, now and then a short form."""
        name = self.parts(language)[0]
        if self._rng.random() < 0.04 and len(name) > 4:
            return name[: self._rng.choice((3, 4))] + self._rng.choice(("", "y", "ie"))
        return name

    def last(self, language: str) -> str:
        """A last name, now and then with a particle or doubled."""
        rng = self._rng
        name = self.parts(language)[1]
        draw = rng.random()
        if draw < 0.03:
            return f"{rng.choice(PARTICLES)} {name}"
        return f"{name}-{self.parts(language)[1]}" if draw < 0.045 else name

    def nick(self, language: str, adjectives: Sequence[str], nouns: Sequence[str]) -> str:
        """What somebody is called on a stage or in a game; half the time just a first or last name, one in four in small letters."""
        rng, draw = self._rng, self._rng.random()
        first = self.first(language)
        name = (
            first if draw < 0.35 else self.last(language) if draw < 0.5 else self._new_first.one() if draw < 0.68 else f"{rng.choice(STAGE)} {first}" if draw < 0.78
            else self.full(language) if draw < 0.86 else f"{rng.choice(adjectives).capitalize()} {first}" if draw < 0.91
            else f"{first}{rng.choice(nouns).capitalize()}" if draw < 0.95 else f"{first} {rng.choice(nouns).capitalize()}"
        )  # fmt: skip
        return name.lower() if rng.random() < 0.25 else name

    def full(self, language: str) -> str:
        """A name as texts write it."""
        rng = self._rng
        first, last = self.parts(language)
        draw = rng.random()
        forms = (
            (0.58, f"{first} {last}"), (0.64, f"{first} {first[0]}. {last}".replace(f" {first[0]}.", f" {rng.choice('ABCDEFGHJKLMNPRSTW')}.")),
            (0.68, f"{first[0]}. {last}"), (0.71, f"{first} {self.parts(language)[0]} {last}"), (0.73, f"{last}, {first}"),
            (0.76, f"{first} {rng.choice(PARTICLES)} {last}"), (0.78, f"{first} {last}-{self.parts(language)[1]}"),
            (0.79, f"{first[0]}.{rng.choice('ABCDEFGHJKLM')}. {last}"), (0.80, f"{first} {last} {rng.choice(SUFFIXES)}"),
            (0.82, f"{first}-{self.parts(language)[0]} {last}"), (0.84, f"{last} {first}"), (0.845, f"{first} O'{last}"), (0.85, f"{first} Mc{last}"),
            (0.862, f"{first} {rng.choice(ARTICLES)}{last}"), (0.868, f"{rng.choice(ARTICLES)}{last}"), (0.873, f"Abu {first}"),
            (0.94, first), (0.975, last),
        )  # fmt: skip
        return next((form for bound, form in forms if draw < bound), f"{first} {last}".upper())

    @cached_property
    def known(self) -> tuple[set[str], set[str]]:
        """Lower-case first and last names, for labelling real texts."""
        first = {row.lower() for rows in self._first.values() for row in rows} | {row.lower() for row in (*self._male[0], *self._female[0])}
        last = {row.lower() for rows in self._last.values() for row in rows} | {row.lower() for row in self._census[0][:40000]}
        return first, last


