"""How the roof names the ways to open a store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

StoreState = Literal["absent", "present", "damaged_header", "no_header", "no_database", "newer"]


@dataclass(frozen=True, slots=True)
class Passphrase:
    """The person's passphrase."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The printed code of the recovery sheet."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FromKeyring:
    """The key that the desktop's keyring holds."""


Secret = Passphrase | RecoveryCode | FromKeyring
