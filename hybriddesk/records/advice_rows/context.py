"""Sentences about conversations that outgrow their model's window, and those that went to another machine."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

_WHOLE = "Every message is still in your store."

ROWS: dict[str, Advice] = {
    "context.would_drop": Advice(
        "This conversation is longer than its model can read, and a summary of it was not possible.", f"{_WHOLE} Nothing was sent.",
        "Ask without the {count} oldest messages, choose a model that reads more, or begin a new conversation.",
    ),
    "context.facts_lost": Advice("A summary had lost names, numbers or decisions and was not used.", _WHOLE, "The model reads the messages themselves as long as they fit."),
    "context.no_gain": Advice("A summary would have been hardly shorter than the messages and was not used.", _WHOLE, "The model reads the messages themselves as long as they fit."),
    "context.no_summary": Advice("{provider} gave no summary.", "This computer summarised in its place.", "Choose who summarises in Settings, Conversations."),
    "conversation.moved": Advice(
        "This conversation was handed over to another computer.", "Everything in it can still be read here.",
        "Go on there, or choose to go on here all the same: the two would then differ.",
    ),
    "conversation.not_moved": Advice("This conversation was not handed over.", "Nothing was changed."),
    "conversation.answering": Advice("An answer is on its way in this conversation.", "It goes on.", "Stop it, or wait for its end, then hand the conversation over."),
    "sync.not_a_handover": Advice(
        "This file holds a whole store, not one conversation.", "Nothing was changed.", "Bring it in under Sync as a bundle.",
    ),
}
