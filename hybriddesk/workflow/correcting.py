"""The first recovery tier: an answer without the form that was asked for is asked for once more, with the validator's own words."""

from __future__ import annotations

from dataclasses import replace

from hybriddesk.records.way import Draft, Message, Reply, Scored, Usage
from hybriddesk.review.json_schema import answer_faults

OFF_SCHEMA = "silent.off_schema"


def correction(draft: Draft, scored: Scored) -> Draft | None:
    """The prompt that asks again, or None where there is nothing to correct."""
    schema = scored.restored.reply.outgoing.route.params.schema
    if schema is None or all(reason.code != OFF_SCHEMA for reason in scored.reasons):
        return None
    wrong = "\n".join(f"- {fault}" for fault in answer_faults(scored.restored.text, schema.schema))
    words = f"Your answer does not have the form that was asked for:\n{wrong}\nAnswer again, with nothing but JSON of this form:\n{schema.schema}"
    return replace(draft, messages=(*draft.messages, Message("assistant", scored.restored.text), Message("user", words)))


def with_both(first: Reply, second: Reply) -> Reply:
    """The second answer, with what both cost and how often was tried."""
    one, two = first.usage, second.usage
    usage = Usage(
        _sum(one.prompt_tokens, two.prompt_tokens), _sum(one.completion_tokens, two.completion_tokens),
        _money(one.cost_usd, two.cost_usd), _sum(one.cached_tokens, two.cached_tokens), _sum(one.reasoning_tokens, two.reasoning_tokens),
    )
    return replace(second, usage=usage, attempts=first.attempts + second.attempts, latency_ms=first.latency_ms + second.latency_ms)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _money(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
