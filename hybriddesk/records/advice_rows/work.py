"""Words for the faults of the stored work (items, conversations, runs, reviews, providers) and for the lines of "latest events"."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

_GONE = "Everything else is as it was."
_REFRESH = "Refresh the list and choose again."

ROWS: dict[str, Advice] = {
    "case.unknown": Advice("There is no such hard case.", "Your other cases are as they were.", "Open the list again."),
    "case.not_decided": Advice("Nobody has decided about this draft yet.", "The draft is as it was.", "Decide about it first; then make a case of it."),
    "case.not_hard": Advice("The draft was hardly changed, so there is no case to make of it.", "Your decision stands.", "Choose one you corrected more."),
    "settings.unknown": Advice("There is no setting called {name}.", "Your settings are unchanged.", "Check the spelling of the name."),
    "settings.invalid": Advice("This value does not fit the setting {name}.", "The old value is kept.", "Choose a value within the limits shown."),
    "provider.unknown": Advice("This provider is not in your list any more.", _GONE, "Choose another provider, or add it again in Settings."),
    "provider.exists": Advice("A provider called {name} is already in your list.", "It is unchanged.", "Choose another name, or edit the one you have."),
    "item.unknown": Advice("This work item is not in the store any more.", _GONE, _REFRESH),
    "run.unknown_outcome": Advice(
        "The request was on its way when HybridDesk stopped; nobody knows whether it was answered.",
        "Nothing is sent again by itself.", "Decide: send it again, or leave it.",
    ),
    "item.not_open": Advice(
        "This work item does not wait for that decision.", "Nothing was changed.", "Look at its state with: item list --state.",
    ),
    "conversation.unknown": Advice("This conversation is not in the store any more.", _GONE, _REFRESH),
    "turn.unknown": Advice("This message is not in the store any more.", _GONE, "Open the conversation again."),
    "run.unknown": Advice("This run is not in the store any more.", _GONE, _REFRESH),
    "ledger.unknown": Advice("This line of the outgoing ledger was not found.", "The ledger itself is unchanged.", "Refresh the ledger."),
    "run.interrupted": Advice(
        "The desk was closed while this was under way. If the request had left, nobody knows whether it was answered and paid for.",
        "What had arrived is kept, and nothing is sent again by itself.",
        "Send it again if you accept that it may cost twice, or leave it.",
    ),
    "review.unknown": Advice("This draft is not in the store any more.", _GONE, _REFRESH),
    "review.moved_on": Advice("Someone has decided about this draft meanwhile.", "Their decision stands, and your text is not lost.", "Open it under Done to see it."),
    "review.taken": Advice("{person} is working on this draft.", "Every other draft is free.", "Take the next one; this one is freed after five minutes at rest."),
    "review.nothing_to_undo": Advice("There is no decision of yours to take back.", "Everything is as it was."),
    "review.not_decided": Advice("This draft is still open.", "You can decide about it now.", "Choose it in the list."),
    "review.asked": Advice("You sent this answer here to look at it again."),
    "review.not_as_is": Advice("The text differs from the draft, so it cannot be approved as it is.", "Your text is kept.", "Approve it with edits."),
    "review.no_text": Advice("There is no text to approve.", "The draft is unchanged.", "Write your version first, or approve the draft as it is."),
    "event.approve": Advice("Approved as is"),
    "event.edit": Advice("Approved with edits ({edit_percent} %)"),
    "event.return": Advice("Sent back"),
    "event.escalate": Advice("Escalated"),
    "event.undone": Advice("Decision taken back"),
    "event.run_done": Advice("Draft ready, {model}"),
    "event.run_recovered": Advice("Draft ready after {attempts} attempts, {model}"),
    "event.run_failed": Advice("Draft failed, {provider}"),
    "event.run_unknown": Advice("Sent, but the outcome is unknown, {provider}"),
    "event.run_cancelled": Advice("Draft cancelled"),
    "event.imported": Advice("Imported {items} items, {faults} files or rows not read"),
    "errors.unknown": Advice("There is no such entry in the error log.", "Nothing was changed.", "See errors list for the fingerprints."),
}
