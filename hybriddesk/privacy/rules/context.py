"""Cue words: what stands before or after a number decides what it is."""

from __future__ import annotations

import re

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Pattern

NUMBER_WORD = r"(?:no|nr|num|numbers?|nummer|num[eé]ro|n[uú]mero|id|code|#|n\.?[°ºo]\.?|ref|reference)"
LINK = (
    rf"(?:[ _\-]{{0,2}}{NUMBER_WORD}(?:[^A-Za-z0-9\xc0-\xff]|\b))?[.]?[\"'*]{{0,3}}[ \t]{{0,3}}(?:is|was|ist|lautet|es|est|é|è|[:=#\-]|=>)?"
    r"[ \t]{0,3}[\"'#*]{0,3}"
)
"""Between a cue word and its value: ``no.``, ``number is``, ``: ``, ``= "``, ``": "``."""


class Cue:
    """Words that speak for a kind when they stand near a value."""

    def __init__(self, words: str, *, before: int = 48, after: int = 24) -> None:
        self._pattern = Pattern(rf"(?i)(?:^|[^A-Za-z])(?:{words})")
        self._before = before
        self._after = after

    def anywhere(self, view: View) -> bool:
        """Whether one stands in the text at all: the cheap gate before a search."""
        return self._pattern.near(view, 0, len(view.text))

    def near(self, view: View, start: int, end: int) -> bool:
        """Whether one stands shortly before or after the span."""
        return self._pattern.near(view, start - self._before, start) or (
            self._after > 0 and self._pattern.near(view, end, end + self._after)
        )


def labelled(cues: str, value: str) -> Pattern:
    """A pattern whose group is the ``value`` right after one of the ``cues``."""
    return Pattern(rf"(?i)(?:^|[^A-Za-z\xc0-\xff])(?:{cues}){LINK}({value})")


OTHER_LABELS = (
    r"orders?|invoices?|tickets?|case|ref(?:erence)?|sku|isbn|issn|ean|upc|doi|serial|s/n|version|v|account|acct|konto\w{0,8}|cuenta|compte|conto|conta|iban|bic|routing|sort code|cards?|karte\w{0,8}|"
    r"customer|client\w{0,2}|klant\w{0,10}|kunde\w{0,10}|socio|p[oó]li[zc]\w{0,6}|apólice|vertrag\w{0,10}|contrat\w{0,4}|dossier|matricule|matr[ií]cula|referen\w{0,5}|expediente|employee|staff|student|badge|policy|member|contract|passport|licen[cs]e|ssn|social security|nhs|tax\w{0,8}|steuer\w{0,12}|id|dni|nif|nie|nino|cpf|cnpj|vat|ein|imei|iccid|imsi|vin|mac|ip|pages?|chapter|"
    r"article|bug|issue|pull request|commit|build|port|pid|uid|gid|zip|postcode|plz|part|model|item|product|tracking|parcel|shipment|rechnung\w{0,8}|bestell\w{0,10}|bestelling|factuur|factura|facture|pedido|"
    r"commande|fattura|ordine|fatura|timestamp|epoch|unix|seconds|bytes|total|sum|amount|price|population|batch|lot|transaction|receipt|docket|patent|rfc|mrn|nhc|patient|record|study|trial|claim|iso|din|grant|"
    r"hash|checksum|id_number|number of|lat|lon|lng|latitude|longitude|coordinates|born|birth|dob|date"
)
"""Words before a number that say it is no phone number."""
_WORK_LABEL = re.compile(
    r"(?<![^\W_])(?:orders?|invoices?|tickets?|sku|isbn|issn|ean|upc|doi|s/n|version|tracking|parcel|shipment|rechnung\w{0,8}|bestell\w{0,10}|bestelling|factuur|facture|pedido|commande|fattura|ordine|fatura|timestamp|epoch|"
    r"unix|build|commit|bug|issue|pull request|part|model|item|product|article|artikel\w{0,8}|batch|lot|transaction|receipt|docket|patent|rfc|phone|tel|fax|mobile|telefon|teléfono|téléphone|seconds|bytes|port|pages?|gtin|barcode|"
    r"revision|rev|release|score|ratio|range|between|grant|call)"
    r"(?:[ _\-]?(?:no|nr|number|nummer|id|num|code|#|n[°º])\b)?[.\"']{0,2}[ ]{0,2}(?:is|was|ist|es|est|[:=#])?[ ]{0,2}[\"'#(]{0,2}\Z"
)
_LABEL_REACH = 40
_WORD_LENGTH = 3


def until_words(groups: list[str]) -> list[str]:
    """The groups of a number before the first that is a word of the sentence."""
    for place, group in enumerate(groups):
        if place and group.isalpha() and group.islower() and len(group) >= _WORD_LENGTH:
            return groups[:place]
    return groups


def other_label(view: View, start: int) -> bool:
    """Whether the label right before a number makes it ordinary work data: an order, a part, a timestamp."""
    return bool(_WORK_LABEL.search(view.lower, max(0, start - _LABEL_REACH), start))
