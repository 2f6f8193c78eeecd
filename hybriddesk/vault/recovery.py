"""The recovery code: 130 random bits as printed groups, with a checksum that tells a typing slip from a wrong code.

``7K2M-9QXD-...``: seven groups of four in Crockford's base 32, which has no I, L, O or U; what people read as those is
taken for 1, 1 and 0.
"""

from __future__ import annotations

import secrets

from hybriddesk.records.errors import Refused
from hybriddesk.vault.keys import expand

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY = 26
CHECK = 2
CHECK_PRIME = 1021
GROUP = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\n": None, "\t": None, "\r": None})


def new_code() -> str:
    """A fresh code as it is printed."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    return printed(body + _check(body))


def printed(code: str) -> str:
    """Groups of four with dashes."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code as its 28 signs, however it was typed. Raises ``Refused('vault.recovery_code_mistyped')``."""
    code = typed.strip().upper().translate(_READ_AS)
    if len(code) != BODY + CHECK or set(code) - set(ALPHABET) or _check(code[:BODY]) != code[BODY:]:
        raise Refused("vault.recovery_code_mistyped")
    return code


def holder_key(typed: str) -> bytes:
    """32 bytes from a code. It is random enough to need no stretching."""
    return expand(read(typed).encode(), "recovery code")


def _check(body: str) -> str:
    # The remainder by a prime above 32 changes with any one sign replaced and any two neighbours swapped.
    number = 0
    for sign in body:
        number = (number * len(ALPHABET) + ALPHABET.index(sign)) % CHECK_PRIME
    return ALPHABET[number // len(ALPHABET)] + ALPHABET[number % len(ALPHABET)]
