"""Words of the privacy place: kinds, rules, certainty, outcomes."""

from __future__ import annotations

from hybriddesk.desk.words import translated
from hybriddesk.privacy.kinds import KINDS
from hybriddesk.privacy.rules.listing import RULES

_LABELS = {kind.name: kind.label for kind in KINDS}
_SENTENCES = {rule.name: rule.sentence for rule in RULES}

CERTAIN, LIKELY = 0.9, 0.6

OUTCOMES: dict[str, tuple[str, str, str]] = {
    "intent": ("About to leave", "warn", "The request was written down and is about to be sent."),
    "sent": ("Under way", "neutral", "The provider accepted the request; its answer is still coming."),
    "done": ("Answered", "ok", "The provider answered in full."),
    "failed": ("Failed", "bad", "The request ended with an error. The bytes below were given to the network."),
    "unknown": (
        "Outcome unknown", "warn",
        (
            "The connection or the app ended in between: these bytes may have reached the provider, and nobody can tell from here. "
            "HybridDesk never sends such a request again by itself; ask for another draft if you want one."
        ),
    ),
    "cancelled": ("Cancelled", "neutral", "You stopped it. What had left until then has left."),
}
"""Per ledger outcome: two words, the tone of the chip, and a sentence that says what it means."""


def tr(text: str) -> str:
    """The text in the person's language."""
    return translated(text, "Privacy")


def kind_label(kind: str) -> str:
    """A kind as a person reads it; a kind of a newer version keeps its name."""
    return tr(_LABELS.get(kind, kind))


def rule_name(rule: str) -> str:
    """A rule's name with blanks."""
    return rule.replace("_", " ")


def rule_sentence(rule: str) -> str:
    """What a rule looks for; empty for one of a newer version."""
    return tr(_SENTENCES[rule]) if rule in _SENTENCES else ""


def certainty(score: float) -> str:
    """The word for a rule's certainty."""
    if score >= CERTAIN:
        return tr("certain")
    return tr("likely") if score >= LIKELY else tr("possible")
