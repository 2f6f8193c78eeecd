"""Adding, trying and removing providers. The key goes in and never comes back out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from hybriddesk.catalog.routing import default_model
from hybriddesk.providers.addresses import address
from hybriddesk.providers.senders import BY_NAME
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import AskRule, ProviderConfig
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.workflow.senders import HELPER, Senders


@dataclass(frozen=True, slots=True)
class Tried:
    """A provider that answered: its models, and how long it took."""

    models: tuple[str, ...]
    latency_ms: int


class Providing:
    """The person's providers."""

    def __init__(self, db: Database, book: ProviderBook, senders: Senders) -> None:
        self._db = db
        self.book = book
        self._senders = senders
        self.isolating = senders.isolating

    def all(self) -> tuple[ProviderConfig, ...]:
        """The helper first, then the person's own."""
        return self._senders.all()

    def config(self, name: str) -> ProviderConfig:
        """One of them. Raises ``Refused('provider.unknown')``."""
        return self._senders.config(name)

    def add(
        self, name: str, adapter: str, base_url: str, key: str | None, *, allow_loopback_http: bool = False,
        ask: AskRule = "always", default_model: str = "",
    ) -> ProviderConfig:
        """Checks and stores a provider. Raises ``Refused`` with what is wrong (name, adapter, address, plain http)."""
        self._check(name, adapter)
        if adapter == HELPER.adapter:
            return self._add_helper(name)
        kind = BY_NAME[adapter]
        checked = address(base_url or kind.base_url, allow_loopback_http=allow_loopback_http or kind.local)
        config = ProviderConfig(
            name=name, adapter=adapter, base_url=checked.url, allow_loopback_http=allow_loopback_http, ask=ask,
            has_key=bool(key and key.strip()), models=(default_model,) if default_model else (), default_model=default_model,
            created_ms=self._db.clock(),
        )
        self.book.add(config, key.strip() if key else None)
        return config

    def change(
        self, name: str, *, base_url: str | None = None, key: str | None = None, ask: AskRule | None = None,
        default_model: str | None = None, allow_loopback_http: bool | None = None,
    ) -> ProviderConfig:
        """Changes what is given and keeps the rest; ``key`` None keeps the old key. Raises like ``add``."""
        before = self.book.get(name)
        kind = BY_NAME[before.adapter]
        wished = before.allow_loopback_http if allow_loopback_http is None else allow_loopback_http
        allowed = wished or kind.local
        config = replace(
            before, allow_loopback_http=wished, base_url=address(base_url or before.base_url, allow_loopback_http=allowed).url, ask=ask or before.ask,
            default_model=before.default_model if default_model is None else default_model,
            has_key=before.has_key or bool(key and key.strip()),
        )
        self.book.update(config, key.strip() if key else None)
        if key or base_url:
            self._senders.well_again(name)
        return self.book.get(name)

    def _add_helper(self, name: str) -> ProviderConfig:
        """The built-in helper under a name of the person's own, such as for a workflow that must stay on this machine."""
        config = replace(HELPER, name=name, created_ms=self._db.clock())
        self.book.add(config, None)
        return config

    async def test(self, name: str) -> Tried:
        """Asks the provider for its models and keeps the list. The key is sent and no text; the audit log has it before.

        Raises provider faults.
        """
        config, started = self._senders.config(name), self._db.clock()
        if config.adapter != HELPER.adapter:
            Audit(self._db).add("provider.models_asked", name, host=urlsplit(config.base_url).netloc)
        models = await self._senders.sender(config).models()
        took = self._db.clock() - started
        if config.name != HELPER.name:
            today = datetime.fromtimestamp(self._db.clock() / 1000, UTC).date().isoformat()
            default = config.default_model or default_model(models, today=today)
            self.book.set_models(name, models, default)
        return Tried(models, took)

    def remove(self, name: str) -> None:
        """Forgets the provider and its key; what it drafted stays."""
        if name == HELPER.name:
            raise Refused("provider.built_in")
        self.book.remove(name)

    @staticmethod
    def _check(name: str, adapter: str) -> None:
        if name == HELPER.name or not re.fullmatch(r"[\w][\w .-]{0,39}", name):
            raise Refused("provider.bad_name")
        if adapter != HELPER.adapter and adapter not in BY_NAME:
            raise Refused("provider.unknown_adapter", adapter=adapter)
