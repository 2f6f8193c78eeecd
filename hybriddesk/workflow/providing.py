"""Adding, trying and removing providers. The key goes in and never comes back out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from hybriddesk.catalog.routing import HERE, default_model
from hybriddesk.providers.addresses import address
from hybriddesk.providers.local_model import chosen, model_files
from hybriddesk.providers.senders import BY_NAME, LOCAL
from hybriddesk.records.errors import Refused
from hybriddesk.records.offers import Balance, Offer, RateLimit
from hybriddesk.records.work import AskRule, ProviderConfig
from hybriddesk.resilience.breaker import State
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.fallbacks import Fallbacks
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.policies import Policies
from hybriddesk.workflow.senders import HELPER, Senders, Target


@dataclass(frozen=True, slots=True)
class Tried:
    """A provider that answered: its models, and how long it took."""

    models: tuple[str, ...]
    latency_ms: int
    offers: tuple[Offer, ...] = ()


class Providing:
    """The person's providers."""

    def __init__(self, db: Database, book: ProviderBook, senders: Senders, fallbacks: Fallbacks) -> None:
        self._db = db
        self.fallbacks = fallbacks
        self.book = book
        self._senders = senders
        self.isolating = senders.isolating
        self.policies = Policies(Settings(db))

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
        if adapter == LOCAL:
            return self._add_local(name, base_url, ask, default_model)
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
        if before.adapter == LOCAL:
            return self._change_local(before, base_url, ask, default_model)
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

    def _add_local(self, name: str, place: str, ask: AskRule, default_model: str) -> ProviderConfig:
        """A model file, or a folder of them, run on this computer. Raises ``Refused('local.no_file'|'local.no_models')``."""
        kept = chosen(place)
        models = model_files(Path(kept))
        config = ProviderConfig(
            name=name, adapter=LOCAL, base_url=kept, allow_loopback_http=False, ask=ask, has_key=False, models=models,
            default_model=default_model or models[0], created_ms=self._db.clock(),
        )
        self.book.add(config, None)
        return config

    def _change_local(self, before: ProviderConfig, place: str | None, ask: AskRule | None, default_model: str | None) -> ProviderConfig:
        config = replace(
            before, base_url=chosen(place) if place else before.base_url, ask=ask or before.ask,
            default_model=before.default_model if default_model is None else default_model,
        )
        self.book.update(config, None)
        return self.book.get(before.name)

    async def test(self, name: str) -> Tried:
        """Asks the provider for its models and keeps the list. The key is sent and no text; the audit log has it before.

        Raises provider faults.
        """
        config, started = self._senders.config(name), self._db.clock()
        if config.adapter not in HERE:
            Audit(self._db).add("provider.models_asked", name, host=urlsplit(config.base_url).netloc)
        offers = await self._senders.sender(config).offers()
        models = tuple(offer.model for offer in offers)
        took = self._db.clock() - started
        if config.name != HELPER.name:
            today = datetime.fromtimestamp(self._db.clock() / 1000, UTC).date().isoformat()
            default = config.default_model or default_model(models, today=today)
            with self._db.write():
                self.book.set_models(name, models, default)
                self._senders.offers.keep(name, offers)
        return Tried(models, took, offers)

    def remove(self, name: str) -> None:
        """Forgets the provider and its key; what it drafted stays."""
        if name == HELPER.name:
            raise Refused("provider.built_in")
        with self._db.write():
            self.book.remove(name)
            self._senders.offers.forget(name)
            self.fallbacks.forget(name)
            self.policies.forget(name)
        self._senders.forget(name)

    async def balance(self, name: str) -> Balance:
        """What is left on the account. The key is sent and no text. Raises ``Refused('provider.no_balance')`` and provider faults."""
        config = self._senders.config(name)
        sender = self._senders.sender(config)
        Audit(self._db).add("provider.balance_asked", name, host=urlsplit(config.base_url).netloc)
        return await sender.balance()

    def breakers(self, name: str) -> tuple[tuple[str, State, int | None], ...]:
        """The provider's breakers: model, state, and when the next probe may leave. Raises ``Refused('provider.unknown')``."""
        self._senders.config(name)
        now = self._db.clock()
        found = ((model, breaker) for (provider, model), breaker in sorted(self._senders.breakers().items()) if provider == name)
        return tuple((model, breaker.state(now), breaker.retry_at_ms) for model, breaker in found)

    def rates(self, name: str) -> tuple[RateLimit, ...]:
        """The allowances the provider named with its last answer since the store was opened; empty if it named none."""
        return self._senders.rates.get(name, ())

    def set_breaker(self, name: str, model: str, *, held: bool) -> None:
        """A person stops a model by hand (``held``) or lets it answer again. Raises ``Refused('provider.unknown')``."""
        route = self._senders.route(self._senders.config(name), Target(name, model))
        with self._db.write():
            self._senders.by_hand(route, held=held)
            Audit(self._db).add("provider.breaker", name, model=route.model, held=int(held))

    def set_fallback(self, name: str, model: str, chain: Sequence[tuple[str, str]]) -> None:
        """Who is asked when ``name`` cannot answer, in order. Raises ``Refused('provider.unknown'|'provider.bad_fallback')``."""
        for provider, to_model in ((name, model), *chain):
            self._senders.config(provider)
            if (provider, to_model) == (name, model) and chain and (provider, to_model) in chain:
                raise Refused("provider.bad_fallback", provider=name)
        self.fallbacks.set(name, model, chain)

    @staticmethod
    def _check(name: str, adapter: str) -> None:
        if name == HELPER.name or not re.fullmatch(r"[\w][\w .-]{0,39}", name):
            raise Refused("provider.bad_name")
        if adapter not in HERE and adapter not in BY_NAME:
            raise Refused("provider.unknown_adapter", adapter=adapter)
