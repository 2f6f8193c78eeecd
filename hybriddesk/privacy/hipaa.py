"""HIPAA Safe Harbor: the eighteen identifiers of 45 CFR 164.514(b)(2)(i), each with the rules that find it and an example that they hide.

The names of the rules are those of ``rules.listing.RULES``. Some identifiers are ordinary work data elsewhere, so their kinds are optional:
``KINDS_ON`` switches them on. Files with biometrics or photographs are a matter of attachments; here stand their traces in a text.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS_ON: frozenset[str] = frozenset({"WHEN", "LINK", "PHOTO"})
"""Optional kinds without which Safe Harbor is not met."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """One of the eighteen: its number and title in the regulation's order, the rules, a text, and what of it is hidden."""

    number: int
    title: str
    rules: tuple[str, ...]
    example: str
    hidden: str


SAFE_HARBOR: tuple[Identifier, ...] = (
    Identifier(1, "Names", ("name_title", "name_greeting", "name_signature", "name_introduced", "name_field", "name_lists", "name_first", "name_initial", "name_last", "known_part"),
               "Dear Mrs Anna Keller, thank you.", "Anna Keller"),
    Identifier(2, "Places smaller than a state, with postcodes", ("address", "address_unit", "address_words", "postcode", "place_list", "coordinates"),
               "She lives at 12 Mill Lane, Apt 4, Tulsa, OK 74101 now.", "12 Mill Lane, Apt 4, Tulsa, OK 74101"),
    Identifier(3, "Dates but for the year, ages over 89", ("birth_date", "health_date", "full_date", "age_over_89"), "The talk was on 12 March 2024 there.", "12 March 2024"),
    Identifier(4, "Telephone numbers", ("phone",), "call (415) 555-2671 today", "(415) 555-2671"),
    Identifier(5, "Fax numbers", ("phone",), "Fax: 415-555-2672", "415-555-2672"),
    Identifier(6, "E-mail addresses", ("email",), "write to anna@example.org", "anna@example.org"),
    Identifier(7, "Social Security numbers", ("national_id", "ssn_cue", "national_id_cue"), "SSN 536-90-4399", "536-90-4399"),
    Identifier(8, "Medical record numbers", ("medical",), "MRN: 00451298", "00451298"),
    Identifier(9, "Health plan numbers", ("medical", "national_id", "national_id_cue"), "health plan ID 88120034-01", "88120034-01"),
    Identifier(10, "Account numbers", ("account", "iban", "card", "crypto", "bic", "national_id_cue"), "account number 20417733", "20417733"),
    Identifier(11, "Certificate and licence numbers", ("licence", "british_licence", "passport", "passport_lines", "account"), "driver's license K40218837752", "K40218837752"),
    Identifier(12, "Vehicle numbers and plates", ("vin", "plate"), "license plate 7ABC123 and more", "7ABC123"),
    Identifier(13, "Device numbers", ("imei", "device", "mac"), "pacemaker serial number PM-4471902", "PM-4471902"),
    Identifier(14, "Web addresses", ("personal_link", "any_link"), "see https://example.org/news today", "https://example.org/news"),
    Identifier(15, "Internet addresses", ("ipv4", "ipv4_odd", "ipv6"), "from 203.0.113.7 at night", "203.0.113.7"),
    Identifier(16, "Biometric identifiers", ("biometric",), "fingerprint template: Rk1SACAyMAAAAADkAAgAyQFnAMUAxQEAAAAR", "Rk1SACAyMAAAAADkAAgAyQFnAMUAxQEAAAAR"),
    Identifier(17, "Full-face photographs and the like", ("image",), "photo data:image/jpeg;base64,/9j/4AAQSkZJRgABAQEASABIAAD here", "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQEASABIAAD"),
    Identifier(18, "Any other unique number, characteristic or code",
               ("account", "random_text", "service_key", "named_secret", "given_secret", "link_login", "private_key", "handle", "user_in_path", "id_by_name", "deny_list", "by_hand"),
               "participant ID QX-20417", "QX-20417"),
)  # fmt: skip
