"""Who can be asked: the built-in helper and the providers the person added, each with its breaker."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from hybriddesk.catalog.estimate import estimate
from hybriddesk.catalog.routing import choose
from hybriddesk.knowledge.summary import summarise
from hybriddesk.providers.senders import BY_NAME, sender_for
from hybriddesk.providers.tee import TeeQuestions
from hybriddesk.records.protocols import FinalsSource, Sender
from hybriddesk.records.way import Params, Route
from hybriddesk.records.work import ProviderConfig
from hybriddesk.resilience.breaker import Breaker
from hybriddesk.vault.breakers import Breakers
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.workflow.isolating import Isolating

HELPER = ProviderConfig(
    name="helper", adapter="helper", base_url="", allow_loopback_http=False, ask="never", has_key=False,
    models=("helper/1",), default_model="helper/1", created_ms=0,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Provider by name, model id (empty: the provider's default) and how to ask."""

    provider: str
    model: str = ""
    params: Params = field(default_factory=Params)


class Senders:
    """Turns a target into a sender, a route and a breaker. ``tls`` replaces the system's roots; only a self-test has its own."""

    def __init__(
        self, book: ProviderBook, breakers: Breakers, finals: FinalsSource, isolating: Isolating, *, tls: ssl.SSLContext | None = None,
    ) -> None:
        self.book = book
        self.isolating = isolating
        self._tls = tls
        self._breakers = breakers
        self._finals = finals
        self._live: dict[tuple[str, str], Breaker] = {}

    def config(self, name: str) -> ProviderConfig:
        """The provider's row. Raises ``Refused('provider.unknown')``."""
        return HELPER if name == HELPER.name else self.book.get(name)

    def all(self) -> tuple[ProviderConfig, ...]:
        """The helper first, then the person's own providers by name."""
        return (HELPER, *self.book.all())

    def sender(self, config: ProviderConfig, conversation: str = "") -> Sender:
        """A sender for one request of a conversation, or for a question beside them; it asks for the key only when it sends."""
        return sender_for(
            config, lambda: self.isolating.key(config.name, conversation), finals=self._finals, estimate=estimate, summarise=summarise,
            tls=self._tls, proxy=self.isolating.proxy(config.name, conversation),
        )

    def tee(self, config: ProviderConfig, conversation: str) -> TeeQuestions:
        """Who answers for the provider's models in trusted execution environments."""
        adapter = BY_NAME[config.adapter]
        return TeeQuestions(
            config.name, config.base_url or adapter.base_url, lambda: self.isolating.key(config.name, conversation),
            allow_loopback_http=config.allow_loopback_http or adapter.local, tls=self._tls, proxy=self.isolating.proxy(config.name, conversation),
        )

    def route(self, config: ProviderConfig, target: Target) -> Route:
        """Where the request will go."""
        return choose(config, target.model, target.params)

    def breaker(self, route: Route) -> Breaker:
        """The breaker of this provider and model, as the store last knew it."""
        key = (route.provider, route.model)
        if key not in self._live:
            saved = self._breakers.load().get(key)
            self._live[key] = Breaker.from_json(saved) if saved else Breaker()
        return self._live[key]

    def keep(self, route: Route) -> None:
        """Stores the breaker's state after a call."""
        self._breakers.save(route.provider, route.model, self.breaker(route).to_json())

    def well_again(self, provider: str) -> None:
        """Closes the provider's breakers: the person changed its key or address, so old failures say nothing any more."""
        for (name, model), breaker in self._live.items():
            if name == provider:
                breaker.reset()
                self._breakers.save(name, model, breaker.to_json())
