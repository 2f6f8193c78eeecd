"""Cards, bank accounts, crypto-currency addresses and the numbers that firms give to people."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum import bic as bic_number
from stdnum import bitcoin, iban, luhn

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone, digits
from hybriddesk.privacy.rules.context import Cue, labelled

_CARD = Pattern(r"[0-9](?:[ \-./]?[0-9]){11,18}")
_CARD_SPACED = Pattern(r"[0-9](?:[ \-]{1,3}[0-9]){11,18}")
_CARD_CUE = Cue(r"card|cc\b|credit|debit|visa|master ?card|amex|american express|karte|carte|tarjeta|carta|cart[aã]o|kaart|cvv|expir")
_SCHEMES: tuple[tuple[tuple[str, ...], range], ...] = (
    (("4",), range(13, 20, 3)),
    (("51", "52", "53", "54", "55", *(str(n) for n in range(222, 273)), *(str(n) for n in range(2200, 2205))), range(16, 17)),
    (("34", "37", "2131", "1800"), range(15, 16)),
    (("6011", "65", "62", "81", "644", "645", "646", "647", "648", "649", *(str(n) for n in range(3528, 3590))), range(16, 20)),
    (("36", "38", "39", *(str(n) for n in range(300, 306))), range(14, 20)),
    (("50", "56", "57", "58", "6"), range(12, 20)),
)
"""Issuer numbers and lengths: Visa, Mastercard and Mir, American Express, Discover with UnionPay and JCB, Diners, Maestro."""
_IBAN = Pattern(r"(?i)[a-z]{2}[0-9]{2}[ \-]?(?:[a-z0-9][ \-]?){10,30}")
_IBAN_SHAPE = Pattern(r"(?i)[a-z]{2}[0-9]{2}(?:[ \-]?[a-z0-9]{4}){2,7}(?:[ \-]?[a-z0-9]{1,3})?")
_MIN_IBAN_DIGITS = 8
_IBAN_CUE = Cue(r"iban|konto|account|bank|wire|transfer|compte|cuenta|conto|conta|rekening")
_BIC = labelled(r"bic|swift(?:[ /\-]?bic)?|swift[ \-]?code", r"[A-Za-z]{6}[A-Za-z0-9]{2}(?:[A-Za-z0-9]{3})?")
_CRYPTO = Pattern(
    r"bc1[02-9ac-hj-np-z]{11,71}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-fA-F]{40}|[LM][1-9A-HJ-NP-Za-km-z]{26,33}|"
    r"ltc1[02-9ac-hj-np-z]{20,60}|D[1-9A-HJ-NP-Za-km-z]{33}|r[1-9A-HJ-NP-Za-km-z]{24,34}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}|T[1-9A-HJ-NP-Za-km-z]{33}"
)
_CRYPTO_CUE = Cue(r"bitcoin|btc|wallet|crypto|ethereum|eth|litecoin|ltc|doge|ripple|xrp|monero|tron|usdt|address")
_ACCOUNT = labelled(
    r"accounts?|acct|a/c|bank[ _]?account|customer|client|member(?:ship)?|policy|contract|subscriber|loyalty|routing|aba|sort[ _]code|"
    r"konto(?:nummer)?|kundennummer|kunden[ \-]?nr|vertragsnummer|versicherungsnummer|compte|client(?:e)?|cuenta|conto|conta|"
    r"rekening(?:nummer)?|klantnummer|employee|student|invoice account|badge",
    r"[A-Z]{0,4}[\-]?[0-9](?:[ \-./]?[A-Z0-9]){2,23}",
)
_ORDER = labelled(
    r"order|ticket|case|invoice|tracking|booking|reservation|confirmation|bestellung|bestellnummer|rechnung(?:snummer)?|commande|facture|"
    r"pedido|factura|ordine|fattura|fatura|bestelling|factuur",
    r"[A-Z]{0,5}[\-]?[0-9](?:[ \-./]?[A-Z0-9]){3,23}",
)
_FULL_CARD = 15
_MIN_ACCOUNT_DIGITS = 4


def card(view: View) -> Iterator[Hit]:
    """12 to 19 digits of a card scheme with a right check digit, or any such number where words speak of a card."""
    for pattern in (_CARD, _CARD_SPACED):
        for start, end in pattern.hits(view):
            number = digits(view.text[start:end])
            if not alone(view, start, end, glue="_") or len(set(number)) == 1:
                continue
            cued = _CARD_CUE.near(view, start, end)
            if luhn.is_valid(number) and (cued or _scheme(number)):
                yield start, end, 0.97 if cued or len(number) >= _FULL_CARD else 0.6
            elif cued and _scheme(number):
                yield start, end, 0.75


def _scheme(number: str) -> bool:
    return any(len(number) in lengths and number.startswith(prefixes) for prefixes, lengths in _SCHEMES)


def iban_number(view: View) -> Iterator[Hit]:
    """Account numbers with country code and check digits; a wrong check digit needs a cue word."""
    for start, end in _IBAN.hits(view):
        best = _longest_iban(view, start, end)
        if best:
            yield start, best, 0.99
            continue
        shape = _IBAN_SHAPE.at(view, start)
        if shape and alone(view, *shape) and len(digits(view.text[start : shape[1]])) >= _MIN_IBAN_DIGITS and _IBAN_CUE.near(view, *shape):
            yield *shape, 0.8


def _longest_iban(view: View, start: int, end: int) -> int | None:
    for stop in range(end, start + 14, -1):
        if alone(view, start, stop) and iban.is_valid(view.text[start:stop]):
            return stop
    return None


def bank_code(view: View) -> Iterator[Hit]:
    """BIC and SWIFT codes after their label."""
    for start, end in _BIC.hits(view):
        if alone(view, start, end) and view.text[start:end].isupper() and bic_number.is_valid(view.text[start:end]):
            yield start, end, 0.9


def crypto(view: View) -> Iterator[Hit]:
    """Addresses of the known coins: Bitcoin by checksum, others by shape, weak shapes with a cue word."""
    for start, end in _CRYPTO.hits(view):
        text = view.text[start:end]
        if not alone(view, start, end, glue="/+="):
            continue
        if bitcoin.is_valid(text) or text.startswith(("0x", "ltc1")):
            yield start, end, 0.95
        elif _CRYPTO_CUE.near(view, start, end) and any(char.isdigit() for char in text):
            yield start, end, 0.85


def account(view: View) -> Iterator[Hit]:
    """A number with at least four digits right after account, customer, policy and the like."""
    yield from _numbers(view, _ACCOUNT)


def order(view: View) -> Iterator[Hit]:
    """A number right after order, ticket, invoice and the like: ordinary work data, off unless switched on."""
    yield from _numbers(view, _ORDER)


def _numbers(view: View, pattern: Pattern) -> Iterator[Hit]:
    for start, end in pattern.hits(view):
        groups = view.text[start:end].split(" ")
        while not any(char.isdigit() for char in groups[-1]):
            groups.pop()
        value = " ".join(groups)
        if len(digits(value)) >= _MIN_ACCOUNT_DIGITS and alone(view, start, start + len(value)):
            yield start, start + len(value), 0.78


RULES = (
    Rule("card", "CARD", "Payment cards by scheme and check digit, or by words such as card.", card),
    Rule("iban", "IBAN", "International bank account numbers with their check digits.", iban_number),
    Rule("bic", "BIC", "Bank codes after BIC or SWIFT.", bank_code),
    Rule("crypto", "CRYPTO", "Addresses of Bitcoin, Ethereum and other coins.", crypto),
    Rule("account", "ACCOUNT", "Numbers after words such as account, customer, policy or member.", account),
    Rule("order", "ORDER", "Numbers after words such as order, ticket or invoice.", order),
)
