"""Which script most letters of a text are in: enough to tell one kind of work from another where nobody named it."""

from __future__ import annotations

import unicodedata
from collections import Counter

from hybriddesk.review.language import language

MOST = 400
"""Letters that are looked at."""


def script(text: str) -> str:
    """The first word of the letters' Unicode names in small letters (``latin``, ``cjk``, ``devanagari``), ``none`` without letters."""
    letters = [sign for sign in text[: 4 * MOST] if sign.isalpha()][:MOST]
    found = Counter(unicodedata.name(sign, "other").split(" ", 1)[0].lower() for sign in letters)
    return found.most_common(1)[0][0] if found else "none"


def kind_of_work(source: str, text: str) -> str:
    """A name for requests and answers of one pair of languages, or of scripts where the language is not clear."""
    return f"{language(source) or script(source)}>{language(text) or script(text)}"
