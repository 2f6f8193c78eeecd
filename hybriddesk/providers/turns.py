"""A prompt as the APIs want it: passages joined with the words they belong to, and, for Anthropic, OpenAI's Responses and Gemini, what the
system says apart from the turns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hybriddesk.records.asked import PASSAGES
from hybriddesk.records.way import Message


def joined(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages as they leave: passages and the person's message after them are one, because several APIs and most chat templates of local
    models take no two turns of one side in a row."""
    out: list[Message] = []
    for message in messages:
        if out and out[-1].part == PASSAGES and message.role == out[-1].role:
            out[-1] = replace(message, text=f"{out[-1].text}\n\n{message.text}")
        else:
            out.append(message)
    return tuple(out)


def system_of(messages: Iterable[Message]) -> str | None:
    """Everything the system says as one text; None where it says nothing, so that the field is left out."""
    return "\n\n".join(one.text for one in messages if one.role == "system") or None


def turns_of(messages: Iterable[Message]) -> list[dict[str, str]]:
    """The turns of both sides, each with ``role`` and ``content``."""
    return [{"role": one.role, "content": one.text} for one in messages if one.role != "system"]
