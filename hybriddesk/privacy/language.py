"""A guess at a text's language from its small words; enough to know which cues and capitals to trust."""

from __future__ import annotations

import re

SMALL_WORDS = {
    "en": "the and of to in is that for it with you this be are was have on not we please i your my from will can at or if",
    "de": "der die das und ist nicht ich sie mit ein eine für auf wir den im zu von dem werden haben auch bei wie bitte mein ihre",
    "fr": "le la les et est des une pour dans que qui je vous nous sur pas avec au du ce sont mon votre merci aux cette",
    "es": "el la los las y es de que en un una por con para no se su del al como pero mi usted gracias más está",
    "it": "il la che di e è un una per non sono con del della le gli mi si nel come anche ho grazie alla i",
    "pt": "o a os as e é de que em um uma por com para não se seu da do no na mais meu você obrigado ao foi",
    "nl": "de het een en is van ik niet dat op te zijn met voor in je wij aan mijn ook als maar er heb bij u",
}
"""The most frequent words of each language, none of them a name."""
_OF_WORD = {word: [code for code, line in SMALL_WORDS.items() if word in line.split()] for small in SMALL_WORDS.values() for word in small.split()}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 2


def guess(lower: str) -> str | None:
    """The best of seven ISO 639-1 codes for a lower-case text, or None if its first words give no sign."""
    scores = dict.fromkeys(SMALL_WORDS, 0)
    for word in _WORD.findall(lower, 0, 4000):
        for code in _OF_WORD.get(word, ()):
            scores[code] += 1
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _ENOUGH else None
