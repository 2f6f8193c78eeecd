"""The audit log's head, kept outside the database: an older database put back no longer reaches it.

``vault.head`` names the last line and its hash, sealed under a key of the store, so it cannot be made up without the store's
key. Putting back the whole folder, this file included, is only noticed by a head kept elsewhere (each bundle carries one).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from hybriddesk.records.errors import Refused
from hybriddesk.vault.files import disk_faults, write_private

LIMIT = 1024
Body = list[int | str]


@dataclass(frozen=True, slots=True)
class Head:
    """``entries`` lines, the last one with this ``hash``."""

    entries: int
    hash: str


def write(path: Path, head: Head, seal: bytes) -> None:
    """Replaces the file. ``seal`` is the key it is sealed under."""
    body: Body = [head.entries, head.hash]
    write_private(path, json.dumps({"head": body, "seal": _seal(body, seal)}).encode())


def read(path: Path, seal: bytes) -> Head | None:
    """The head, or None when no file is there. Raises ``Refused('vault.head_damaged')``."""
    if not path.exists():
        return None
    with disk_faults(path), path.open("rb") as file:
        content = file.read(LIMIT)
    try:
        found = json.loads(content)
        body: Body = [int(found["head"][0]), str(found["head"][1])]
        sealed = hmac.compare_digest(_seal(body, seal), str(found["seal"]))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Refused("vault.head_damaged", file=path.name) from error
    if not sealed:
        raise Refused("vault.head_damaged", file=path.name)
    return Head(int(body[0]), str(body[1]))


def _seal(body: Body, seal: bytes) -> str:
    return hmac.digest(seal, json.dumps(body).encode(), hashlib.sha256).hex()
