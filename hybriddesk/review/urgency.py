"""What comes first: P(bad) x severity x (1 + min(age / SLA, 1)^2), the sensitive lane ahead of all others.

Age moves an entry in steps, so that the order can stand in an index and 100,000 entries are never sorted.
"""

from __future__ import annotations

LANE = 1_000.0
"""Added to the sensitive lane's figure: no other entry reaches it."""
AGES = (0.25, 0.5, 0.75, 1.0)
"""Shares of the SLA at which an entry moves up."""


def urgency(base: float, *, sensitive: bool, age: float) -> float:
    """``base`` is P(bad) x severity; ``age`` the share of the SLA that has passed, from 0."""
    step = max((mark for mark in AGES if age >= mark), default=0.0)
    return base * (1 + step * step) + (LANE if sensitive else 0.0)


def next_age(age: float) -> float | None:
    """The share of the SLA at which an entry of this age moves next; None when it has moved for the last time."""
    return next((mark for mark in AGES if mark > age), None)
