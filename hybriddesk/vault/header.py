"""The header file: what is needed to open the store, and nothing that opens it alone.

``vault.json`` and ``vault.json.bak`` hold the same: the database's salt and the data key wrapped for each holder. Each wrap is
bound to the store's id, the salt and its own parameters. A checksum tells damage from a wrong secret; a revision tells which
copy is newer after a crash between the two writes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from hybriddesk.records.errors import Refused
from hybriddesk.vault.files import disk_faults, write_private
from hybriddesk.vault.keys import KEY_BYTES, NONCE_BYTES, SALT_BYTES, DataKey, Stretch, unwrap, wrap

FORMAT = "hybriddesk vault"
VERSION = 1
LIMIT = 64 * 1024
Holder = Literal["passphrase", "recovery", "keyring"]
HOLDERS: tuple[Holder, ...] = ("passphrase", "recovery", "keyring")


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key sealed for one holder. ``stretch`` and ``salt`` only for a passphrase."""

    holder: Holder
    nonce: bytes
    sealed: bytes
    salt: bytes = b""
    stretch: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The parsed header. ``salt`` is the database's, 16 bytes; ``proof`` tells whether a key is this store's and gives nothing away."""

    store: str
    salt: bytes
    proof: bytes
    wraps: tuple[Wrap, ...] = ()
    revision: int = 0

    def belongs(self, key: DataKey) -> bool:
        """Whether this is the store's key: sealing another one would lock the person out."""
        return hmac.compare_digest(self.proof, proof_of(key))

    def wrap_of(self, holder: Holder) -> Wrap | None:
        return next((wrap for wrap in self.wraps if wrap.holder == holder), None)

    def with_wrap(self, key: DataKey, holder: Holder, holder_key: bytes, *, salt: bytes = b"", stretch: Stretch | None = None) -> Header:
        """The header with this holder's wrap put in or replaced."""
        nonce, sealed = wrap(key, holder_key, self._bound(holder, salt, stretch))
        return replace(self.without(holder), wraps=(*self.without(holder).wraps, Wrap(holder, nonce, sealed, salt, stretch)))

    def without(self, holder: Holder) -> Header:
        return replace(self, wraps=tuple(wrap for wrap in self.wraps if wrap.holder != holder))

    def opened(self, wrapped: Wrap, holder_key: bytes) -> DataKey | None:
        """The data key, or None when the holder's key does not fit."""
        return unwrap(wrapped.nonce, wrapped.sealed, holder_key, self._bound(wrapped.holder, wrapped.salt, wrapped.stretch))

    def _bound(self, holder: Holder, salt: bytes, stretch: Stretch | None) -> bytes:
        shape = (stretch.passes, stretch.lanes, stretch.memory_kib) if stretch else ()
        return json.dumps([FORMAT, VERSION, self.store, _text(self.salt), holder, _text(salt), shape]).encode()


def proof_of(key: DataKey) -> bytes:
    """What a header keeps to know its key by."""
    return key.derive("header proof")


def copy_of(path: Path) -> Path:
    """Where the second copy of a header lies."""
    return path.with_name(path.name + ".bak")


def save(path: Path, header: Header) -> Header:
    """Writes both copies, the first one first: it alone decides. Returns the header as written."""
    written = replace(header, revision=header.revision + 1)
    content = _encode(written)
    write_private(path, content)
    write_private(copy_of(path), content)
    return written


def load(path: Path) -> Header:
    """The newer sound copy. Raises ``Refused``: ``vault.header_missing``, ``vault.header_damaged``, ``vault.newer``."""
    sound: list[Header] = []
    faults: list[Refused] = []
    for copy in (path, copy_of(path)):
        try:
            sound.append(_read(copy))
        except Refused as fault:
            faults.append(fault)
    if sound:
        return max(sound, key=lambda header: header.revision)
    raise max(faults, key=lambda fault: _GRAVITY[fault.code])


_GRAVITY = {"vault.header_missing": 0, "vault.header_damaged": 1, "vault.newer": 2}


def heal(path: Path, header: Header) -> None:
    """Puts a missing, damaged or stale copy right again, so that one accident is never two."""
    content = _encode(header)
    for copy in (path, copy_of(path)):
        if not copy.exists() or copy.read_bytes() != content:
            write_private(copy, content)


def _read(path: Path) -> Header:
    with disk_faults(path):
        if not path.exists():
            raise Refused("vault.header_missing")
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    try:
        return _decode(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise Refused("vault.header_damaged", file=path.name) from error


def _encode(header: Header) -> bytes:
    body = {
        "format": FORMAT, "version": VERSION, "revision": header.revision, "store": header.store, "salt": _text(header.salt),
        "proof": _text(header.proof), "wraps": [_wrap_out(wrap) for wrap in header.wraps],
    }
    return json.dumps({**body, "sum": _sum(body)}, indent=1).encode() + b"\n"


def _decode(content: bytes) -> Header:
    if len(content) > LIMIT:
        raise ValueError("too long")
    body: dict[str, Any] = json.loads(content)
    if _sum({name: value for name, value in body.items() if name != "sum"}) != body["sum"] or body["format"] != FORMAT:
        raise ValueError("sum")
    if body["version"] > VERSION:
        raise Refused("vault.newer", version=body["version"])
    wraps = tuple(_wrap_in(wrap) for wrap in body["wraps"])
    return Header(body["store"], _bytes(body["salt"], SALT_BYTES), _bytes(body["proof"], KEY_BYTES), wraps, int(body["revision"]))


def _wrap_out(wrap: Wrap) -> dict[str, Any]:
    row: dict[str, Any] = {"holder": wrap.holder, "nonce": _text(wrap.nonce), "sealed": _text(wrap.sealed)}
    if wrap.stretch:
        kdf = {"name": "argon2id", "passes": wrap.stretch.passes, "lanes": wrap.stretch.lanes, "memory_kib": wrap.stretch.memory_kib}
        row |= {"salt": _text(wrap.salt), "kdf": kdf}
    return row


def _wrap_in(row: dict[str, Any]) -> Wrap:
    if row["holder"] not in HOLDERS:
        raise ValueError("holder")
    nonce, sealed = _bytes(row["nonce"], NONCE_BYTES), _bytes(row["sealed"], KEY_BYTES + 16)
    if row["holder"] != "passphrase":
        return Wrap(row["holder"], nonce, sealed)
    kdf = row["kdf"]
    stretch = Stretch(int(kdf["passes"]), int(kdf["lanes"]), int(kdf["memory_kib"]))
    if kdf["name"] != "argon2id" or not stretch.sound():
        raise ValueError("kdf")
    return Wrap(row["holder"], nonce, sealed, _bytes(row["salt"], SALT_BYTES), stretch)


def _sum(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str, length: int) -> bytes:
    raw = base64.b64decode(text, validate=True)
    if len(raw) != length:
        raise ValueError("length")
    return raw
