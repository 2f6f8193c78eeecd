"""How much a model reads at once, and which mark a conversation has reached."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.catalog.prices import price
from hybriddesk.records.context import Level

MOST_RESERVE = 0.25
"""Share of a small window that the reserve for the answer takes at most."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Shares of the window, 0..1, at which older messages are summarised, at each turn, and the context is begun anew."""

    summary: float = 0.70
    rolling: float = 0.85
    restart: float = 0.95

    def level(self, share: float) -> Level:
        """The highest mark that was reached."""
        if share >= self.restart:
            return "restart"
        if share >= self.rolling:
            return "rolling"
        return "summary" if share >= self.summary else "rest"


def window(model: str, offered: int | None = None, own: int = 0) -> int | None:
    """Tokens the model reads at once: what its provider says, else the shipped table, else the person's own word (0: none)."""
    known = price(model) if model else None
    return offered or (known.context if known else None) or own or None


def reserve(size: int | None, wanted: int) -> int:
    """Tokens kept free for the answer: what the person wants, and at most a quarter of a small window."""
    return wanted if size is None else min(wanted, round(size * MOST_RESERVE))
