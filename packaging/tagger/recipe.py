"""The recipe: how many texts of each kind, and in which proportion they are changed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import texts
from corpus import UNSURE, Example, Fill, exchanged, named, templates
from entities import HERE, People
from noise import noisy
from places import Organisations, Places
from silver import Label, Labeller, wordnet_names

from hybriddesk.privacy.lexicon import lexicon

ENGLISH_TEMPLATES = 24000
PROSE_TEMPLATES, CHAT_TEMPLATES = 14000, 7000
OTHER_TEMPLATES = 2200
TAKEN = {"fortunes": 9000, "jargon": 5000, "austen": 5000, "handbook": 1500}
GLOSSES, EXAMPLES = 12000, 22000
OTHER_TEXTS = {"office": 2500, "handbook": 1200, "fortunes": 3500}
HEADINGS = 5000
HARD = 4000
PLAIN_TEMPLATES = 14000
_WORD = re.compile(r"[^\W\d_]+")


class Recipe:
    """Makes the training texts of one seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self._rng = rng = random.Random(seed)
        self._root = root
        people = People(rng)
        self._definitions, self._examples = texts.glosses(root)
        words = lexicon().words
        nouns = _Mixed(rng, _words_of(root, "noun", words), _lemmas(root, "noun"))
        places = Places(rng, people, nouns)
        orgs = Organisations(rng, people, places)
        self._fill = Fill(rng, people, places, orgs, nouns, _Mixed(rng, _words_of(root, "adj", words), _lemmas(root, "adj")))
        first, last = people.known
        spots = {name.lower() for name in (*places.cities, *places.countries, *places.states, *places._extra)}  # noqa: SLF001 -- one program
        known = wordnet_names(root)
        self._labeller = Labeller(first, last, spots | lexicon().countries, orgs.lower, words, known)
        self._foreign_labeller = lambda held: Labeller(first, last, spots | lexicon().countries, orgs.lower, held, known)

    def examples(self) -> list[Example]:
        """All texts, shuffled."""
        made = [*self._templates(), *self._plain(), *self._english(), *self._others(), *self._hard()]
        self._rng.shuffle(made)
        return [noisy(example, self._rng) for example in made if example.text.strip()]

    def _templates(self) -> Iterator[Example]:
        for language, count in (("en", ENGLISH_TEMPLATES), ("en_prose", PROSE_TEMPLATES), ("en_chat", CHAT_TEMPLATES), *((code, OTHER_TEMPLATES) for code in texts.LANGUAGES)):
            held = templates(language)
            for at in range(count):
                yield self._fill.template(held[at % len(held)], language[:2])

    def _plain(self) -> Iterator[Example]:
        held = templates("plain")
        for at in range(PLAIN_TEMPLATES):
            yield self._fill.template(held[at % len(held)], "en")

    def _english(self) -> Iterator[Example]:
        held = texts.english(self._root)
        for name, count in TAKEN.items():
            for text in self._sample(held[name], count):
                yield self._real(text)
        capital = [text for text in self._definitions if any(word[0].isupper() for word in text.split()[1:] if word)]
        for text in self._sample(capital, GLOSSES):
            yield self._real(text)
        for text in self._sample(self._examples, EXAMPLES):
            yield self._real(text if self._rng.random() < 0.4 else _sentence(text))
        for text in self._sample([*self._examples, *self._definitions, *held["handbook"]], HEADINGS):
            if not self._labeller.labels(text):
                yield Example(text.title())

    def _real(self, text: str) -> Example:
        labels = self._labeller.labels(text)
        fresh = named(text, labels, self._fill, self._rng)
        return exchanged(fresh or Example(text, labels), self._fill, self._rng, 0.75)

    def _others(self) -> Iterator[Example]:
        """Ordinary text of other languages: help pages name nobody; what fortunes may name stays out of the loss."""
        for language in texts.LANGUAGES:
            held = texts.other(self._root, language)
            labeller = self._foreign_labeller(common(held, capitals=language == "de"))
            for name, rows in held.items():
                for text in self._sample(rows, OTHER_TEXTS[name]):
                    labels = _doubted(text, labeller) if name == "fortunes" else []
                    yield exchanged(Example(text, labels, language), self._fill, self._rng, 0.8)

    def _hard(self) -> Iterator[Example]:
        """Words with a capital that name nobody, in plain sentences."""
        held = (HERE / "templates/o_words.txt").read_text("utf-8").strip().split(";")
        frames = ("I like {}.", "What is {}?", "{} is great", "the {} of the year", "How does {} work?", "my {} is broken", "{}, {} and {}", "It was on {}.", "{}", "{}: {}", "see {} below", "a {} class", "he speaks {}", "we use {} at work", "{} {}")
        for _ in range(HARD):
            frame = self._rng.choice(frames)
            yield Example(frame.format(*(self._rng.choice(held) for _ in range(frame.count("{}")))))

    def _sample(self, rows: Sequence[str], count: int) -> list[str]:
        kept = [row for row in rows if row.strip()]
        return self._rng.sample(kept, min(count, len(kept)))


def common(held: dict[str, list[str]], *, capitals: bool) -> set[str]:
    """Words of a language that its texts write small at least three times, or its help pages at all."""
    counts: Counter[str] = Counter()
    for name, rows in held.items():
        for row in rows:
            counts.update(word.lower() for word in _WORD.findall(row) if word.islower() or (capitals and name == "office"))
    return {word for word, count in counts.items() if count > 2}


def _doubted(text: str, labeller: Labeller) -> list[Label]:
    return [(start, end, "PERSON" if kind == "PERSON" and " " in text[start:end] else UNSURE) for start, end, kind in labeller.labels(text)]


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


class _Mixed(list[str]):
    """Mostly common words, one in three any word of WordNet: rare words are no names."""

    def __init__(self, rng: random.Random, common_words: list[str], rare: list[str]) -> None:
        super().__init__(common_words * max(1, 2 * len(rare) // len(common_words)) + rare)
        rng.shuffle(self)


def _lemmas(root: Path, part: str) -> list[str]:
    """Every single word of a part of speech that WordNet writes small."""
    rows = (root / f"usr/share/wordnet/index.{part}").read_text("utf-8").splitlines()
    capital = {name for name in wordnet_names(root) if " " not in name}
    return sorted({word for row in rows if (word := row.split(" ", 1)[0]).isalpha() and len(word) > 2} - capital)


def _words_of(root: Path, part: str, words: Iterable[str]) -> list[str]:
    """Common words of one part of speech: those that WordNet counted in texts."""
    held = set(words)
    sign = {"noun": "%1", "adj": "%3"}[part]
    rows = (root / "usr/share/wordnet/cntlist.rev").read_text("utf-8").splitlines()
    counted = (line.split(" ") for line in rows if sign in line)
    return sorted({row[0].split("%")[0] for row in counted if int(row[2]) > 2 and row[0].split("%")[0] in held})
