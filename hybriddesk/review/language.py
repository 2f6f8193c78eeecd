"""Which of four languages a text is in, by its small words; enough to see a reply in the wrong one."""

from __future__ import annotations

import re

_SMALL_WORDS = {
    "en": "the and of to is you your for we are that with this have our will be on not please it was been has from would can my",
    "de": "der die das und ist sie ihr ihre ihnen wir ich nicht mit für auf den dem ein eine haben wird bitte zu von dass sich wurde uns bei",
    "fr": "le la les et est vous votre nous je ne pas avec pour sur une des que dans merci notre vos il du au par mon cette",
    "es": "el los las y es usted su nosotros yo no con para una unos que en gracias nuestro sus por del se lo muy pero mi esta",
}
_SETS = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")

FEWEST = 5
"""Small words a text must have before anything is said about it."""


def language(text: str) -> str | None:
    """An ISO 639-1 code out of en, de, fr, es, or None when the text is short, mixed or in another language."""
    words = [word.casefold() for word in _WORD.findall(text[:20_000])]
    hits = sorted(((sum(word in small for word in words), code) for code, small in _SETS.items()), reverse=True)
    (best, code), (second, _) = hits[0], hits[1]
    clear = best >= FEWEST and best >= 2 * second and best >= 0.12 * len(words)
    return code if clear else None
