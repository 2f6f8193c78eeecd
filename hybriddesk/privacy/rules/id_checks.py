"""Check digits that stdnum does not know. Each takes the text of the number; sources are the issuers' own descriptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from stdnum import luhn

from hybriddesk.privacy.rules.base import digits

_NEVER_NINO = frozenset({"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"})
_LEAP_CENTURY = 2000


def _weighted(number: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _plain(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())


def nino(text: str) -> bool:
    """British National Insurance: two letters that are issued."""
    return text[:2].upper() not in _NEVER_NINO


def nric(text: str) -> bool:
    """Singapore's NRIC and FIN."""
    text = text.upper()
    if text[0] == "M":  # the order of its letters is not published; only the letters are
        return text[8] in "KLJNPQRTUWX"
    total = _weighted(text[1:8], (2, 7, 6, 5, 4, 3, 2)) + {"S": 0, "T": 4, "F": 0, "G": 4}[text[0]]
    return ("JZIHGFEDCBA" if text[0] in "ST" else "XWUTRQPNMLK")[total % 11] == text[8]


def taiwan(text: str) -> bool:
    """National identification number: a letter of a place, then a check over all."""
    place = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(text[0]) + 10
    return (place // 10 + place % 10 * 9 + _weighted(text[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1))) % 10 == 0


def chinese(text: str) -> bool:
    """Resident identity card: a date of birth and a check by 11; the tables of places are never complete."""
    weights = [2**power % 11 for power in range(17, 0, -1)]
    check = "10X98765432"[_weighted(text[:17], weights) % 11]
    return check == text[17].upper() and text[6:8] in {"18", "19", "20"} and _is_date(text[8:10], text[10:12], text[12:14])


def hong_kong(text: str) -> bool:
    """Identity card with its check character in brackets."""
    plain = _plain(text)
    letters, rest, check = plain[:-7], plain[-7:-1], plain[-1]
    values = [36] * (2 - len(letters)) + [ord(letter) - 55 for letter in letters] + [int(digit) for digit in rest]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return (total + (10 if check == "A" else int(check))) % 11 == 0


def german_pension(text: str) -> bool:
    """Versicherungsnummer of the pension insurance: a date of birth and a check digit."""
    plain = _plain(text)
    if not _is_date(plain[6:8], plain[4:6], plain[2:4]):
        return False
    spread = plain[:8] + f"{ord(plain[8]) - 64:02}" + plain[9:11]
    products = [int(digit) * weight for digit, weight in zip(spread, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)]
    return sum(product // 10 + product % 10 for product in products) % 10 == int(plain[11])


def german_card(text: str) -> bool:
    """Identity card and passport: weights 7, 3, 1 where the tenth character is the check digit; holds a digit."""
    plain = _plain(text)
    if not any(char.isdigit() for char in plain):
        return False
    if len(plain) < 10 or not plain[9].isdigit():  # noqa: PLR2004 -- without its check digit
        return True
    return sum(int(char, 36) * (7, 3, 1)[at % 3] for at, char in enumerate(plain[:9])) % 10 == int(plain[9])


def german_health(text: str) -> bool:
    """Krankenversichertennummer: Luhn over the letter's place and the digits."""
    plain = _plain(text)
    number = f"{ord(plain[0]) - 64:02}" + plain[1:9]
    products = [int(digit) * weight for digit, weight in zip(number, (1, 2) * 5, strict=True)]
    return sum(product // 10 + product % 10 for product in products) % 10 == int(plain[9])


def nass(text: str) -> bool:
    """Spanish social security: the rest by 97."""
    number = digits(text)
    province, serial, check = number[:2], number[2:-2], number[-2:]
    base = int(province) * 10_000_000 + int(serial) if int(serial) < 10_000_000 else int(province + serial)  # noqa: PLR2004 -- short serials
    return base % 97 == int(check)


def snils(text: str) -> bool:
    """Russian insurance number."""
    number = digits(text)
    return _weighted(number, range(9, 0, -1)) % 101 % 100 == int(number[9:])


def npi(text: str) -> bool:
    """American provider number: Luhn with the prefix 80840."""
    return bool(luhn.is_valid("80840" + text))


def dea(text: str) -> bool:
    """American registration for controlled substances."""
    number = [int(digit) for digit in text[2:]]
    return (number[0] + number[2] + number[4] + 2 * (number[1] + number[3] + number[5])) % 10 == number[6]


def medicare_us(text: str) -> bool:
    """Medicare beneficiary number: the shape tells; two letters at least are in it by the shape."""
    return text.isupper()


def medicare_au(text: str) -> bool:
    """Australian Medicare card."""
    number = digits(text)
    return _weighted(number[:8], (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == int(number[8])


def polish_card(text: str) -> bool:
    """Dowód osobisty."""
    plain = _plain(text)
    values = [int(char, 36) for char in plain]
    return (sum(value * weight for value, weight in zip(values, (7, 3, 1, 0, 7, 3, 1, 7, 3), strict=True)) - values[3]) % 10 == 0 or (
        sum(value * weight for value, weight in zip(values, (7, 3, 1, 9, 7, 3, 1, 7, 3), strict=True)) % 10 == 0
    )


def hungarian_tax(text: str) -> bool:
    """Adóazonosító jel."""
    return _weighted(text[:9], range(1, 10)) % 11 == int(text[9])


def hungarian_health(text: str) -> bool:
    """TAJ."""
    number = digits(text)
    return _weighted(number[:8], (3, 7) * 4) % 10 == int(number[8])


def brazilian_card(text: str) -> bool:
    """RG as São Paulo issues it; other states have no common check, so any of the shape counts beside its name."""
    return any(char.isdigit() for char in text)


def uruguayan(text: str) -> bool:
    """Cédula de identidad."""
    number = digits(text)
    return (-_weighted(number[:7], (2, 9, 8, 7, 6, 3, 4))) % 10 == int(number[7])


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(_LEAP_CENTURY + int(year), int(month), int(day) % 50)
    except ValueError:
        return False
    return True


OWN: dict[str, Callable[[str], bool]] = {
    check.__name__: check
    for check in (
        nino, nric, chinese, taiwan, hong_kong, german_pension, german_card, german_health, nass, snils, npi, dea, medicare_us, medicare_au, polish_card,
        hungarian_tax, hungarian_health, brazilian_card, uruguayan,
    )
}  # fmt: skip
