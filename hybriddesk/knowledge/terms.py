"""The words of a text as they are compared: folded, without small words, cut down to what their forms share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hybriddesk.knowledge.smallwords import SMALL

RANKING = "words/1"
"""Names how words are cut and compared: an index made by another rule is not asked with this one's words."""

_TOKEN = re.compile(r"\b[A-Z]{2,12}_[A-Z0-9]{4}\b|\{[A-Z]{2,12}\}")
_LONGEST = 64
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


def folded(text: str) -> str:
    """Case-folded, without accents; letters and digits with single spaces between them."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


_SMALL = frozenset(word for small in SMALL for word in folded(small).split())
_ENDINGS = tuple(sorted(
    ["s", "es", "ed", "ing", "ings", "ly", "er", "ers", "ment", "ments", "ation", "ations", "e", "en", "em", "ern", "ung", "ungen", "keit", "keiten", "heit", "heiten", "lich", "liche", "lichen", "licher", "t", "te", "ten", "ee", "ees", "ement", "ements", "ez", "ons", "o", "os", "a", "as", "ar", "ado", "ada", "ados", "adas", "ando", "iendo", "cion", "ciones", "i", "are", "ere", "ire", "ato", "ata", "ati", "ate", "zione", "zioni", "cao", "coes", "oes", "jes", "heden"], key=lambda ending: (-len(ending), ending)))
_LEAST = 4
"""Letters that stay."""


def terms(text: str) -> list[str]:
    """The words in order, with repeats. Placeholders are left out, and single letters and digits."""
    return list(_terms(_TOKEN.sub(" ", text)))


def _terms(text: str) -> Iterator[str]:
    for word in folded(text).split():
        if word in _SMALL or len(word) == 1:
            continue
        if _CJK.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield stem(word[:_LONGEST])


def stem(word: str) -> str:
    """What the forms of a word share, in any of the languages: endings of plural, genitive and conjugation cut off, and a vowel left at the end."""
    if not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > _LEAST + 2:
        word = word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word[: -len(ending)]
            break
    return word[:-1] if word[-1] in "aeioy" and len(word) > _LEAST else word
