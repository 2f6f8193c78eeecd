"""Short words for what the queue and the inspector show. Whole sentences come from the advice table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hybriddesk.desk.words import percent, translated

Tone = Literal["ok", "warn", "bad"]

LOW = 0.6
"""Below this a confidence is painted as bad whatever the person's threshold is."""

_TINY = 1e-6
"""100 times 0.58 is a little less than 58 for a computer."""

SHORT = {
    "review.empty": "Empty draft",
    "review.cut_off": "Cut off",
    "review.filtered": "Stopped by a filter",
    "review.declined": "No good draft found",
    "review.tool_call": "Asked for a tool",
    "review.refusal": "Declines the task",
    "review.hedged": "Unsure wording",
    "review.repeated": "Repeats itself",
    "review.open_slots": "Places to fill in",
    "review.unknown_placeholder": "Unknown placeholder",
    "review.secret_kept": "Password left out",
    "privacy.kept_local": "Kept on this computer",
    "privacy.screen_hidden": "Hidden text left out",
    "privacy.screen_injection": "Gives orders to the model",
    "privacy.screen_exfiltration": "Asks for data",
    "privacy.screen_irrelevant": "Nobody asks for anything",
    "knowledge.held_back": "Passages held back",
    "knowledge.nothing_fits": "Nothing in your sources fits",
    "knowledge.failed": "Sources not searched",
    "knowledge.not_ready": "Sources not usedy",
    "knowledge.unread": "Sources not read",
    "review.lost_placeholder": "Hidden value missing",
    "review.wrong_sum": "Sum does not add up",
    "review.wrong_date": "Date and weekday differ",
    "review.wrong_language": "Other language",
    "review.not_in_source": "Figures not in the request",
    "review.new_contact": "New address or link",
    "review.helper_unsure": "Helper is unsure",
    "review.model_unsure": "Model is unsure",
    "review.few_similar": "Few similar replies",
    "review.longer_than_usual": "Longer than usual",
    "review.shorter_than_usual": "Shorter than usual",
    "review.samples_differ": "Further answers differ",
    "review.judge_doubts": "Judge model doubts it",
    "review.check_failed": "A check failed",
    "review.count_off": "Not as many as asked for",
    "review.limit_off": "Not as long as asked for",
    "review.out_of_reach": "Beyond a model's reach",
    "review.citation": "Citation not found",
    "review.not_json": "Not JSON",
    "review.missing_keys": "Keys missing",
    "review.breaks_off": "Breaks off",
    "review.like_rejected": "Rejected before",
    "review.past_decisions": "Often corrected before",
    "review.sensitive_kind": "Your rule: sensitive data",
    "review.amount": "Your rule: amount",
    "review.topic": "Your rule: topic",
    "review.new_version": "Your rule: new prompt",
    "review.below_threshold": "Low confidence",
    "review.rule": "A rule asks for a person",
    "review.random_check": "Random check",
    "review.nothing_found": "Nothing found",
    "review.asked": "You asked for it",
}

STATES = {
    "escalated": "Escalated",
    "approved": "Approved as is",
    "edited": "Approved with edits",
    "returned": "Sent back",
}
"""What a row says instead of its reason once somebody decided."""


def short(code: str) -> str:
    """Two or three words for a reason code."""
    return tr(SHORT[code]) if code in SHORT else ""


def tone(confidence: float, threshold: float) -> Tone:
    """How a confidence is coloured; the number itself always stands beside the colour."""
    if confidence < min(LOW, threshold):
        return "bad"
    return "warn" if confidence < threshold else "ok"


def sure(confidence: float) -> str:
    """A confidence as a percentage, rounded down: 74.6 % is below a limit of 75 % and must not read as 75 %."""
    return percent(int(100 * confidence + _TINY) / 100)


def strange(words: Sequence[str]) -> str:
    """What words that only look like hidden values will do; empty for none."""
    if not words:
        return ""
    if len(words) == 1:
        return tr("{token} is not a hidden value of this message; it will stand in the reply as it is.").format(token=words[0])
    named = ", ".join(words[:3]) + (" …" if len(words) > 3 else "")
    return tr("{tokens} are not hidden values of this message; they will stand in the reply as they are.").format(tokens=named)


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return translated(text, "Review")
