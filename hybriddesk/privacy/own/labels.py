"""What the labels of other people's models mean here."""

from __future__ import annotations

_MEANS = {
    "PERSON": ("PER", "PERSON", "NAME", "FIRSTNAME", "GIVENNAME", "MIDDLENAME", "LASTNAME", "SURNAME", "PERSONNAME", "PATIENT", "DOCTOR"),
    "LOCATION": ("LOC", "LOCATION", "GPE", "FAC", "CITY", "STATE", "COUNTY", "COUNTRY", "PLACE"),
    "ORG": ("ORG", "ORGANIZATION", "ORGANISATION", "COMPANY", "COMPANYNAME", "HOSPITAL"),
    "ADDRESS": ("ADDRESS", "STREET", "STREETADDRESS", "BUILDINGNUMBER", "BUILDINGNUM", "SECONDARYADDRESS"),
    "POSTCODE": ("ZIP", "ZIPCODE", "POSTCODE", "POSTALCODE"),
    "EMAIL": ("EMAIL", "EMAILADDRESS"),
    "PHONE": ("PHONE", "PHONENUMBER", "TELEPHONENUM", "TELEPHONENUMBER", "FAX"),
    "USERNAME": ("USERNAME",),
    "DOB": ("DATEOFBIRTH", "DOB", "BIRTHDATE"),
    "ID": ("SSN", "SOCIALNUM", "IDCARDNUM", "NATIONALID", "TAXNUM"),
    "PASSPORT": ("PASSPORT", "PASSPORTNUM"),
    "LICENCE": ("DRIVERLICENSE", "DRIVERLICENSENUM", "LICENSE"),
    "ACCOUNT": ("ACCOUNTNUM", "ACCOUNTNUMBER", "BANKACCOUNT"),
    "CARD": ("CREDITCARD", "CREDITCARDNUMBER", "CREDITDEBITCARD"),
    "SECRET": ("PASSWORD", "PIN", "APIKEY"),
}
_KIND = {label: kind for kind, labels in _MEANS.items() for label in labels}
_PREFIXES = ("B-", "I-", "L-", "U-", "E-", "S-", "B_", "I_")


def kind_of(label: str) -> str | None:
    """The kind for a model's label such as ``B-PER`` or ``phone number``; None for ``O`` and for labels that are nobody's data."""
    bare = label.upper().strip()
    if bare.startswith(_PREFIXES):
        bare = bare[2:]
    return _KIND.get("".join(sign for sign in bare if sign.isalnum()))


def begins(label: str) -> bool:
    """Whether the label begins a new name, so that two names side by side stay two."""
    return label.upper().startswith(("B-", "U-", "S-", "B_"))


ASKED = ("person", "location", "organization", "address", "email", "phone number", "date of birth", "username")
"""What a GLiNER model is asked to find."""
KINDS_ASKED = tuple(kind_of(label) or "OTHER" for label in ASKED)
