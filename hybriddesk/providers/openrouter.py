"""OpenRouter: chat completions, the exact charge with every answer, and only providers that keep no data.

The headers by which other programs name themselves there are not sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from hybriddesk.providers.openai_compatible import OpenAICompatible
from hybriddesk.providers.values import count, mapping, money
from hybriddesk.records.errors import Permanent
from hybriddesk.records.offers import Balance, Charge
from hybriddesk.records.way import Message, Route


class OpenRouter(OpenAICompatible):
    """What it adds to chat completions."""

    kind = "openrouter"
    request_ids = ("x-generation-id", "x-request-id")

    def fields(self, messages: tuple[Message, ...], route: Route) -> Mapping[str, Any]:
        """``data_collection: deny``: a route through a provider that trains on prompts is refused."""
        return {**super().fields(messages, route), "usage": {"include": True}, "provider": {"data_collection": "deny"}}

    async def balance(self) -> Balance:
        """Bought and used credit."""
        told = _data(await self.fetch("GET", f"{self.address.url}/credits"))
        total, used = money(told.get("total_credits")), money(told.get("total_usage"))
        return Balance(None if total is None or used is None else total - used, used)

    async def charge(self, request_id: str) -> Charge:
        """What one generation cost."""
        try:
            told = _data(await self.fetch("GET", f"{self.address.url}/generation?id={quote(request_id, safe='')}"))
        except Permanent as fault:
            if fault.facts.get("status") == 404:  # noqa: PLR2004
                return Charge("not_found")
            raise
        return Charge("charged", money(told.get("total_cost")), count(told.get("tokens_prompt")), count(told.get("tokens_completion")))


def _data(body: bytes) -> dict[str, Any]:
    try:
        return mapping(mapping(msgspec.json.decode(body)).get("data"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return {}
