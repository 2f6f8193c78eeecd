"""The provider commands. The key is read from a file and never printed."""

from __future__ import annotations

import argparse

from hybriddesk.headless.isolation_command import change_isolation
from hybriddesk.headless.session import DoorFactory, emit, opened, secret_text
from hybriddesk.records.offers import Offer
from hybriddesk.records.work import ProviderConfig
from hybriddesk.workspace import Workspace


async def provider(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """add, list, test, policy, remove."""
    async with opened(options, door_of) as workspace:
        match options.act:
            case "add":
                emit(_shown(_add(options, workspace)))
            case "list":
                for config in workspace.providing.all():
                    emit(_shown(config))
            case "test":
                tried = await workspace.providing.test(options.name)
                emit({"name": options.name, "ok": True, "models": list(tried.models), "latency_ms": tried.latency_ms,
                      "prices": [_price(one) for one in tried.offers if one.prompt_usd is not None]})
            case "balance":
                balance = await workspace.providing.balance(options.name)
                emit({"name": options.name, "usd": balance.usd, "used_usd": balance.used_usd})
            case "breaker":
                _breaker(options, workspace)
            case "fallback":
                _fallback(options, workspace)
            case "policy":
                emit(_policy(options, workspace))
            case "isolation":
                emit(change_isolation(options, workspace))
            case _:
                workspace.providing.remove(options.name)
                emit({"name": options.name, "removed": True})
    return 0


def _price(one: Offer) -> dict[str, object]:
    return {"model": one.model, "prompt_usd": one.prompt_usd, "completion_usd": one.completion_usd, "context": one.context}


def _breaker(options: argparse.Namespace, workspace: Workspace) -> None:
    if options.what != "list":
        workspace.providing.set_breaker(options.name, options.model, held=options.what == "open")
    for model, state, retry_at in workspace.providing.breakers(options.name):
        emit({"provider": options.name, "model": model, "state": state, "retry_at_ms": retry_at})


def _fallback(options: argparse.Namespace, workspace: Workspace) -> None:
    if options.to or options.none:
        chain = [(name, model) for name, _, model in (one.partition("=") for one in options.to)]
        workspace.providing.set_fallback(options.name, options.model, chain)
    for (start, model), steps in workspace.providing.fallbacks.all().items():
        if start == options.name:
            emit({"provider": start, "model": model, "to": [{"provider": to, "model": to_model} for to, to_model in steps]})


def _add(options: argparse.Namespace, workspace: Workspace) -> ProviderConfig:
    key = secret_text(options.key_file, "Key: ") if options.key_file else None
    return workspace.providing.add(
        options.name, options.adapter, options.base_url, key, allow_loopback_http=options.allow_loopback_http,
        ask=options.ask, default_model=options.model,
    )


def _policy(options: argparse.Namespace, workspace: Workspace) -> dict[str, object]:
    """Sets what was given and shows the whole table."""
    name = workspace.providing.config(options.name).name
    policies = workspace.providing.policies
    if options.profile:
        policies.set_profile(name, options.profile)
    if options.kind:
        policies.set_action(name, options.kind.upper(), options.action or "")
    policy = policies.of(name)
    return {"name": name, "profile": policy.profile, "by_hand": dict(policy.own), "policy": policy.table()}


def _shown(config: ProviderConfig) -> dict[str, object]:
    return {
        "name": config.name, "adapter": config.adapter, "base_url": config.base_url, "has_key": config.has_key,
        "ask": config.ask, "models": list(config.models), "default_model": config.default_model,
        "allow_loopback_http": config.allow_loopback_http,
    }
