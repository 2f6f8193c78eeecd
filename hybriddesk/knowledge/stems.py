"""Words of claims as they are compared: cut as the search cuts them, and shorter, so that compounds stand by their beginning."""

from __future__ import annotations

from functools import lru_cache

from hybriddesk.knowledge import terms

_LONGEST, _SHORTEST = 6, 3
"""Letters that are compared, and those that stay where one of two alike at the end goes."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What the forms of a word share: ``shipping`` and ``ships`` are ``ship``, ``Lieferadresse`` and ``liefern`` are ``liefer``. Marks over letters go."""
    cut = terms.stem(max(terms.folded(word).split(), key=len, default=""))
    cut = cut[:-1] if len(cut) > _SHORTEST and cut[-1] == cut[-2] else cut
    return cut[:_LONGEST]


POLITE = frozenset(map(
    stem,
    """thank thanks sorry apologise apologies apologize apology hesitate contact reach further question questions concern concerns
    assist assistance happy glad pleased pleasure delighted appreciate appreciated patience understand understanding
    inconvenience message writing inquiry enquiry request sincerely deeply extremely unfortunate experience forward hearing hope
    well wonderful lovely gladly regret kindly welcome sure certainly course customer dear confirm confirmed danke vielen gern
    gerne freuen freut melden rückfragen rückfrage fragen verfügung entschuldigung entschuldigen bedauern leid anliegen
    nachricht anfrage verständnis geduld umstände unannehmlichkeiten jederzeit selbstverständlich problem wenden hilfe helfen
    herzlich leider remercions remercie merci hésitez excuses désolés désolé compréhension disposition demande plaisir
    volontiers gracias mensaje disculpas disculpe molestias duda dudas pregunta consulta ayudar encantados gusto paciencia
    comprensión disposición lamentamos""".split(),  # noqa: SIM905  a word list reads better than 120 quoted words
))
"""Stems of words of courtesy: they claim nothing."""
