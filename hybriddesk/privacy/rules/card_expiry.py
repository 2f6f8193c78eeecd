"""The expiry date of a payment card: nobody's by itself, with the number beside it half of what a thief needs."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.bank import card
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone
from hybriddesk.privacy.rules.context import Cue

_YEAR = r"(?:20)?[2-4][0-9]"
_DIGITS = rf"(?:0?[1-9]|1[0-2])[ ]?[/\-.][ ]?{_YEAR}|20[2-4][0-9]-(?:0[1-9]|1[0-2])"
_MONTHS = (
    r"jan|feb|mar|m\xe4r|apr|avr|abr|may|mai|mei|mag|maj|jun|juin|giu|jul|juil|lug|aug|ago|ao\xfb|sep|set|oct|okt|out|ott|nov|dec|dez|dic|d\xe9c|ene|gen|fev|f\xe9v"
)
_DATE = Pattern(rf"(?i){_DIGITS}|(?:{_MONTHS})[a-z\xe4\xe9\xfb]{{0,8}}\.?[ ](?:de[ ])?'?{_YEAR}")
_CUE = Cue(
    r"exp(?:\.|\b|ir\w{0,8})|valid (?:thru|through|until|till|to)|good thru|thru|g\xfcltig bis|ablauf\w{0,6}|verf\xe4llt|caduc\w{0,6}|venc\w{0,8}|validez|scad\w{0,5}|validade|v\xe1lid[ao] at\xe9|"
    r"valable jusqu|geldig tot|verval\w{0,6}|mm ?/ ?yy",
    before=40, after=0,
)  # fmt: skip
_NEAR, _BESIDE = 160, 6
"""Characters between number and date: with a word for it, and without one."""


def expiry(view: View) -> Iterator[Hit]:
    """Month and year near a card number after a word such as expires, or right beside the number."""
    whole = [(start, end) for start, end in _DATE.hits(view) if _whole(view, start, end)] if view.has_digits else []
    reaches = [(start, end, _NEAR if _CUE.near(view, start, end) else _BESIDE if view.text[start].isdigit() else 0) for start, end in whole]
    cards = [(start, end) for start, end, _ in card(view)] if any(reach for _, _, reach in reaches) else []
    for start, end, reach in reaches:
        if any(0 <= max(start - last, first - end) <= reach for first, last in cards):
            yield start, end, 0.85


def _whole(view: View, start: int, end: int) -> bool:
    """Whether the date is no part of a longer one, of a number or of a word."""
    text = view.text
    longer = (text[start - 1 : start] in tuple("/.-") and text[start - 2 : start - 1].isdigit()) or (text[end : end + 1] in tuple("/.-") and text[end + 1 : end + 2].isdigit())
    return alone(view, start, end, glue="_") and not longer


RULES = (Rule("card_expiry", "CARD", "Expiry dates of payment cards beside the number.", expiry),)
