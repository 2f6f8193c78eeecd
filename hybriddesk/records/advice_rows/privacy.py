"""Sentences for the privacy room's codes."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "privacy.local_only": Advice(
        "{provider} is not on this computer, and you said that no text may leave it. Nothing was sent.",
        "Your text is kept; the built-in helper and models on this computer work.",
        "Choose a model on this computer, or turn off Only this computer in Settings, Privacy.",
    ),
    "privacy.names_damaged": Advice(
        what="The trained finder of names ({file}) is missing or is not the one of this version, so it was not used.",
        works="All rules work: numbers, addresses, secrets, and names that are on the lists or stand beside a cue.",
        do="Install HybridDesk again, and read outgoing texts with extra care until then.",
    ),
    "privacy.too_many_values": Advice(
        what="This conversation holds more than {limit} different personal values, more than there are tokens for.",
        works="Everything replaced so far stays replaced; nothing was sent.",
        do="Start a new conversation, or send the text in smaller parts.",
    ),
    "privacy.value_in_clear": Advice(
        what="The request still held a value that this conversation replaces ({kind}), so it was not sent.",
        works="The text and its replacements are kept.",
        do="Look at the request, hide the value by hand, then send again.",
    ),
    "privacy.secret_in_clear": Advice(
        what="The request still held something that looks like a password or key, so it was not sent.",
        works="The text and its replacements are kept.",
        do="Remove the secret or hide it by hand. If it is none, show it by hand, then send again.",
    ),
}
