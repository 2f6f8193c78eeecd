"""NanoGPT: chat completions with the exact charge, a price for every model, a balance, and a look-up of what one request cost.

The look-up is what tells after a crash whether a request was carried out. ``X-Request-ID`` names a request, it does not make it
idempotent: a call that is sent again is charged again.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from hybriddesk.providers.http_sender import HIDDEN
from hybriddesk.providers.openai_compatible import OpenAICompatible
from hybriddesk.providers.values import count, mapping, money
from hybriddesk.records.errors import Permanent, Transient
from hybriddesk.records.offers import Balance, Charge

_TOO_EARLY = 30.0
"""Seconds the service asks to wait where a charge is not booked yet."""


class NanoGPT(OpenAICompatible):
    """What it adds to chat completions."""

    kind = "nanogpt"
    models_path = "/models?detailed=true"
    request_ids = ("x-request-id",)

    async def balance(self) -> Balance:
        """Dollars on the account."""
        parts = urlsplit(self.address.url)
        told = _object(await self.fetch("POST", f"{parts.scheme}://{parts.netloc}/api/check-balance", ("x-api-key", HIDDEN)))
        return Balance(money(told.get("usd_balance")))

    async def charge(self, request_id: str) -> Charge:
        """What the request of this id cost; known for a day."""
        try:
            told = _object(await self.fetch("GET", f"{self.address.url}/usage/requests/{quote(request_id, safe='')}"))
        except (Permanent, Transient) as fault:
            status = fault.facts.get("status")
            if status == 404:  # noqa: PLR2004
                return _not_there(fault)
            if status == 409 or fault.facts.get("reason") == "ambiguous_request_id":  # noqa: PLR2004
                return Charge("ambiguous")
            raise
        used = mapping(told.get("usage"))
        cost = money(told.get("cost")) if told.get("currency", "USD") == "USD" else None
        return Charge("charged", cost, count(used.get("input_tokens")), count(used.get("output_tokens")))


def _not_there(fault: Permanent | Transient) -> Charge:
    """404 with a wish to wait: not booked yet. Without one, nothing was ever charged under this id."""
    wish = fault.facts.get("retry_after")
    return Charge("too_early", retry_after=float(wish)) if isinstance(wish, (int, float)) else Charge("not_found")


def _object(body: bytes) -> dict[str, Any]:
    try:
        return mapping(msgspec.json.decode(body))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return {}
