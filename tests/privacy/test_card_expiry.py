"""Expiry dates of cards go with the number, and other dates stay."""

from __future__ import annotations

import pytest

from hybriddesk.privacy import Scrubber

SCRUBBER = Scrubber()
CARD = "4111 1111 1111 1111"


def cards(text: str) -> list[str]:
    return [text[span.start : span.end] for span in SCRUBBER.detect(text) if span.rule == "card_expiry"]


@pytest.mark.parametrize(("text", "date"), [
    (f"Card {CARD} exp 05/27", "05/27"), (f"{CARD}, 5/2027", "5/2027"), (f"Visa {CARD}, gültig bis 11/2028", "11/2028"),
    (f"valid thru 08-29 for {CARD}", "08-29"), (f"Karte {CARD}, Ablaufdatum 2027-05", "2027-05"), (f"my card {CARD} expires May 2027", "May 2027"),
    (f"Tarjeta {CARD} caduca en mayo de 2027", "mayo de 2027"), (f"carte {CARD} (valable jusqu'au 08/29)", "08/29"), (f"{CARD} scade 03/30", "03/30"),
])  # fmt: skip
def test_the_expiry_of_a_card_is_hidden(text: str, date: str) -> None:
    assert cards(text) == [date]


@pytest.mark.parametrize("text", [
    "the milk expires 05/27", f"{CARD} was charged again on 05/24", f"{CARD} expires 12/05/27", f"{CARD} expires 05/27/2026", f"{CARD} exp a05/27", "no digits, it expires in May",
    f"{CARD} and then, after a long and winding story about the sea, the shore and the ships that sail on it by night and by day, and of all who came home late, the licence expires 05/27",
])  # fmt: skip
def test_other_dates_stay(text: str) -> None:
    assert cards(text) == []
