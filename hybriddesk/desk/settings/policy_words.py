"""Words for what is done with a kind of data before it may reach a provider."""

from __future__ import annotations

from hybriddesk.desk.settings.phrases import later, tr
from hybriddesk.privacy.policy import Action, Policy

ACTIONS: dict[Action, tuple[str, str]] = {
    "replace": (later("Replace"), later("A token leaves in its place, and the answer gets the value back.")),
    "generalise": (later("Make coarser"), later("Something coarser leaves: a year for a date of birth, a country for a town. It does not come back.")),
    "drop": (later("Leave out"), later("Nothing leaves in its place. It does not come back.")),
    "block": (later("Stop the request"), later("A text with such a value is not sent to this provider at all.")),
    "local": (later("Stay here"), later("A text with such a value goes to a model on this computer or to the built-in helper instead.")),
    "ask": (later("Always ask"), later("You see each request with such a value before it leaves, whatever else you allowed.")),
}
PROFILES: dict[str, tuple[str, str]] = {
    "balanced": (later("Balanced"), later("Everything that is found is replaced by tokens, and comes back in the answer.")),
    "strict": (later("Strict"), later("Secrets stop the request, numbers that can be misused are always asked about, device numbers and addresses are left out.")),
    "hipaa": (later("HIPAA"), later("What Safe Harbor lists and no reply needs is left out; of a date of birth the year stays.")),
}


def action_words(action: Action) -> str:
    """What an action is called."""
    return tr(ACTIONS[action][0])


def action_sentence(action: Action) -> str:
    """What an action does."""
    return tr(ACTIONS[action][1])


def profile_choices() -> list[tuple[str, str]]:
    """The profiles for a chooser."""
    return [(name, tr(words)) for name, (words, _) in PROFILES.items()]


def policy_sentence(policy: Policy) -> str:
    """What a profile does, and how many kinds are set otherwise by hand."""
    said = tr(PROFILES[policy.profile][1])
    if not policy.own:
        return said
    by_hand = tr("1 kind is set by hand.") if len(policy.own) == 1 else tr("{n} kinds are set by hand.").format(n=len(policy.own))
    return f"{said} {by_hand}"
