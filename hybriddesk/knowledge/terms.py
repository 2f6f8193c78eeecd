"""The words of a text as they are compared: folded, without small words, cut down to what their forms share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from hybriddesk.knowledge.faintwords import FAINT, MORE_SMALL
from hybriddesk.knowledge.smallwords import SMALL

RANKING = "words/1"
"""Names how words are cut and compared: an index made by another rule is not asked with this one's words."""

_TOKEN = re.compile(r"\b[A-Z]{2,12}_[A-Z0-9]{4}\b|\{[A-Z]{2,12}\}")
_LONGEST = 64
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()}


def folded(text: str) -> str:
    """Case-folded, without accents; letters and digits with single spaces between them."""
    if text.isascii():
        return " ".join(text.lower().translate(_PLAIN).split())
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in whole if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


_SMALL = frozenset(word for small in SMALL | MORE_SMALL for word in folded(small).split())
_ENDINGS = frozenset(
    ["s", "es", "ed", "ing", "ings", "ly", "er", "ers", "ment", "ments", "ation", "ations", "e", "n", "en", "em", "ern", "ung", "ungen", "keit", "keiten", "heit", "heiten", "lich", "liche", "lichen", "licher", "t", "te", "ten", "ee", "ees", "ement", "ements", "ez", "ons", "o", "os", "a", "as", "ar", "ado", "ada", "ados", "adas", "ando", "iendo", "cion", "ciones", "i", "are", "ere", "ire", "ato", "ata", "ati", "ate", "zione", "zioni", "cao", "coes", "oes", "jes", "heden"],  # a list of endings, longest first does not matter: each length is looked up
)
_LONGEST_ENDING = max(map(len, _ENDINGS))
_OF_VERBS = frozenset(("er", "ers", "ern"))
_LEAST = 4
"""Letters that stay; before what ends many German and English verbs and their nouns one more (``liefern``, ``Lieferung``)."""


def terms(text: str) -> list[str]:
    """The words in order, with repeats. Placeholders are left out, and single letters and digits."""
    return list(_terms(_TOKEN.sub(" ", text)))


def _terms(text: str) -> Iterator[str]:
    for word in folded(text).split():
        if word in _SMALL or len(word) == 1:
            continue
        if not word.isascii() and _CJK.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield stem(word[:_LONGEST])


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What the forms of a word share, in any of the languages: endings of plural, genitive and conjugation cut off, and a vowel left at the end."""
    if not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > _LEAST + 2:
        word = word[:-3] + "y"
    while (shorter := _without_ending(word)) != word:
        word = shorter
    return word


def _without_ending(word: str) -> str:
    for length in range(min(_LONGEST_ENDING, len(word) - _LEAST), 0, -1):
        ending = word[-length:]
        if ending in _ENDINGS and len(word) - length >= _LEAST + (ending in _OF_VERBS):
            return word[:-length]
    return word[:-1] if word[-1] in "aeioy" and len(word) > _LEAST else word


FAINT_TERMS = frozenset(stem(word) for faint in FAINT for word in folded(faint).split())
