"""Cards, bank accounts and the numbers that firms give to people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import bic as bic_number

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule, alone, digits
from hybriddesk.privacy.rules.context import Cue, labelled, until_words

_CARD = Pattern(r"[0-9](?:[ \-./_\xa4\t\n]{0,3}[0-9]){11,40}")
_CARD_CUE = Cue(r"cards?|cc\b|ccn|credit|debit|visa|master ?card|maestro|amex|american express|diners|discover|jcb|pan\b|\w{0,12}karten?\b|kartennummer|carte|tarjeta|carta|cart[a\xe3]o|kaart|\w{0,10}kaart|cvv|cvc|expir|exp\b|bancontact|girocard")
_SCHEMES: tuple[tuple[tuple[str, ...], range], ...] = (
    (("4",), range(13, 20, 3)),
    (("51", "52", "53", "54", "55", *(str(n) for n in range(222, 273)), *(str(n) for n in range(2200, 2205))), range(16, 17)),
    (("34", "37", "2131", "1800"), range(15, 16)),
    (("6011", "65", "62", "81", "644", "645", "646", "647", "648", "649", *(str(n) for n in range(3528, 3590))), range(16, 20)),
    (("36", "38", "39", *(str(n) for n in range(300, 306))), range(14, 20)),
    (("50", "56", "57", "58", "6"), range(12, 20)),
)
"""Issuer numbers and lengths: Visa, Mastercard and Mir, American Express, Discover with UnionPay and JCB, Diners, Maestro."""
_GROUP = re.compile("[0-9]+")
_TWICE = {str(digit): 2 * digit - 9 * (digit > 4) for digit in range(10)}  # noqa: PLR2004 -- the digits of the double, added
_MANY_GROUPS = 20
_FEWEST, _MOST, _FULL_CARD, _PLAIN_CARD = 12, 19, 15, 16
_IBAN = Pattern(r"(?i)\b[a-z][ \-._]{0,2}[a-z][ \-._]{0,2}[0-9][ \-._]{0,2}[0-9](?:[ \-._/\t\n]{0,2}[a-z0-9]){11,30}")
_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE BI", 18: "DK FO FI GL NL", 19: "MK SI", 20: "AT BA EE KZ LT LU MN XK", 21: "CR HR LV LI CH", 22: "BH BG DE GE GB IE ME RS VA",
        23: "AE TL GI IL IQ OM SO", 24: "AD CZ MD PK RO SA SK ES SE TN VG DZ", 25: "AO CV GW LY MZ PT ST", 26: "IR IS TR", 27: "BF CF CG CM FR GR IT MC MG MR SM DJ",
        28: "AL AZ BJ BY CI CY DO GT HN HU LB ML NE NI PL SN SV TG TD KM", 29: "BR EG PS QA UA", 30: "JO KW MU YE", 31: "MT SC", 32: "LC", 33: "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip
"""Characters of an account number by country, after the register that SWIFT publishes."""
_IBAN_CUE = Cue(r"iban|konto|account|bank|wire|transfer|compte|cuenta|conto|conta|rekening|\xfcberweis|virement|bonifico|transferencia")
_MIN_IBAN_DIGITS = 8
_MISTYPED = re.compile(r"[A-Z]{2}[0-9]{2}(?:[ \-]?[A-Z0-9])+|[a-z]{2}[0-9]{2}(?:[ \-]?[a-z0-9])+")
_BIC = labelled(r"bic|swift(?:[ /\-]?bic)?|swift[ \-]?code|bank code|code banque|bankleitzahl", r"[A-Za-z]{6}[A-Za-z0-9]{2}(?:[A-Za-z0-9]{3})?")
_ACCOUNT_WORDS = (
    r"(?:bank|checking|savings|current|giro|client|customer|invoice|brokerage|loan|mortgage|utility)?[ _]?accounts?|acct|a/c|customer|client|member(?:ship)?|policy|contract|subscriber|subscription|loyalty|routing|aba|sort[ _\-]code|"
    r"frequent flyer|beneficiary|payee|konto(?:nummer)?|kto|blz|bankleitzahl|kundennummer|kunden[ \-]?nr|kunde|vertragsnummer|vertrag|versicherungs(?:schein)?nummer|policennummer|mitgliedsnummer|mitglieds[ \-]?nr|depot(?:nummer)?|"
    r"personalnummer|matrikelnummer|aktenzeichen|num\xe9ro (?:de )?(?:compte|client|contrat|police|dossier|adh\xe9rent)|compte(?: bancaire)?|n\xb0 (?:client|contrat|de compte)|client(?:e)?|contrat|r[ei]b|cuenta(?: bancaria| corriente)?|"
    r"n\xfamero de (?:cuenta|cliente|p\xf3liza|socio|contrato|expediente|conta|ap\xf3lice)|p\xf3liza|cliente|socio|contrato|conto(?: corrente)?|numero (?:di )?(?:conto|cliente|polizza|contratto)|codice cliente|polizza|conta(?: corrente| banc\xe1ria)?|"
    r"ag\xeancia|ap\xf3lice|rekening(?:nummer)?|klantnummer|klant[ \-]?nr|polisnummer|lidnummer|contractnummer|employee|staff|student|matriculation|badge|(?:study|subject|participant|trial|donor|proband\w{0,4})[ _](?:id|no|number|code|nr)|case id|certificate|zertifikat|certificat|certificado"
)
_ACCOUNT = labelled(_ACCOUNT_WORDS, r"[A-Z]{0,5}[\-/]?[0-9](?:[\-./]?[A-Z0-9]|[ ](?-i:[A-Z0-9])|[ ][A-Z]{1,3}[0-9]){2,27}")
_ORDER = labelled(
    r"order|ticket|case|invoice|tracking|booking|reservation|confirmation|bestellung|bestellnummer|rechnung(?:snummer)?|commande|facture|"
    r"pedido|factura|ordine|fattura|fatura|bestelling|factuur",
    r"[A-Z]{0,5}[\-]?[0-9](?:[ \-./]?[A-Z0-9]){3,23}",
)
_MIN_ACCOUNT_DIGITS = 4
_YEARS = re.compile(r"(?:19|20)\d\d(?:[\-/](?:(?:19|20)?\d\d))?\Z")


def card(view: View) -> Iterator[Hit]:
    """12 to 19 digits of a card scheme with a right check digit, or any such number where words speak of a card."""
    for begin, stop in _CARD.hits(view):
        done = begin
        for start, end, number in _groupings(view, begin, stop):
            if start < done:
                continue
            score = _card_score(view, start, end, number)
            if score:
                yield start, end, score
                done = end


def _groupings(view: View, begin: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """Every run of whole groups with as many digits as a card has, longest first from each start, with its digits."""
    text = view.text[begin:stop]
    groups = [(found.start(), found.end()) for found in _GROUP.finditer(text)]
    number, counts = digits(text), [0]
    lengths = range(_FEWEST, _MOST + 1) if len(groups) <= _MANY_GROUPS else (_PLAIN_CARD, _FULL_CARD)
    for start, end in groups:
        counts.append(counts[-1] + end - start)
    for first, (start, _) in enumerate(groups):
        for last in range(len(groups) - 1, first - 1, -1):
            if counts[last + 1] - counts[first] in lengths:
                yield begin + start, begin + groups[last][1], number[counts[first] : counts[last + 1]]


def _card_score(view: View, start: int, end: int, number: str) -> float:
    checked = luhn(number)
    scheme = number[0] in "123456" and _scheme(number)
    if not (scheme or checked) or not alone(view, start, end) or len(set(number)) == 1 or view.text[start - 1 : start] in tuple("$€£+"):
        return 0.0
    grouped = {char for char in view.text[start:end] if not char.isdigit()}
    if scheme and checked and "\n" not in grouped and len(number) >= _FULL_CARD and len(grouped) <= 1 and (len(number) <= _PLAIN_CARD or grouped):
        return 0.97
    if not _CARD_CUE.near(view, start, end):
        return 0.0
    return 0.97 if checked else 0.75 if len(number) >= _FULL_CARD else 0.0


def luhn(number: str) -> bool:
    """Whether the digits end in their Luhn check digit."""
    return sum(_TWICE[digit] for digit in number[-2::-2]) % 10 == -sum(map(int, number[-1::-2])) % 10


def _scheme(number: str) -> bool:
    return any(len(number) in lengths and number.startswith(prefixes) for prefixes, lengths in _SCHEMES)


def iban_number(view: View) -> Iterator[Hit]:
    """Account numbers with country code and check digits; a wrong check digit needs a cue word."""
    for start, end in _IBAN.hits(view):
        stop = _iban_end(view.text, start, end)
        if stop and alone(view, start, stop):
            plain = "".join(char for char in view.text[start:stop].upper() if char.isalnum())
            if int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1:
                yield start, stop, 0.99
            elif _MISTYPED.fullmatch(view.text, start, stop) and len(digits(plain)) >= _MIN_IBAN_DIGITS and _IBAN_CUE.near(view, start, stop):
                yield start, stop, 0.8


def _iban_end(text: str, start: int, end: int) -> int | None:
    """Where as many characters end as its country's numbers have, or None where it has none or there are too few."""
    places = [at for at in range(start, end) if text[at].isalnum()]
    length = _LENGTHS.get(text[places[0]].upper() + text[places[1]].upper())
    return places[length - 1] + 1 if length and length <= len(places) else None


def bank_code(view: View) -> Iterator[Hit]:
    """BIC and SWIFT codes after their label."""
    for start, end in _BIC.hits(view):
        if alone(view, start, end) and view.text[start:end].isupper() and bic_number.is_valid(view.text[start:end]):
            yield start, end, 0.9


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
        value = " ".join(until_words(groups))
        if len(digits(value)) >= _MIN_ACCOUNT_DIGITS and not _YEARS.match(value) and alone(view, start, start + len(value)):
            yield start, start + len(value), 0.78


RULES = (
    Rule("card", "CARD", "Payment cards by scheme and check digit, or by words such as card.", card),
    Rule("iban", "IBAN", "International bank account numbers with their check digits.", iban_number),
    Rule("bic", "BIC", "Bank codes after BIC or SWIFT.", bank_code),
    Rule("account", "ACCOUNT", "Numbers after words such as account, customer, policy or member.", account),
    Rule("order", "ORDER", "Numbers after words such as order, ticket or invoice.", order),
)
