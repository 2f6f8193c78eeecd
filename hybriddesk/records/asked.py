"""What of a prompt the person asked for, and what of it is material from their own sources. Everything that reads a request asks here."""

from __future__ import annotations

from collections.abc import Iterable

from hybriddesk.records.way import Message

PASSAGES = "passages"


def own_words(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages without the passages: what was said and what was asked."""
    return tuple(message for message in messages if message.part != PASSAGES)


def asked(messages: Iterable[Message], between: str = "\n\n") -> str:
    """The request: every message of the person's side as one text, oldest first, without the passages."""
    return between.join(message.text for message in own_words(messages) if message.role == "user")


def passages_in(messages: Iterable[Message]) -> str:
    """The block with the passages as it stands in the prompt; empty where none go along."""
    return "\n\n".join(message.text for message in messages if message.part == PASSAGES)
