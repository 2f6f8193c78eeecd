"""What a provider says of itself: its models and their prices, what is left on the account, what one request cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Offer:
    """A model a provider offers. Prices in US dollars per token, ``context`` in tokens; None where it does not say.

    ``digest``: SHA-256 of the model's file where the provider names it, so that a change under one name is seen.
    """

    model: str
    context: int | None = None
    prompt_usd: float | None = None
    completion_usd: float | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """US dollars left on the account, and what was used so far where the provider says it."""

    usd: float | None
    used_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """What one request cost, as its provider tells later.

    ``charged``: it was carried out and billed. ``not_found``: the provider knows of no charge for it. ``too_early``: ask again
    after ``retry_after`` seconds. ``ambiguous``: the provider cannot tell which.
    """

    state: Literal["charged", "not_found", "too_early", "ambiguous"]
    cost_usd: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What a provider's headers say of one allowance (``requests``, ``tokens``, ``input-tokens``, ...); ``reset_s`` seconds from now."""

    name: str
    limit: int | None
    remaining: int | None
    reset_s: float | None
