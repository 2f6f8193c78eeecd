"""The kinds of personal data, as the person reads them. A kind's name is also the word of its tokens (``PERSON_7QXK``).

No name is the end of another one and none holds anything but ``A-Z``: a token found inside glued text is then always one token.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindInfo:
    """One kind. ``optional`` kinds are ordinary work data and are hidden only where the person switches them on."""

    name: str
    label: str
    example: str
    optional: bool = False


KINDS: tuple[KindInfo, ...] = (
    KindInfo("PERSON", "Person's name", "Anna Keller"),
    KindInfo("EMAIL", "E-mail address", "anna@example.org"),
    KindInfo("PHONE", "Phone or fax number", "+44 20 7946 0018"),
    KindInfo("ADDRESS", "Postal address", "12 Mill Lane, York"),
    KindInfo("POSTCODE", "Postcode", "YO1 7HH"),
    KindInfo("LOCATION", "Place", "Rotterdam"),
    KindInfo("COORDINATES", "Coordinates", "52.3702, 4.8952"),
    KindInfo("ORG", "Organisation", "Keller & Sons Ltd", optional=True),
    KindInfo("USERNAME", "User name or handle", "@annak"),
    KindInfo("URL", "Link with a personal part", "https://example.org/u/annak"),
    KindInfo("LINK", "Any other link", "https://example.org/news", optional=True),
    KindInfo("IP", "Internet address", "203.0.113.7"),
    KindInfo("MAC", "Hardware address", "00:1b:44:11:3a:b7"),
    KindInfo("IMEI", "Device number", "IMEI 490154203237518"),
    KindInfo("CARD", "Payment card", "4111 1111 1111 1111"),
    KindInfo("IBAN", "Bank account (IBAN)", "DE89 3704 0044 0532 0130 00"),
    KindInfo("BIC", "Bank code (BIC)", "BIC DEUTDEFF"),
    KindInfo("ACCOUNT", "Account or customer number", "account no. 20417733"),
    KindInfo("ORDER", "Order or ticket number", "order 88-1203", optional=True),
    KindInfo("CRYPTO", "Crypto-currency address", "bc1q..."),
    KindInfo("ID", "National or tax number", "SSN 078-05-1120"),
    KindInfo("PASSPORT", "Passport number", "passport C01X00T47"),
    KindInfo("LICENCE", "Driving licence or certificate", "licence MORGA753116SM9IJ"),
    KindInfo("PLATE", "Vehicle plate", "plate AB12 CDE"),
    KindInfo("VIN", "Vehicle number (VIN)", "1HGCM82633A004352"),
    KindInfo("MRN", "Medical or health-plan number", "MRN 00451298"),
    KindInfo("DOB", "Date of birth", "born 4 May 1981"),
    KindInfo("DATE", "Date in a health record", "admitted 12 March 2024"),
    KindInfo("WHEN", "Any other full date", "12 March 2024", optional=True),
    KindInfo("AGE", "Age over 89", "aged 93"),
    KindInfo("PHOTO", "Image inside a text", "data:image/png;base64,...", optional=True),
    KindInfo("SECRET", "Password, key or other secret", "password: ..."),
    KindInfo("DENY", "From your own list", "words you always hide"),
    KindInfo("OTHER", "Hidden by hand", "anything you mark"),
)

KIND_NAMES: frozenset[str] = frozenset(kind.name for kind in KINDS)
OPTIONAL_KINDS: frozenset[str] = frozenset(kind.name for kind in KINDS if kind.optional)
NEVER_OFF: frozenset[str] = frozenset({"SECRET", "DENY"})
"""Kinds that ``kinds_off`` cannot switch off; only a person's ``show`` lets such a value out."""

_FIELD_NAMES = {"LICENCE": "ID", "PLATE": "LICENSE_PLATE", "COORDINATES": "GEO"}


def field_name(kind: str) -> str:
    """The kind by the name that tools of this field share, where ours differs: what the command line writes as ``type``."""
    return _FIELD_NAMES.get(kind, kind)
