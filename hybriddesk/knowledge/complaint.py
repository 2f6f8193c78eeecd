"""What a person's reason for sending a draft back says: words about style, or about facts. English, German, French, Spanish."""

from __future__ import annotations

import re
from typing import Literal

Complaint = Literal["", "style", "fact", "invented"]

_INVENTED = re.compile(
    r"\b(?:made[ -]up|invent|hallucinat|fabricat|erfunden|ausgedacht|halluzin|invent[ée]|inventad|se lo inventa|stimmt nicht|nowhere|no source|keine quelle)",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"\b(?:wrong|incorrect|false|inaccura|fact|mistake|error|outdated|falsch|fehler|unrichtig|fakt|veraltet|inkorrekt|faux|fausse|erreur|incorrect|périm|"
    r"erróne|incorrect|falso|equivocad|error|desactualiz|wrong_fact)",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"\b(?:tone|too long|too short|long-?winded|wordy|style|spelling|grammar|typo|rude|friendl|formal|polite|language|format|unclear|brief|shorter|longer|"
    r"ton(?:fall)?\b|zu lang|zu kurz|stil|rechtschreib|grammatik|tippfehler|unhöflich|freundlich|förmlich|höflich|sprache|kürzer|länger|duz|siez|"
    r"trop (?:long|court)|style|orthograph|grammaire|poli|langue|plus court|demasiado (?:largo|corto)|estilo|tono|ortograf|gramática|educad|idioma)",
    re.IGNORECASE,
)


def complaint(reason: str) -> Complaint:
    """The kind of fault that a reason names; ``""`` where it names none."""
    if _INVENTED.search(reason):
        return "invented"
    if _FACT.search(reason):
        return "fact"
    return "style" if _STYLE.search(reason) else ""
