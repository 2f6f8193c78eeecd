"""age v1 files under a passphrase, streamed: what is written here opens with ``age -d``, and the other way round.

Source: c2sp.org/age. Two choices of ours within that format make faults tellable: the payload nonce is the hash of the header
(a damaged header is told from a wrong passphrase), and callers pad to whole chunks (a short last chunk means a cut file).
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from hybriddesk.records.errors import Permanent, Refused

CHUNK = 64 * 1024
SEALED = CHUNK + 16
LOG_N = 18
"""scrypt work factor written: 2^18, 256 MiB and about half a second."""
MOST_LOG_N = 20
"""The highest accepted: 1 GiB, a few seconds. A file that asks for more would freeze the computer."""

_MAGIC = b"age-encryption.org/v1\n"
_USUAL = _MAGIC + b"-> scrypt "
_CHANGED = 3
"""A beginning with so few wrong bytes is a damaged one; with more it is another kind of file."""
_LONGEST = 256
_NONCE = 16
_SEARCH = 20_000
_BASE64 = rb"[A-Za-z0-9+/]"
_HEADER = re.compile(
    re.escape(_MAGIC) + rb"-> scrypt (" + _BASE64 + rb"{22}) (0|[1-9][0-9]{0,9})\n(" + _BASE64 + rb"{43})\n--- (" + _BASE64 + rb"{43})\n")
_VERSION = re.compile(rb"age-encryption\.org/v(\d+)\n")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose passphrase was right: its payload key and where the payload starts. Reading it again needs no derivation."""

    start: int
    key: bytes = field(repr=False)


class Sealer:
    """Writes an age file to ``raw``: ``write`` plaintext in any pieces, then ``finish``."""

    def __init__(self, raw: BinaryIO, passphrase: str, *, log_n: int = LOG_N) -> None:
        """Derives the key (blocking, see ``LOG_N``). Raises as ``secret`` does, and ``OSError`` from ``raw``."""
        file_key, salt = os.urandom(16), os.urandom(16)
        wrapped = ChaCha20Poly1305(_wrap_key(secret(passphrase), salt, log_n)).encrypt(bytes(12), file_key, None)
        head = _MAGIC + b"-> scrypt %b %d\n%b\n---" % (_base64(salt), log_n, _base64(wrapped))
        head += b" " + _base64(_mac(file_key, head).finalize()) + b"\n"
        # The nonce only has to be new for this file key, which is random and used once.
        nonce = _bound_nonce(head)
        self._raw = raw
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._counter = 0
        self._rest = bytearray()
        raw.write(head + nonce)

    def write(self, data: bytes) -> None:
        self._rest += data
        # The last chunk carries a mark, so a full one is held back until more comes.
        while len(self._rest) > CHUNK:
            self._seal(CHUNK, last=False)

    def finish(self) -> None:
        """Seals what is left. Without it the file counts as cut."""
        self._seal(len(self._rest), last=True)

    def _seal(self, size: int, *, last: bool) -> None:
        self._raw.write(self._cipher.encrypt(_nonce(self._counter, last=last), bytes(self._rest[:size]), None))
        del self._rest[:size]
        self._counter += 1


def unlock(file: BinaryIO, passphrase: str) -> Opened:
    """Reads the header and derives the key (blocking). Raises ``Refused``: ``sync.empty``, ``sync.not_a_bundle``,
    ``sync.newer_format``, ``sync.cut``, ``sync.damaged``, ``sync.too_hard``, ``sync.wrong_passphrase``, ``sync.head_damaged``."""
    wanted = secret(passphrase)
    start = file.read(_LONGEST)
    match = _HEADER.match(start)
    if match is None:
        raise _unknown(start)
    log_n = int(match[2])
    if log_n > MOST_LOG_N:
        raise Refused("sync.too_hard", asked=log_n, most=MOST_LOG_N)
    nonce = start[match.end():match.end() + _NONCE]
    if len(nonce) < _NONCE:
        raise Refused("sync.cut")
    file_key = _file_key(match, wanted, log_n, bound=nonce == _bound_nonce(match[0]))
    try:
        _mac(file_key, match[0][:match.start(4) - 1]).verify(_plain(match[4], 32))
    except InvalidSignature:
        raise Refused("sync.damaged") from None
    return Opened(match.end() + _NONCE, _derived(file_key, nonce, b"payload"))


def chunks(file: BinaryIO, opened: Opened) -> Iterator[bytes]:
    """The plaintext, chunk by chunk, each checked before it is handed out. The whole is only good when the iterator ends.

    Raises ``Refused('sync.cut'|'sync.damaged'|'sync.reordered')``.
    """
    cipher = ChaCha20Poly1305(opened.key)
    file.seek(opened.start)
    counter, chunk = 0, file.read(SEALED)
    while True:
        following = file.read(SEALED)
        try:
            plain = cipher.decrypt(_nonce(counter, last=not following), chunk, None)
        except InvalidTag:
            raise _broken(cipher, chunk, counter, last=not following, size=file.seek(0, os.SEEK_END)) from None
        if not plain and counter:
            raise Refused("sync.damaged")
        yield plain
        if not following:
            return
        counter, chunk = counter + 1, following


def secret(passphrase: str) -> bytes:
    """The passphrase as bytes, in one Unicode form however it was typed.

    Raises ``Refused('sync.passphrase_empty')``, and ``'sync.passphrase_nul'`` because scrypt takes a passphrase with NULs at its
    end for the one without.
    """
    if not passphrase:
        raise Refused("sync.passphrase_empty")
    if "\x00" in passphrase:
        raise Refused("sync.passphrase_nul")
    return unicodedata.normalize("NFC", passphrase).encode()


def _file_key(match: re.Match[bytes], wanted: bytes, log_n: int, *, bound: bool) -> bytes:
    salt, wrapped = _plain(match[1], 16), _plain(match[3], 32)
    try:
        return ChaCha20Poly1305(_wrap_key(wanted, salt, log_n)).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        raise Refused("sync.wrong_passphrase" if bound else "sync.head_damaged") from None


def _unknown(start: bytes) -> Refused:
    """Why a beginning is not that of a passphrase file."""
    version = _VERSION.match(start)
    if not start:
        return Refused("sync.empty")
    if _MAGIC.startswith(start[:len(_MAGIC)]) and len(start) < _LONGEST:
        return Refused("sync.cut")
    if version and int(version[1]) > 1:
        return Refused("sync.newer_format")
    alike = sum(one == other for one, other in zip(start, _USUAL, strict=False))
    return Refused("sync.damaged" if alike >= len(_USUAL) - _CHANGED else "sync.not_a_bundle")


def _broken(cipher: ChaCha20Poly1305, chunk: bytes, counter: int, *, last: bool, size: int) -> Refused:
    """Why a chunk does not open at its place: it is no whole one, it is another place's, or its bytes changed."""
    if last and (len(chunk) < SEALED or _opens(cipher, chunk, _nonce(counter, last=False))):
        return Refused("sync.cut")
    places = min(size // SEALED + 1, _SEARCH)
    if any(_opens(cipher, chunk, _nonce(place, last=end)) for place in range(places) if place != counter for end in (False, True)):
        return Refused("sync.reordered")
    return Refused("sync.damaged")


def _opens(cipher: ChaCha20Poly1305, chunk: bytes, nonce: bytes) -> bool:
    try:
        cipher.decrypt(nonce, chunk, None)
    except InvalidTag:
        return False
    return True


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + bytes([last])


def _bound_nonce(head: bytes) -> bytes:
    return hashlib.sha256(head).digest()[:_NONCE]


def _wrap_key(passphrase: bytes, salt: bytes, log_n: int) -> bytes:
    try:
        return Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, 1 << log_n, 8, 1).derive(passphrase)
    except MemoryError:
        raise Permanent("sync.no_memory", megabytes=(1 << log_n) // 1024) from None
    except ValueError:
        raise Refused("sync.damaged") from None


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(file_key)


def _mac(file_key: bytes, head: bytes) -> HMAC:
    mac = HMAC(_derived(file_key, b"", b"header"), SHA256())
    mac.update(head)
    return mac


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _plain(encoded: bytes, size: int) -> bytes:
    """Decoded strictly: one spelling for each value. Raises ``Refused('sync.damaged')``."""
    data = b64decode(encoded + b"=" * (-len(encoded) % 4))
    if len(data) != size or _base64(data) != encoded:
        raise Refused("sync.damaged")
    return data
