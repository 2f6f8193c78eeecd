"""Word forms that are one word to a reader: a crude cut that serves English, German, French and Spanish alike."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 6
SHORTEST = 3
_ENDING = re.compile(r"(?:ings?|ed|['’]s|ern|est|em|er|en|es|e|s|n|ung|ungen|ado|ada|os|as|o|a|ée?s?)$")


def stem(word: str) -> str:
    """``shipping`` and ``ships`` are ``ship``, ``Lieferung`` and ``liefern`` are ``liefer``. Marks over letters go."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
    cut = _ENDING.sub("", bare)
    cut = cut if len(cut) >= SHORTEST else bare
    cut = cut[:-1] if len(cut) > SHORTEST and cut[-1] == cut[-2] else cut
    return cut[:LONGEST]


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
