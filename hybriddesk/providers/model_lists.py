"""Model lists: ``{"data": [{"id"}]}`` as nearly everybody sends, a bare list, or ``{"models": [{"name"}]}``.

Prices are read in the two ways they are written: ``per_million_tokens`` (NanoGPT) and dollars a token as text (OpenRouter).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from hybriddesk.providers.values import count, mapping, money, text
from hybriddesk.records.errors import Fact, Permanent
from hybriddesk.records.offers import Offer

_LONGEST = 200
_MILLION = 1_000_000
_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{64})")


def offers_in(body: bytes, **facts: Fact) -> tuple[Offer, ...]:
    """The models in the order given, each once. Raises ``Permanent('provider.bad_reply')`` if this is no model list."""
    found: dict[str, Offer] = {}
    for row in rows_of(body, **facts):
        offer = _offer(row)
        if offer.model:
            found.setdefault(offer.model, offer)
    return tuple(found.values())


def rows_of(body: bytes, **facts: Fact) -> list[Any]:
    """The rows of a list in any of the three frames. Raises ``Permanent('provider.bad_reply')``."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Permanent("provider.bad_reply", **facts) from None
    if isinstance(found, Mapping):
        found = found.get("data", found.get("models"))
    if not isinstance(found, list):
        raise Permanent("provider.bad_reply", **facts)
    return found


def named(value: object) -> str:
    """A model id that can be shown and sent, or an empty text."""
    return value if isinstance(value, str) and 0 < len(value) <= _LONGEST and value.isprintable() else ""


def _offer(row: object) -> Offer:
    if not isinstance(row, Mapping):
        return Offer(named(row))
    price = mapping(row.get("pricing"))
    share = _MILLION if price.get("unit") == "per_million_tokens" else 1
    dollars = price.get("currency", "USD") == "USD"
    digest = _DIGEST.fullmatch(text(row.get("digest")))
    return Offer(
        model=named(row.get("id", row.get("name"))), context=count(row.get("context_length", row.get("context_window"))),
        prompt_usd=_price(price.get("prompt"), share) if dollars else None,
        completion_usd=_price(price.get("completion"), share) if dollars else None, digest=digest[1] if digest else "",
    )


def _price(value: object, share: int) -> float | None:
    found = money(value)
    return None if found is None else found / share
