"""Where a request goes, and the first model of a new provider."""

from __future__ import annotations

import pytest

from hybriddesk.catalog.routing import choose, default_model
from hybriddesk.records.errors import Permanent
from hybriddesk.records.way import Params
from hybriddesk.records.work import ProviderConfig


def config(base_url="https://api.example.com:8443/v1", adapter="openai", models=(), default_model=""):
    return ProviderConfig("p", adapter, base_url, False, "always", False, models, default_model, 0)


@pytest.mark.parametrize(("asked", "default", "models", "chosen"), [
    ("m1", "m2", ("m3",), "m1"), ("", "m2", ("m3",), "m2"), ("", "", ("m3", "m4"), "m3"),
])
def test_the_model_asked_for_then_the_default_then_the_first(asked, default, models, chosen):
    """What the person chose wins."""
    route = choose(config(models=models, default_model=default), asked, Params(temperature=0.1))
    assert (route.provider, route.adapter, route.model, route.params) == ("p", "openai", chosen, Params(temperature=0.1))


def test_no_model_at_all_is_told():
    """A provider without any model cannot be asked."""
    with pytest.raises(Permanent, match=r"catalog\.no_model"):
        choose(config())


@pytest.mark.parametrize(("base_url", "adapter", "host", "local"), [
    ("https://api.example.com:8443/v1", "openai", "api.example.com:8443", False),
    ("http://127.0.0.1:11434/v1", "ollama", "127.0.0.1:11434", True),
    ("http://localhost:1234/v1", "openai", "localhost:1234", True),
    ("http://[::1]:8080", "openai", "[::1]:8080", True),
    ("http://localhost.example.com", "openai", "localhost.example.com", False),
    ("", "helper", "this computer", True),
    ("/models/small.gguf", "local", "this computer", True),
])
def test_host_and_whether_it_stays_here(base_url, adapter, host, local):
    """Local is what never leaves this machine, whatever the provider is called."""
    route = choose(config(base_url, adapter), "m")
    assert (route.host, route.local) == (host, local)


@pytest.mark.parametrize(("models", "chosen"), [
    ((), ""),
    (("text-embedding-3-small", "whisper-1", "dall-e-3", "tts-1"), ""),
    (("gpt-4-0613", "gpt-4o-mini", "gpt-4.1-mini", "gpt-4o-mini-2024-07-18", "text-embedding-3-small"), "gpt-4.1-mini"),
    (("llama9:8b", "qwen:4b"), "llama9:8b"),
    (("nomic-embed-text", "llama9:8b"), "llama9:8b"),
])
def test_the_first_choice_is_a_small_current_text_model(models, chosen):
    """Embeddings, speech and pictures are passed over; among priced small ones the newest undated wins; else the first."""
    assert default_model(models, today="2026-11-23") == chosen


def test_a_retired_model_is_not_chosen():
    """A model past its announced last day is passed over."""
    assert default_model(("claude-sonnet-4-5", "other"), today="2026-11-29") == "claude-sonnet-4-5"
    assert default_model(("claude-sonnet-4-5", "other"), today="2099-01-01") == "other"
