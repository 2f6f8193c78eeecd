"""Labels for real sentences, by lists: what is sure is labelled, what is doubtful is left out of the loss."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

Label = tuple[int, int, str]
UNSURE = "?"
TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "captain", "colonel", "general", "professor", "prof", "aunt", "uncle", "president", "senator", "king", "queen"}
_RUN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_JOIN = re.compile(r"[ \u00a0]|\. | (?:of|de|van|von|der|la|the) ")
_LETTER = re.compile(r"[A-Z]")


def wordnet_names(root: Path) -> dict[str, str]:
    """Lower-case names of WordNet's instances by kind: PERSON, LOCATION, ORG; other capitalised words are O."""
    kinds = {"18": "PERSON", "15": "LOCATION", "14": "ORG", "17": "LOCATION"}
    found: dict[str, set[str]] = defaultdict(set)
    for line in (root / "usr/share/wordnet/data.noun").read_text("utf-8").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" | ", 1)[0].split(" ")
        count = int(fields[3], 16)
        names = [fields[4 + 2 * at].replace("_", " ") for at in range(count)]
        instance = "@i" in fields
        for name in names:
            if name[0].isupper():
                found[name.lower()].add(kinds.get(fields[1], "O") if instance or fields[1] == "14" else "O")
    return {name: next(iter(kinds)) for name, kinds in found.items() if len(kinds) == 1}


class Labeller:
    """Finds the capitalised runs of a sentence and says what each is."""

    def __init__(self, first: set[str], last: set[str], places: set[str], brands: set[str], words: set[str], known: dict[str, str]) -> None:
        self._first, self._last, self._places, self._brands, self._words, self._known = first, last, places, brands, words, known

    def labels(self, text: str) -> list[Label]:
        """Spans of PERSON, LOCATION, ORG and of what stays unsure; nothing for ordinary words."""
        found: list[Label] = []
        for start, end, opens in self._runs(text):
            found += self._judged(text, start, end, opens=opens)
        return found

    def _runs(self, text: str) -> list[tuple[int, int, bool]]:
        runs: list[tuple[int, int, bool]] = []
        for match in _RUN.finditer(text):
            if not match[0][0].isupper():
                continue
            start, end = match.span()
            before = text[:start].rstrip(" \"'(*-<[")
            opens = not before or before[-1] in ".!?:\n"
            if runs and _JOIN.fullmatch(text[runs[-1][1] : start]) and not (text[runs[-1][1]] == "." and not self._dotted(text, runs[-1])):
                runs[-1] = (runs[-1][0], end, runs[-1][2])
            else:
                runs.append((start, end, opens))
        return runs

    @staticmethod
    def _dotted(text: str, run: tuple[int, int, bool]) -> bool:
        last = re.split(r"[ .]", text[run[0] : run[1]])[-1]
        return len(last) == 1 or last.lower() in TITLES

    def _judged(self, text: str, start: int, end: int, *, opens: bool) -> list[Label]:
        run = text[start:end]
        words = run.replace(".", " ").split()
        if words[0].lower() in TITLES and len(words) > 1:
            skip = run.index(words[1], len(words[0]))
            return [(start, start + len(words[0]), "O"), *self._titled(text, start + skip, end)]
        if opens and len(words) > 1 and words[0].lower() in self._words and words[0].lower() not in self._first:
            skip = len(run) - len(run[len(words[0]) :].lstrip(" ."))
            return self._judged(text, start + skip, end, opens=False)
        kind = self._kind([word.lower().removesuffix("'s") for word in words], run.lower().removesuffix("'s"), opens=opens)
        size = len(run.removesuffix("'s"))
        return [] if kind == "O" else [(start, start + size, kind)]

    def _titled(self, text: str, start: int, end: int) -> list[Label]:
        run = text[start:end].removesuffix("'s")
        plain = all(word.lower() in self._words for word in re.split(r"[ .'-]+", run) if word)
        return [(start, start + len(run), UNSURE if plain or " of " in run else "PERSON")]

    def _kind(self, words: list[str], low: str, *, opens: bool) -> str:
        if low in self._known:
            kind = self._known[low]
            return UNSURE if opens and low in self._words and kind != "O" else kind
        if low in self._brands and not opens:
            return "ORG"
        if low in self._places:
            return "LOCATION" if low not in self._words and low not in self._first else UNSURE
        if len(words) == 1:
            return self._single(words[0], opens=opens)
        if words[0] in self._first and words[-1] in self._last and not (words[-1] in self._words and words[0] in self._words):
            return "PERSON"
        return "O" if all(word in self._words for word in words) and low not in self._places and not {*words} & self._first else UNSURE

    def _single(self, low: str, *, opens: bool) -> str:
        if low in self._words and (opens or low not in self._first):
            return "O" if opens or low not in self._last else UNSURE
        return "PERSON" if low in self._first and low not in self._words and low not in self._last else UNSURE
