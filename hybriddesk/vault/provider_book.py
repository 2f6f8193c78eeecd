"""The providers the person added, with their keys. Keys stand nowhere but here and leave only through ``key``."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import AskRule, ProviderConfig
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Row, Source, as_json, only

_CONFIG = (
    "SELECT name, adapter, base_url, allow_loopback_http, ask, key IS NOT NULL, models_json, default_model, created_ms FROM providers"
)


def _config(row: Row) -> ProviderConfig:
    name, adapter, url, loopback, ask, has_key, models, default, created = row
    return ProviderConfig(name, adapter, url, bool(loopback), ask, bool(has_key), tuple(msgspec.json.decode(models)), default, created)


def provider_rows(source: Source) -> tuple[ProviderConfig, ...]:
    """All providers in the order they were added."""
    return tuple(map(_config, source.query(f"{_CONFIG} ORDER BY created_ms, name")))


class ProviderBook:
    """Adding, changing and removing is audited by name and host, never by key."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)

    def all(self) -> tuple[ProviderConfig, ...]:
        return provider_rows(self.db)

    def get(self, name: str) -> ProviderConfig:
        """Raises ``Refused('provider.unknown')``."""
        return _config(only(self.db, "provider.unknown", f"{_CONFIG} WHERE name = ?", (name,)))

    def key(self, name: str) -> str | None:
        """The key in clear, None where the provider needs none. Raises ``Refused('provider.unknown')``."""
        key: str | None = only(self.db, "provider.unknown", "SELECT key FROM providers WHERE name = ?", (name,))[0]
        return key

    def add(self, config: ProviderConfig, key: str | None) -> None:
        """Raises ``Refused('provider.exists')``."""
        if self.db.query("SELECT 1 FROM providers WHERE name = ?", (config.name,)):
            raise Refused("provider.exists", name=config.name)
        now = self.db.clock()
        with self.db.write("providers", "audit", ids=[config.name]) as connection:
            connection.execute(
                "INSERT INTO providers(name, adapter, base_url, allow_loopback_http, ask, models_json, default_model, key,"
                " created_ms, changed_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (config.name, *_editable(config), key, now, now),
            )
            self._audit.add("provider.add", config.name, adapter=config.adapter, ask=config.ask)

    def update(self, config: ProviderConfig, key: str | None = None) -> None:
        """Everything but the name; ``key`` None keeps the stored one. Raises ``Refused('provider.unknown')``."""
        self.get(config.name)
        with self.db.write("providers", "audit", ids=[config.name]) as connection:
            connection.execute(
                "UPDATE providers SET adapter = ?, base_url = ?, allow_loopback_http = ?, ask = ?, models_json = ?, default_model = ?,"
                " key = coalesce(?, key), changed_ms = ? WHERE name = ?",
                (*_editable(config), key, self.db.clock(), config.name),
            )
            self._audit.add("provider.change", config.name, ask=config.ask, new_key=int(key is not None))

    def remove(self, name: str) -> None:
        """Forgets the provider, its key and its breakers. Raises ``Refused('provider.unknown')``."""
        self.get(name)
        with self.db.write("providers", "breakers", "audit", ids=[name]) as connection:
            connection.execute("DELETE FROM providers WHERE name = ?", (name,))
            connection.execute("DELETE FROM breakers WHERE provider = ?", (name,))
            self._audit.add("provider.remove", name)

    def set_ask(self, name: str, rule: AskRule) -> None:
        """When the person is asked before sending. Raises ``Refused('provider.unknown')``."""
        self.get(name)
        with self.db.write("providers", "audit", ids=[name]) as connection:
            connection.execute("UPDATE providers SET ask = ?, changed_ms = ? WHERE name = ?", (rule, self.db.clock(), name))
            self._audit.add("provider.ask", name, rule=rule)

    def set_models(self, name: str, models: Iterable[str], default_model: str) -> None:
        """What the provider said it offers. Raises ``Refused('provider.unknown')``."""
        self.get(name)
        with self.db.write("providers", ids=[name]) as connection:
            connection.execute(
                "UPDATE providers SET models_json = ?, default_model = ?, changed_ms = ? WHERE name = ?",
                (as_json(tuple(models)), default_model, self.db.clock(), name),
            )

    def seen_kinds(self, name: str) -> frozenset[str]:
        """Kinds of personal data already shown in a preview. Raises ``Refused('provider.unknown')``."""
        return frozenset(
            msgspec.json.decode(only(self.db, "provider.unknown", "SELECT seen_kinds_json FROM providers WHERE name = ?", (name,))[0])
        )

    def add_seen_kinds(self, name: str, kinds: Iterable[str]) -> None:
        """Raises ``Refused('provider.unknown')``."""
        before = self.seen_kinds(name)
        after = before.union(kinds)
        if after == before:
            return
        with self.db.write("providers", ids=[name]) as connection:
            connection.execute("UPDATE providers SET seen_kinds_json = ? WHERE name = ?", (as_json(sorted(after)), name))


def _editable(config: ProviderConfig) -> tuple[object, ...]:
    return (
        config.adapter, config.base_url, int(config.allow_loopback_http), config.ask, as_json(config.models), config.default_model,
    )
