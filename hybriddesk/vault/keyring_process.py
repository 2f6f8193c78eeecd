"""The helper process that talks to the desktop's keyring: one JSON request on standard input, one answer on standard output.

A frozen keyring daemon never answers, and a thread that waits for it cannot be stopped; a process can. Only backends that
really keep a secret are asked; a configured one from elsewhere is not loaded.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

BACKENDS = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
)


def backend() -> Any | None:
    """The best backend of the list that works here, or None."""
    found = []
    for module, name in BACKENDS:
        kind = getattr(importlib.import_module(module), name)
        try:
            found.append((kind.priority, kind))
        except (RuntimeError, OSError):   # how a backend says that it cannot work here, and how a dead bus does
            continue
    return max(found, key=lambda pair: float(pair[0]))[1]() if found else None


def answer(request: dict[str, str]) -> dict[str, str | None]:
    """``{"secret": ...}`` or ``{"fault": "absent"|"locked"|"failed"}``."""
    from keyring.errors import InitError, KeyringError, KeyringLocked  # noqa: PLC0415  this process alone pays for it

    ring = backend()
    if ring is None:
        return {"fault": "absent"}
    service, name = request["service"], request["name"]
    try:
        if request["act"] == "store":
            ring.set_password(service, name, request["secret"])
        elif request["act"] == "remove" and ring.get_password(service, name) is not None:
            ring.delete_password(service, name)
        return {"secret": ring.get_password(service, name)}
    except (KeyringLocked, InitError):
        return {"fault": "locked"}
    except KeyringError:
        return {"fault": "failed"}


def main() -> None:
    """Answers the one request."""
    json.dump(answer(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":  # pragma: no cover  runs in the helper process, where the real keyring's tests drive it
    main()
