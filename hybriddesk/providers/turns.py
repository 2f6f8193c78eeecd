"""A prompt for the APIs that keep what the system says apart from the turns: Anthropic, OpenAI's Responses, Gemini."""

from __future__ import annotations

from collections.abc import Iterable

from hybriddesk.records.way import Message


def system_of(messages: Iterable[Message]) -> str | None:
    """Everything the system says as one text; None where it says nothing, so that the field is left out."""
    return "\n\n".join(one.text for one in messages if one.role == "system") or None


def turns_of(messages: Iterable[Message]) -> list[dict[str, str]]:
    """The turns of both sides, each with ``role`` and ``content``."""
    return [{"role": one.role, "content": one.text} for one in messages if one.role != "system"]
