"""Who can be asked: the built-in helper and the providers the person added, each with its breaker."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from hybriddesk.catalog.estimate import estimate
from hybriddesk.catalog.prices import Price
from hybriddesk.catalog.routing import choose
from hybriddesk.knowledge.quoting import quotes
from hybriddesk.knowledge.summary import summarise
from hybriddesk.providers.senders import BY_NAME, sender_for
from hybriddesk.providers.tee import TeeQuestions
from hybriddesk.providers.transport import Limits
from hybriddesk.records.offers import RateLimit
from hybriddesk.records.protocols import FinalsSource, Sender
from hybriddesk.records.way import Estimate, Message, Params, Route
from hybriddesk.records.work import ProviderConfig
from hybriddesk.resilience.breaker import Breaker
from hybriddesk.resilience.retry import RetryBudget
from hybriddesk.vault.breakers import Breakers
from hybriddesk.vault.offers import Offers
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.vault.settings_table import Settings
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
        self, book: ProviderBook, breakers: Breakers, finals: FinalsSource, offers: Offers, settings: Settings, isolating: Isolating, *,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.book = book
        self.isolating = isolating
        self._tls = tls
        self.offers = offers
        self.rates: dict[str, tuple[RateLimit, ...]] = {}
        self._breakers = breakers
        self._finals = finals
        self._settings = settings
        self._live: dict[tuple[str, str], Breaker] = {}
        self._budgets: dict[str, RetryBudget] = {}

    def config(self, name: str) -> ProviderConfig:
        """The provider's row. Raises ``Refused('provider.unknown')``."""
        return HELPER if name == HELPER.name else self.book.get(name)

    def all(self) -> tuple[ProviderConfig, ...]:
        """The helper first, then the person's own providers by name."""
        return (HELPER, *self.book.all())

    def sender(self, config: ProviderConfig, conversation: str = "") -> Sender:
        """A sender for one request of a conversation, or for a question beside them; it asks for the key only when it sends."""

        def estimated(body: bytes, messages: tuple[Message, ...], model: str) -> Estimate:
            return estimate(body, messages, model, self._own_price(config.name, model))

        return sender_for(
            config, lambda: self.isolating.key(config.name, conversation), finals=self._finals, estimate=estimated, summarise=summarise, quote=quotes,
            limits=self._limits(), tls=self._tls, proxy=self.isolating.proxy(config.name, conversation),
        )

    def tee(self, config: ProviderConfig, conversation: str) -> TeeQuestions:
        """Who answers for the provider's models in trusted execution environments."""
        adapter = BY_NAME[config.adapter]
        return TeeQuestions(
            config.name, config.base_url or adapter.base_url, lambda: self.isolating.key(config.name, conversation),
            allow_loopback_http=config.allow_loopback_http or adapter.local, limits=self._limits(), tls=self._tls,
            proxy=self.isolating.proxy(config.name, conversation),
        )

    def _own_price(self, provider: str, model: str) -> Price | None:
        offer = self.offers.of(provider, model)
        if offer is None or offer.prompt_usd is None or offer.completion_usd is None:
            return None
        return Price(offer.prompt_usd, offer.completion_usd, offer.context, None)

    def _limits(self) -> Limits:
        """The person's own patience, where they set it."""
        silence, total = self._settings.get("provider.silence_seconds"), self._settings.get("provider.total_seconds")
        assert isinstance(silence, int)
        assert isinstance(total, int)
        return Limits(connect=min(Limits().connect, silence), silence=silence, total=total)

    def route(self, config: ProviderConfig, target: Target) -> Route:
        """Where the request will go."""
        return choose(config, target.model, target.params)

    def on_this_machine(self) -> Target:
        """The first provider of the person's own that runs here, else the built-in helper."""
        routes = (self.route(config, Target(config.name)) for config in self.book.all() if config.default_model)
        return Target(next((route.provider for route in routes if route.local), HELPER.name))

    def breaker(self, route: Route) -> Breaker:
        """The breaker of this provider and model, as the store last knew it."""
        key = (route.provider, route.model)
        if key not in self._live:
            saved = self._breakers.load().get(key)
            self._live[key] = Breaker.from_json(saved) if saved else Breaker()
        return self._live[key]

    def budget(self, provider: str) -> RetryBudget:
        """The provider's retry budget, as the store last knew it."""
        if provider not in self._budgets:
            left = self._breakers.budget(provider)
            self._budgets[provider] = RetryBudget() if left is None else RetryBudget(start=left)
        return self._budgets[provider]

    def keep(self, route: Route) -> None:
        """Stores breaker and retry budget after a call."""
        with self._breakers.db.write():
            self._breakers.save(route.provider, route.model, self.breaker(route).to_json())
            self._breakers.save_budget(route.provider, self.budget(route.provider).left)

    def by_hand(self, route: Route, *, held: bool) -> Breaker:
        """A person opens the breaker until further notice, or closes it."""
        breaker = self.breaker(route)
        if held:
            breaker.hold()
        else:
            breaker.reset()
        self.keep(route)
        return breaker

    def breakers(self) -> dict[tuple[str, str], Breaker]:
        """Every breaker the store or this session knows."""
        stored = {key: Breaker.from_json(state) for key, state in self._breakers.load().items()}
        return {**stored, **self._live}

    def forget(self, provider: str) -> None:
        """The provider was removed; one of the same name later starts afresh."""
        for key in [key for key in self._live if key[0] == provider]:
            del self._live[key]

    def well_again(self, provider: str) -> None:
        """Closes the provider's breakers: the person changed its key or address, so old failures say nothing any more."""
        for (name, model), breaker in self.breakers().items():
            if name == provider:
                breaker.reset()
                self._live[name, model] = breaker
                self._breakers.save(name, model, breaker.to_json())
