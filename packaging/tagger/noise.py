"""What hands do to texts: lost capitals, capitals everywhere, headings, spaced signs, hash signs, missing full stops."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from corpus import Example, replaced

_SIGN = re.compile(r"(?<=\w)(?=[,.!?;:](?:\s|$))|(?<=\w)(?='s\b)|(?<=[(\"])(?=\w)|(?<=\w)(?=[)\"])")
_WORDS_TOO = frozenset({"us", "la", "in", "or", "me", "hi", "ok", "who", "it", "next", "time", "target", "gap", "shell", "yes"})
"""Names that in small letters are words."""
_WORD = re.compile(r"[^\W\d_]+")


def noisy(example: Example, rng: random.Random) -> Example:
    """The example, often as it is, sometimes changed in one or two ways."""
    text = _cased(example, rng)
    changed = Example(text, [label for label in example.labels if text[label[0] : label[1]] not in _WORDS_TOO], example.language)
    if rng.random() < 0.12:
        changed = _spaced(changed)
    if rng.random() < 0.05 and changed.labels:
        changed = _tagged(changed, rng)
    if rng.random() < 0.08:
        changed = _mistyped(changed, rng)
    if rng.random() < 0.15 and changed.text.endswith("."):
        changed = Example(changed.text[:-1], changed.labels, changed.language)
    return changed


def _cased(example: Example, rng: random.Random) -> str:
    """Its text with other capitals, as long as before."""
    text, draw = example.text, rng.random()
    ways: tuple[tuple[float, Callable[[], str]], ...] = (
        (0.11 if example.language == "en" else 0.05, lambda: _same_length(text, str.lower)),
        (0.14, lambda: _same_length(text, str.upper)),
        (0.18, lambda: _heading(text, rng)),
        (0.22, lambda: _some(example, rng, str.lower)),
        (0.24, lambda: _some(example, rng, lambda part: part.upper() if " " in part else part)),
        (0.27, lambda: text[0].lower() + text[1:]),
    )
    fresh = next((way() for bound, way in ways if draw < bound), text)
    return fresh if len(fresh) == len(text) else text


def _heading(text: str, rng: random.Random) -> str:
    """Every Longer Word With a Capital."""
    return _WORD.sub(lambda match: match[0][0].upper() + match[0][1:] if len(match[0]) > 3 or rng.random() < 0.5 else match[0], text)


def _same_length(text: str, change: Callable[[str], str]) -> str:
    return "".join(fresh if len(fresh := change(char)) == 1 else char for char in text)


def _some(example: Example, rng: random.Random, change: Callable[[str], str]) -> str:
    text = example.text
    for start, end, _ in example.labels:
        if rng.random() < 0.8:
            fresh = change(text[start:end])
            text = text[:start] + (fresh if len(fresh) == end - start else text[start:end]) + text[end:]
    return text


def _spaced(example: Example) -> Example:
    pieces = [(match.start(), match.start(), " ", "O") for match in _SIGN.finditer(example.text) if not any(s < match.start() < e for s, e, _ in example.labels)]
    fresh = replaced(example.text, pieces, example.labels)
    return Example(fresh.text, fresh.labels, example.language)


def _tagged(example: Example, rng: random.Random) -> Example:
    """A name as a tweet writes it: ``#Anna``."""
    start, end, kind = rng.choice(example.labels)
    glued = example.text[start:end]
    if not glued.isalpha():
        return example
    fresh = replaced(example.text, [(start, start, "#", "O"), (start, end, glued, kind)], example.labels)
    return Example(fresh.text, fresh.labels, example.language)


def _mistyped(example: Example, rng: random.Random) -> Example:
    """Ordinary words with a slip of the hand: a letter lost, doubled, swapped or drawn out."""
    pieces = []
    for match in _WORD.finditer(example.text):
        word = match[0]
        if len(word) > 3 and word.islower() and rng.random() < 0.25 and not any(s < match.end() and match.start() < e for s, e, _ in example.labels):
            at = rng.randrange(1, len(word) - 1)
            slips = (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at] * 4 + word[at + 1 :], word + word[-1] * 3)
            pieces.append((match.start(), match.end(), rng.choice(slips), "O"))
    fresh = replaced(example.text, pieces, example.labels)
    return Example(fresh.text, fresh.labels, example.language)
