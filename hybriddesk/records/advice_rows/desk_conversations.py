"""Sentences of the Conversations place."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "conversation.failed": Advice("There is no whole answer to this.", "What had arrived is kept.", "Ask again when you like."),
    "conversation.unknown_end": Advice(
        "The answer broke off, and nobody knows whether it was finished and charged.", "What had arrived is kept.",
        "Use what is there, or ask again if a second charge is fine.",
    ),
    "conversation.stopped_early": Advice("You stopped before any text came.", "", "Ask again when you like."),
    "conversation.not_answered": Advice("This message has no answer yet.", "It is kept as you wrote it.", "Ask for one, or write on."),
}
