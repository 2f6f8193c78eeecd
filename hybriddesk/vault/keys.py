"""The store's key: 32 random bytes, wrapped for each of its holders. A new passphrase re-wraps it and never rekeys the store."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hybriddesk.records.errors import Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
PASSES = range(1, 17)
LANES = range(1, 17)
MOST_MEMORY_KIB = 1024 * 1024


class DataKey:
    """The raw key. Lives in a bytearray so that ``wipe`` leaves nothing behind; its ``repr`` hides it."""

    def __init__(self, raw: bytes | bytearray) -> None:
        # SQLCipher silently takes a raw key of another length for a passphrase.
        if len(raw) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._raw = bytearray(raw)

    @classmethod
    def fresh(cls) -> DataKey:
        return cls(os.urandom(KEY_BYTES))

    @property
    def raw(self) -> bytearray:
        """The bytes themselves, not a copy. Raises ``Refused('vault.locked')`` after ``wipe``."""
        if not self._raw:
            raise Refused("vault.locked")
        return self._raw

    def derive(self, purpose: str) -> bytes:
        """A key of its own for a purpose, 32 bytes; the store's key does not follow from it."""
        return expand(bytes(self.raw), purpose)

    def wipe(self) -> None:
        """Overwrites the key. Safe to call twice."""
        for position in range(len(self._raw)):
            self._raw[position] = 0
        self._raw.clear()

    def __repr__(self) -> str:
        return "DataKey(hidden)"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Argon2id parameters: passes, lanes, memory in KiB. The default takes about half a second."""

    passes: int = 3
    lanes: int = 4
    memory_kib: int = 64 * 1024

    def sound(self) -> bool:
        """Whether a header may ask for this much: a hostile file must not eat all memory, nor weaken the key."""
        return self.passes in PASSES and self.lanes in LANES and 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB

    def key(self, passphrase: str, salt: bytes) -> bytes:
        """32 bytes from a passphrase in NFKC form, so that two keyboards writing the same word agree."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415  the window is painted before a key is needed

        kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=self.passes, lanes=self.lanes, memory_cost=self.memory_kib)
        return kdf.derive(normal(passphrase).encode())


def normal(passphrase: str) -> str:
    """The passphrase as it is hashed."""
    import unicodedata  # noqa: PLC0415  only where a passphrase is typed

    return unicodedata.normalize("NFKC", passphrase)


def expand(secret: bytes, purpose: str) -> bytes:
    """HKDF-SHA256 of a secret that is already random, 32 bytes."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"hybriddesk {purpose}".encode()).derive(secret)


def wrap(key: DataKey, holder: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """``(nonce, sealed)``: the data key under a holder's key, tied to ``bound`` (the header's parameters)."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, _cipher(holder).encrypt(nonce, bytes(key.raw), bound)


def unwrap(nonce: bytes, sealed: bytes, holder: bytes, bound: bytes) -> DataKey | None:
    """The data key, or None when this holder's key does not fit: the caller knows which secret was wrong."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    try:
        return DataKey(_cipher(holder).decrypt(nonce, sealed, bound))
    except InvalidTag:
        return None


def _cipher(holder: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    return ChaCha20Poly1305(holder)
