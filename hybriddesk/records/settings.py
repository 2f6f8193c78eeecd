"""The settings, declared once: the settings page, the documentation and the validation come from this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hybriddesk.records.errors import Refused

Value = bool | int | float | str | tuple[str, ...]
Group = Literal["general", "conversations", "appearance", "security", "review", "knowledge", "privacy", "shortcuts", "hidden"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row. ``choices`` for text with a fixed set; ``low``/``high`` for numbers, inclusive; ``unit`` is shown behind the field."""

    name: str
    group: Group
    default: Value
    label: str
    sentence: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""


SETTINGS: tuple[Setting, ...] = (
    Setting("general.person", "general", "", "Your name or initials", "Written beside your decisions. Stays on this computer."),
    Setting("general.signature", "general", "Kind regards", "Closing line", "The built-in helper ends its drafts with this line."),
    Setting("general.default_provider", "general", "helper", "Drafts come from", "The provider used for new drafts and conversations."),
    Setting("general.page", "hidden", "home", "Last place", "The place shown when the desk opens."),
    Setting("appearance.theme", "appearance", "system", "Theme", "Light, dark or high contrast; system follows your desktop.",
            choices=("system", "light", "dark", "contrast")),
    Setting("appearance.zoom", "appearance", 100, "Text size", "Everything in the window grows with it.", low=80, high=200, unit="%"),
    Setting("appearance.reduce_motion", "appearance", False, "Reduce motion", "No fades and no moving bars."),
    Setting("security.idle_lock_minutes", "security", 10, "Lock when idle", "The store is locked and its key wiped after this time. 0 turns it off.",
            low=0, high=240, unit="min"),
    Setting("security.lock_with_session", "security", True, "Lock with the computer", "Lock when your desktop session locks."),
    Setting("security.clipboard_seconds", "security", 30, "Clear copied secrets", "Keys and recovery codes leave the clipboard after this time.",
            low=5, high=600, unit="s"),
    Setting("review.threshold", "review", 0.75, "Wait for a person below", "Drafts with a lower confidence wait in the review queue.",
            low=0.0, high=1.0),
    Setting("review.audit_share", "review", 0.05, "Random checks", "This share of confident drafts waits for a person all the same.",
            low=0.0, high=1.0),
    Setting("provider.silence_seconds", "general", 30, "Give up a silent provider after",
            "A connection, an answer's begin and each pause in it may take this long.", low=5, high=600, unit="s"),
    Setting("provider.total_seconds", "general", 600, "Longest answer", "An answer that takes longer is stopped; what came is kept.",
            low=30, high=3600, unit="s"),
    Setting("context.summary_percent", "conversations", 70, "Summarise from", "When a conversation fills this share of the model's window, its older messages are summarised.",
            low=10, high=100, unit="%"),
    Setting("context.rolling_percent", "conversations", 85, "Summarise at each message from", "From this share on the summary is renewed with each message.",
            low=10, high=100, unit="%"),
    Setting("context.restart_percent", "conversations", 95, "Begin anew from",
            "From this share on a checkpoint is kept and the model goes on from the summary; counting starts anew.", low=10, high=100, unit="%"),
    Setting("context.reserve_tokens", "conversations", 1000, "Room for the answer", "Tokens of the window kept free for the answer; at most a quarter of a small window.",
            low=0, high=100_000, unit="tokens"),
    Setting("context.unknown_window", "conversations", 0, "Window of unknown models",
            "Tokens that a model reads at once where neither its provider nor the catalogue says so. 0: nothing is summarised for it.", low=0, high=10_000_000, unit="tokens"),
    Setting("context.summary_by", "conversations", "helper", "Who summarises",
            "This computer chooses sentences. The conversation's model writes its own; what leaves for that is checked and shown.",
            choices=("helper", "model")),
    Setting("knowledge.use_in", "knowledge", ("reply", "chat"), "Use my sources for", "Kinds of work whose requests get passages of your sources, one a line: reply, chat, summary, sort."),
    Setting("knowledge.passages", "knowledge", 4, "Passages for each request", "At most so many go along. 0: none, whatever fits.", low=0, high=12),
    Setting("knowledge.least", "knowledge", 0.3, "Least fit of a passage", "A passage that fits the request less is held back. Higher: fewer and surer passages.",
            low=0.0, high=1.0),
    Setting("privacy.local_only", "privacy", False, "Only this computer", "No text goes to a provider that is not on this computer, whatever else is set."),
    Setting("review.mode", "review", "threshold", "How the line is drawn",
            "threshold: below the confidence above. capacity: the riskiest share. risk: at most this share of what passes is bad; needs 100 decisions.",
            choices=("threshold", "capacity", "risk")),
    Setting("review.capacity_percent", "review", 20, "Review the riskiest", "In capacity mode this share of the drafts waits for a person.",
            low=0, high=100, unit="%"),
    Setting("review.per_day", "review", 0, "At most a day", "In capacity mode about so many drafts a day wait; 0 goes by the share.",
            low=0, high=100_000),
    Setting("review.risk", "review", 0.05, "Bad drafts that may pass", "In risk mode at most this share of what passes is bad, nine times in ten.",
            low=0.005, high=0.5),
    Setting("review.always_kinds", "review", (), "Always for kinds", "Drafts that touch these kinds of hidden data always wait, one a line, such as IBAN."),
    Setting("review.always_topics", "review", (), "Always for topics", "Drafts or requests with these words always wait, one a line."),
    Setting("review.always_amount", "review", 0, "Always above", "Drafts that name a larger amount of money always wait; 0 turns it off.",
            low=0, high=1_000_000_000),
    Setting("review.new_version_drafts", "review", 0, "Always for a new prompt", "The first drafts of a new prompt version always wait; 0 turns it off.",
            low=0, high=1_000),
    Setting("review.sla_hours", "review", 24, "Wait no longer than", "Waiting drafts move up the queue until this time has passed.",
            low=1, high=720, unit="h"),
    Setting("review.extra_samples", "review", 0, "Further answers to compare",
            "Asks the same model so many times more and compares. Each costs about as much as the answer itself. 0 turns it off.", low=0, high=5),
    Setting("review.judge_provider", "review", "", "Provider of the judge model",
            "A provider of yours whose model is asked how likely a draft could go out as it is; paid like any request. Empty turns it off."),
    Setting("review.judge_model", "review", "", "Judge model", "Its id; empty: the provider's default model."),
    Setting("review.extra_when", "review", "doubt", "When to ask further",
            "doubt: only where the confidence is between 50 and 85 %, where it helps most. always: for every answer.", choices=("doubt", "always")),
    Setting("review.escalation_hours", "review", 8, "Escalated: decided within", "An escalated draft that waits longer is shown as overdue.",
            low=1, high=720, unit="h"),
    Setting("review.reviewers", "review", (), "Reviewers", "Who reviews beside you, one name a line: at this desk in turn, or at another one by file."),
    Setting("review.overlap_share", "review", 0.1, "Second looks",
            "With two or more reviewers this share of the decided drafts is shown to another one, who does not see the first decision.",
            low=0.0, high=1.0),
    Setting("review.back_reasons", "review", ("Wrong fact", "Not what was asked", "Wrong tone", "Too long", "Against our rules"),
            "Reasons to send back", "Offered with the keys 1 to 9 when you send a draft back, one a line."),
    Setting("review.escalate_reasons", "review", ("Needs an expert", "Needs a decision on money", "Legal question"),
            "Reasons to escalate", "Offered with the keys 1 to 9 when you escalate a draft, one a line."),
    Setting("review.rubric", "review", ("reply: Answers what was asked", "reply: Every fact is right", "reply: The tone fits (1-5)"),
            "Rubric", "What you judge each draft by, one a line: a workflow (or *), a colon, the criterion; (1-5) at the end asks for a grade, else yes or no."),
    Setting("cycle.every_days", "review", 14, "Look back every", "So often a review of your figures is due; the app prepares its agenda under Monitor.",
            low=1, high=90, unit="d"),
    Setting("privacy.always_hide", "privacy", (), "Always hide", "Words and names that are replaced wherever they stand, one a line."),
    Setting("privacy.never_hide", "privacy", (), "Never hide", "Words that are not personal here, one a line."),
    Setting("privacy.kinds_off", "privacy", (), "Kinds not replaced", "Kinds of data that leave in clear. Each change is in the audit log."),
    Setting("privacy.kinds_on", "hidden", (), "Optional kinds replaced", "Kinds that usually are work data, such as organisations, replaced as well."),
    Setting("privacy.policies", "hidden", (), "Policies", "What is done with each kind of data for each provider, as kind=action@provider."),
    Setting("privacy.model_folder", "privacy", "", "Folder of your own name finder",
            "A model of yours that looks for names beside the built-in rules: spaCy, or token classification or GLiNER as ONNX. Empty: none."),
    Setting("shortcuts.bindings", "shortcuts", (), "Shortcuts", "Your own keys, as command=keys."),
    Setting("knowledge.off_in", "hidden", (), "Conversations without sources", "Conversations whose questions go without passages of the person's sources."),
    Setting("ui.coach_seen", "hidden", False, "Coach line", "Whether the first-minute coach line was closed."),
    Setting("ui.window", "hidden", "", "Window", "Size and place of the window."),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}


def checked(name: str, value: object) -> Value:
    """The value as this setting's type. Raises ``Refused('settings.unknown'|'settings.invalid')``."""
    if name not in BY_NAME:
        raise Refused("settings.unknown", name=name)
    setting = BY_NAME[name]
    value = _as_type(setting, value)
    if setting.choices and value not in setting.choices:
        raise Refused("settings.invalid", name=name)
    if isinstance(value, (int, float)) and not _within(setting, float(value)):
        raise Refused("settings.invalid", name=name)
    return value


def _as_type(setting: Setting, value: object) -> Value:
    default = setting.default
    if isinstance(default, tuple) and isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if isinstance(default, float) and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if type(value) is type(default) and isinstance(value, (bool, int, str)):
        return value
    raise Refused("settings.invalid", name=setting.name)


def _within(setting: Setting, value: float) -> bool:
    return (setting.low is None or value >= setting.low) and (setting.high is None or value <= setting.high)
