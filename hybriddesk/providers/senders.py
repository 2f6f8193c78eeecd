"""One row per kind of provider: what the person sees when adding it, and what is built for it."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass

from hybriddesk.providers.anthropic import Anthropic
from hybriddesk.providers.gemini import Gemini
from hybriddesk.providers.http_sender import Estimator, HttpSender
from hybriddesk.providers.local_model import ADAPTER, LocalModel
from hybriddesk.providers.nanogpt import NanoGPT
from hybriddesk.providers.ollama import Ollama
from hybriddesk.providers.openai_compatible import OpenAICompatible
from hybriddesk.providers.openai_responses import OpenAIResponses
from hybriddesk.providers.openrouter import OpenRouter
from hybriddesk.providers.transport import Limits
from hybriddesk.records.errors import Refused
from hybriddesk.records.isolation import Proxy
from hybriddesk.records.protocols import FinalsSource, Quote, Sender
from hybriddesk.records.work import ProviderConfig

HELPER = "helper"
LOCAL = ADAPTER

Summarise = Callable[[str, int], tuple[str, ...]]
"""A text and how many sentences at most to its main sentences, in order; knowledge has one."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """One kind of provider.

    ``asks_key``: a key is usually needed; ``local``: it runs on this machine, so plain http to this machine needs no leave.
    """

    label: str
    base_url: str
    sender: type[HttpSender]
    asks_key: bool = True
    local: bool = False

    @property
    def name(self) -> str:
        """What the command line and the store call it."""
        return self.sender.kind

    @property
    def tells_balance(self) -> bool:
        """Whether it can be asked what is left on the account."""
        return self.sender.balance is not HttpSender.balance

    @property
    def tells_charge(self) -> bool:
        """Whether it can be asked, later, what one request cost."""
        return self.sender.charge is not HttpSender.charge


ADAPTERS: tuple[Adapter, ...] = (
    Adapter("OpenAI, or any server that speaks its API", "https://api.openai.com/v1", OpenAICompatible),
    Adapter("OpenAI, by its Responses API", "https://api.openai.com/v1", OpenAIResponses),
    Adapter("Anthropic", "https://api.anthropic.com/v1", Anthropic),
    Adapter("Google Gemini", "https://generativelanguage.googleapis.com/v1beta", Gemini),
    Adapter("OpenRouter", "https://openrouter.ai/api/v1", OpenRouter),
    Adapter("NanoGPT", "https://nano-gpt.com/api/v1", NanoGPT),
    Adapter("Ollama on this computer", "http://127.0.0.1:11434", Ollama, asks_key=False, local=True),
)
"""The kinds a person can add. The built-in helper is always there and is not added."""

BY_NAME = {adapter.name: adapter for adapter in ADAPTERS}


def sender_for(
    config: ProviderConfig, key: Callable[[], str | None], *, finals: FinalsSource | None, estimate: Estimator,
    summarise: Summarise, quote: Quote | None = None, limits: Limits | None = None, tls: ssl.SSLContext | None = None, proxy: Proxy | None = None,
) -> Sender:
    """The sender of a provider. ``key`` is asked when a request leaves and not before.

    Raises ``Refused('provider.unknown_adapter'|'provider.bad_address'|'provider.refused_plain_http')``.
    """
    if config.adapter == HELPER:
        from hybriddesk.providers.helper import HelperSender  # noqa: PLC0415 -- on first use: it reads its templates

        return HelperSender(finals, summarise=summarise, quote=quote)
    if config.adapter == LOCAL:
        return LocalModel(config.name, config.base_url, estimate, limits or Limits())
    if config.adapter not in BY_NAME:
        raise Refused("provider.unknown_adapter", adapter=config.adapter)
    adapter = BY_NAME[config.adapter]
    return adapter.sender(
        name=config.name, base_url=config.base_url or adapter.base_url,
        allow_loopback_http=config.allow_loopback_http or adapter.local, needs_key=config.has_key, key=key,
        estimate=estimate, limits=limits, tls=tls, proxy=proxy,
    )
