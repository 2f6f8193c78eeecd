"""The desktop's keyring as one more holder of the key, never the only one.

It keeps a random secret that opens one wrap in the header. It is asked in a process of its own with ten seconds of patience,
and what was stored is read back: some backends take everything and keep nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hybriddesk.records.errors import Permanent

PATIENCE_S = 10.0
SERVICE = "HybridDesk"
SECRET_BYTES = 32

COMMAND = (sys.executable, "-P", "-m", "hybriddesk.vault.keyring_process")
_FAULTS = {"absent": "vault.keyring_absent", "locked": "vault.keyring_locked"}
_ROOT = str(Path(__file__).resolve().parents[2])


class KeyringHolder:
    """One store's entry in the keyring, named by the store's id."""

    def __init__(self, store: str, *, command: Sequence[str] = COMMAND, patience_s: float = PATIENCE_S) -> None:
        self._store = store
        self._command = tuple(command)
        self._patience_s = patience_s

    def put(self) -> bytes:
        """Stores a fresh secret and returns it. Raises ``Permanent('vault.keyring_*')``; ``..._forgets`` if it does not come back."""
        secret = os.urandom(SECRET_BYTES)
        if self._ask("store", secret.hex()) != secret.hex() or self._ask("read") != secret.hex():
            raise Permanent("vault.keyring_forgets")
        return secret

    def get(self) -> bytes:
        """The secret. Raises ``Permanent``: ``vault.keyring_absent``, ``_locked``, ``_frozen``, ``_failed``, ``_empty``."""
        found = self._ask("read")
        try:
            secret = bytes.fromhex(found or "")
        except ValueError:
            secret = b""
        if len(secret) != SECRET_BYTES:
            raise Permanent("vault.keyring_empty")
        return secret

    def remove(self) -> None:
        """Takes the entry out; nothing happens if there is none."""
        self._ask("remove")

    def _ask(self, act: str, secret: str = "") -> str | None:
        request = json.dumps({"act": act, "service": SERVICE, "name": self._store, "secret": secret})
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
        try:
            # A new session, so that a helper that hangs is ended with all it started.
            done = subprocess.run(  # noqa: S603  our own module with our own interpreter
                self._command, input=request, capture_output=True, text=True, timeout=self._patience_s, check=False,
                env={**os.environ, "PYTHONPATH": path}, start_new_session=True,
            )
        except subprocess.TimeoutExpired as error:
            raise Permanent("vault.keyring_frozen", seconds=int(self._patience_s)) from error
        except OSError as error:
            raise Permanent("vault.keyring_failed") from error
        return _read(done)


def _read(done: subprocess.CompletedProcess[str]) -> str | None:
    try:
        answer = json.loads(done.stdout)
        fault = answer.get("fault")
    except (ValueError, AttributeError) as error:
        raise Permanent("vault.keyring_failed") from error
    if fault:
        raise Permanent(_FAULTS.get(str(fault), "vault.keyring_failed"))
    secret = answer.get("secret")
    return str(secret) if secret is not None else None
