"""Each provider's policy: kept as one setting, changed by the person alone, every change audited by kind and action."""

from __future__ import annotations

from dataclasses import replace

from hybriddesk.privacy.policy import Policy, checked_action, checked_profile, read, written
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.settings_table import Settings

SETTING = "privacy.policies"


class Policies:
    """Policies by provider name; a provider without one has the balanced profile."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._audit = Audit(settings.db)

    def of(self, provider: str) -> Policy:
        """Raises ``Refused('privacy.policy_invalid'|'privacy.profile_unknown')`` where the stored rows cannot be read: then nothing leaves."""
        return self._all().get(provider, Policy())

    def set_action(self, provider: str, kind: str, action: str) -> Policy:
        """One row by hand. Raises ``Refused('privacy.policy_invalid')``."""
        before = self.of(provider)
        return self._keep(provider, replace(before, own={**before.own, kind: checked_action(kind, action)}), kind=kind, action=action)

    def set_profile(self, provider: str, profile: str) -> Policy:
        """A profile; rows set by hand go. Raises ``Refused('privacy.profile_unknown')``."""
        return self._keep(provider, Policy(checked_profile(profile)), profile=profile)

    def forget(self, provider: str) -> None:
        """Drops what was set for a provider that is gone."""
        rest = self._all()
        if rest.pop(provider, None):
            self._settings.set(SETTING, written(rest))

    def _all(self) -> dict[str, Policy]:
        lines = self._settings.get(SETTING)
        assert isinstance(lines, tuple)
        return read(lines)

    def _keep(self, provider: str, policy: Policy, **facts: str) -> Policy:
        with self._settings.db.write("settings", "audit", ids=[SETTING]):
            self._settings.set(SETTING, written({**self._all(), provider: policy}))
            self._audit.add("provider.policy", provider, **facts)
        return policy
