"""What models cost and how much they read, from the price table shipped in ``resources/data/prices.json``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import msgspec

from hybriddesk.records.resources import resource

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per token, the context window in tokens, and the last day (``YYYY-MM-DD``) the maker announced."""

    prompt_usd: float
    completion_usd: float
    context: int | None
    last_day: str | None

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """US dollars for a call of this size."""
        return prompt_tokens * self.prompt_usd + completion_tokens * self.completion_usd


class PriceTable(msgspec.Struct, frozen=True):
    """The file as it is: where it came from, when, and ``[input, output, context, last day]`` per model."""

    schema: int
    source: str
    version: str
    sha256: str
    made: str
    unit: str
    notice: str
    models: dict[str, tuple[float, float, int | None, str | None]]


@cache
def table() -> PriceTable:
    """The shipped table, read once."""
    return msgspec.json.decode(resource("data/prices.json").read_bytes(), type=PriceTable)


@cache
def price(model: str) -> Price | None:
    """The price of a model under the id a provider uses for it, or None if the table does not know it: a guess would be a false figure.

    ``openai/gpt-4o-mini``, ``gpt-4o-mini`` and ``anthropic/claude-sonnet-4.5:thinking`` all find their row.
    """
    known = table().models
    found = next((known[name] for name in _names(model.strip().lower()) if name in known), None)
    if model.strip().lower().endswith(":free"):
        return Price(0.0, 0.0, found[2] if found else None, None)
    if found is None:
        return None
    prompt, completion, context, last_day = found
    return Price(prompt / _MILLION, completion / _MILLION, context, last_day)


def _names(model: str) -> Iterator[str]:
    for name in dict.fromkeys((model, model.partition(":")[0])):
        yield name
        yield f"openrouter/{name}"
        bare = name.rpartition("/")[2]
        yield bare
        yield bare.replace(".", "-")
