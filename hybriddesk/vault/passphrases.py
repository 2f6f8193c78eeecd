"""Passphrases: suggesting a good one, refusing a weak one."""

from __future__ import annotations

import math
import secrets
from functools import cache
from itertools import pairwise

from hybriddesk.records.errors import Refused
from hybriddesk.records.resources import resource
from hybriddesk.vault.keys import normal

WORDS = 6
SHORTEST = 10
FEWEST_SIGNS = 5


@cache
def words() -> tuple[str, ...]:
    """The list suggestions are drawn from."""
    return tuple(resource("data/words.txt").read_text(encoding="utf-8").split())


def suggest(count: int = WORDS) -> str:
    """A random passphrase of plain words with spaces between."""
    return " ".join(secrets.choice(words()) for _ in range(count))


def suggested_bits(count: int = WORDS) -> float:
    """How many bits of chance a suggestion holds."""
    return count * math.log2(len(words()))


def check(passphrase: str) -> None:
    """Raises ``Refused('vault.passphrase_short'|'vault.passphrase_weak'|'vault.passphrase_nul')``."""
    text = normal(passphrase)
    if "\x00" in text:
        raise Refused("vault.passphrase_nul")
    if len(text.strip()) < SHORTEST:
        raise Refused("vault.passphrase_short", least=SHORTEST)
    if len(set(text.casefold())) < FEWEST_SIGNS or _stairs(text.casefold()) or text.casefold().strip() in _COMMON:
        raise Refused("vault.passphrase_weak")


def _stairs(text: str) -> bool:
    """Whether each sign follows the one before it (``abcdefghij``, ``0123456789``)."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(steps) == 1


_COMMON = frozenset({
    "1234567890", "0987654321", "passwordpassword", "password123", "password1234", "passphrase", "qwertyuiop", "qwertzuiop",
    "letmein123", "iloveyou123", "administrator", "hybriddesk", "changeme123", "welcome123", "1q2w3e4r5t", "1qaz2wsx3edc",
})
