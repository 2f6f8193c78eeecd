"""Model servers on this computer, looked for only when the person asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import anyio

from hybriddesk.providers.senders import BY_NAME
from hybriddesk.providers.transport import Limits
from hybriddesk.records.errors import Fault
from hybriddesk.records.way import Estimate

PLACES: tuple[tuple[str, str, str], ...] = (
    ("Ollama", "ollama", "http://127.0.0.1:11434"),
    ("LM Studio", "openai", "http://127.0.0.1:1234/v1"),
    ("llama.cpp", "openai", "http://127.0.0.1:8080/v1"),
    ("Jan", "openai", "http://127.0.0.1:1337/v1"),
    ("vLLM", "openai", "http://127.0.0.1:8000/v1"),
)
"""Usual name, adapter and address of each."""

_QUICK = Limits(connect=1.0, silence=2.0, total=4.0, answer=1024 * 1024)


@dataclass(frozen=True, slots=True)
class Found:
    """A server that answered, with its models in its own order."""

    name: str
    adapter: str
    base_url: str
    models: tuple[str, ...]


async def look(places: Sequence[tuple[str, str, str]] = PLACES, limits: Limits = _QUICK) -> tuple[Found, ...]:
    """Asks every place for its model list at once; those that give one are returned. No key is sent anywhere."""
    found: dict[str, Found] = {}

    async def ask(name: str, adapter: str, base_url: str) -> None:
        sender = BY_NAME[adapter].sender(
            name=name, base_url=base_url, allow_loopback_http=True, needs_key=False, key=lambda: None,
            estimate=lambda body, _messages, _model: Estimate(len(body), 0, None), limits=limits,
        )
        try:
            found[base_url] = Found(name, adapter, base_url, await sender.models())
        except Fault:
            return  # nothing there, or something else: that is what was asked

    async with anyio.create_task_group() as group:
        for place in places:
            group.start_soon(ask, *place)
    return tuple(found[base_url] for _, _, base_url in places if base_url in found)
