"""Ethereum's personal signature (EIP-191): whose it is over a text. Keccak-256 comes from PyCryptodome."""

from __future__ import annotations

import re

from hybriddesk.privacy.attested.recovery import signer

_SIGNATURE = re.compile(r"(?:0x)?([0-9a-fA-F]{64})([0-9a-fA-F]{64})([0-9a-fA-F]{2})")
_ADDRESS = re.compile(r"(?:0x)?([0-9a-fA-F]{40})")


def keccak(data: bytes) -> bytes:
    """Keccak-256 with the padding of 2011, which Ethereum kept; it is not SHA3-256."""
    from Crypto.Hash import keccak as library  # noqa: PLC0415  only where a receipt is checked

    return library.new(digest_bits=256, data=data).digest()


def digest(text: bytes) -> bytes:
    """What a personal signature signs: the text behind a prefix that no transaction begins with."""
    return keccak(b"\x19Ethereum Signed Message:\n%d" % len(text) + text)


def address_of(text: bytes, signature: str) -> str | None:
    """The address, 40 lower-case hex digits, whose signature this is; None where it is nobody's."""
    found = _SIGNATURE.fullmatch(signature.strip())
    if not found:
        return None
    r, s, v = (int(part, 16) for part in found.groups())
    parity = v - 27 if v in (27, 28) else v
    point = signer(digest(text), r, s, parity) if parity in (0, 1) else None
    if point is None:
        return None
    return keccak(point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big"))[-20:].hex()


def plain_address(address: str) -> str | None:
    """An address as 40 lower-case hex digits, whatever its prefix and case; None if it is none."""
    found = _ADDRESS.fullmatch(address.strip())
    return found[1].lower() if found else None
