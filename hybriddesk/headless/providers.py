"""The provider commands. The key is read from a file and never printed."""

from __future__ import annotations

import argparse

from hybriddesk.headless.isolation_command import change_isolation
from hybriddesk.headless.session import DoorFactory, emit, opened, secret_text
from hybriddesk.records.work import ProviderConfig
from hybriddesk.workspace import Workspace


async def provider(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """add, list, test, isolation, remove."""
    async with opened(options, door_of) as workspace:
        match options.act:
            case "add":
                emit(_shown(_add(options, workspace)))
            case "list":
                for config in workspace.providing.all():
                    emit(_shown(config))
            case "test":
                tried = await workspace.providing.test(options.name)
                emit({"name": options.name, "ok": True, "models": list(tried.models), "latency_ms": tried.latency_ms})
            case "isolation":
                emit(change_isolation(options, workspace))
            case _:
                workspace.providing.remove(options.name)
                emit({"name": options.name, "removed": True})
    return 0


def _add(options: argparse.Namespace, workspace: Workspace) -> ProviderConfig:
    key = secret_text(options.key_file, "Key: ") if options.key_file else None
    return workspace.providing.add(
        options.name, options.adapter, options.base_url, key, allow_loopback_http=options.allow_loopback_http,
        ask=options.ask, default_model=options.model,
    )


def _shown(config: ProviderConfig) -> dict[str, object]:
    return {
        "name": config.name, "adapter": config.adapter, "base_url": config.base_url, "has_key": config.has_key,
        "ask": config.ask, "models": list(config.models), "default_model": config.default_model,
        "allow_loopback_http": config.allow_loopback_http,
    }
