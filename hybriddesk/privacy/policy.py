"""What is done with a kind of value before it leaves for one provider: a table of kinds and actions, and the profiles that fill it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.privacy.generalise import GENERAL_KINDS
from hybriddesk.privacy.kinds import KIND_NAMES, OPTIONAL_KINDS
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Instead

Action = Literal["replace", "generalise", "drop", "block", "local", "ask"]
ACTIONS: tuple[Action, ...] = ("replace", "generalise", "drop", "block", "local", "ask")
"""A token that comes back; something coarser; nothing, and it does not come back; no request; another provider, on this machine; the person's say each time."""

_NUMBERS = ("CARD", "IBAN", "ACCOUNT", "CRYPTO", "ID", "PASSPORT", "LICENCE", "MRN")
PROFILES: Mapping[str, Mapping[str, Action]] = {
    "balanced": {},
    "strict": {
        **dict.fromkeys(_NUMBERS, "ask"), "SECRET": "block", "ORG": "replace", "ORDER": "replace", "COORDINATES": "drop", "IP": "drop", "MAC": "drop", "IMEI": "drop",
    },
    "hipaa": {
        "DOB": "generalise", "AGE": "generalise", "POSTCODE": "drop", "COORDINATES": "drop", "URL": "drop", "IP": "drop", "MAC": "drop", "IMEI": "drop", "VIN": "drop", "PLATE": "drop",
        **dict.fromkeys(_NUMBERS, "drop"), "SECRET": "block", "ORG": "replace", "ORDER": "replace",
    },
}  # fmt: skip
"""Balanced replaces everything. Strict asks about numbers that can be misused and stops secrets. HIPAA leaves the year of birth and
drops what Safe Harbor lists and no reply needs; the source is 45 CFR 164.514(b)(2)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One provider's table: a profile, and the rows set by hand that stand before it."""

    profile: str = "balanced"
    own: Mapping[str, Action] = field(default_factory=dict)

    def action(self, kind: str) -> Action:
        """What is done with values of that kind."""
        return self.own.get(kind) or PROFILES[self.profile].get(kind, "replace")

    def set_by_hand(self) -> frozenset[str]:
        """Kinds with a row of their own, in the profile or by hand: they are looked for even where the settings switch them off."""
        return frozenset(PROFILES[self.profile]) | frozenset(self.own)

    def among(self, kinds: Iterable[str], *actions: Action) -> tuple[str, ...]:
        """Those of ``kinds`` that have one of the actions, in alphabetical order."""
        return tuple(sorted({kind for kind in kinds if self.action(kind) in actions}))

    def instead(self) -> dict[str, Instead]:
        """Kinds of which no token leaves, for the scrubber."""
        return {kind: action for kind, action in self.table().items() if action in ("drop", "generalise")}

    def table(self) -> dict[str, Action]:
        """Every kind with its action."""
        return {kind: self.action(kind) for kind in sorted(KIND_NAMES)}


def checked_action(kind: str, action: str) -> Action:
    """Raises ``Refused('privacy.policy_invalid')`` for an unknown kind or action, or one that the kind has no coarser form for."""
    if kind not in KIND_NAMES or action not in ACTIONS or (action == "generalise" and kind not in GENERAL_KINDS):
        raise Refused("privacy.policy_invalid", kind=kind, action=action)
    return action


def checked_profile(name: str) -> str:
    """Raises ``Refused('privacy.profile_unknown')``."""
    if name not in PROFILES:
        raise Refused("privacy.profile_unknown", name=name)
    return name


def hides_more(policy: Policy, off: frozenset[str], on: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds switched off and on by the settings, as this policy leaves them: a row of its own is stronger."""
    rows = policy.set_by_hand()
    return off - rows, on | (rows & OPTIONAL_KINDS)


def written(policies: Mapping[str, Policy]) -> tuple[str, ...]:
    """Policies by provider as lines of one setting: ``profile=strict@cloud``, ``DOB=generalise@cloud``."""
    lines = [f"profile={policy.profile}@{provider}" for provider, policy in policies.items() if policy.profile != "balanced"]
    lines += [f"{kind}={action}@{provider}" for provider, policy in policies.items() for kind, action in sorted(policy.own.items())]
    return tuple(sorted(lines))


def read(lines: Iterable[str]) -> dict[str, Policy]:
    """The policies that ``written`` wrote. Raises ``Refused`` where a line is none: a rule that cannot be read must not be passed over."""
    found: dict[str, Policy] = {}
    for line in lines:
        row, _, provider = line.partition("@")
        name, _, value = row.partition("=")
        before = found.get(provider, Policy())
        if name == "profile":
            found[provider] = Policy(checked_profile(value), before.own)
        else:
            found[provider] = Policy(before.profile, {**before.own, name: checked_action(name, value)})
    return found
