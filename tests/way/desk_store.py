"""A real store in a folder of the test, with the real services built on it, run on one event loop like the engine's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import anyio

from hybriddesk.__main__ import StoreDoor
from hybriddesk.records.consent import Ask, Consent
from hybriddesk.records.store import Passphrase
from hybriddesk.records.way import Outgoing
from hybriddesk.workspace import Workspace

T = TypeVar("T")
PASSPHRASE = "seven quiet rivers bend"


async def yes(_outgoing: Outgoing, _waiting: int) -> Consent:
    return Consent("send", rest_of_batch=True)


async def never(_outgoing: Outgoing, _waiting: int) -> Consent:
    raise AssertionError("nobody should have been asked")


def asked(*answers: Consent) -> tuple[Ask, list[Outgoing]]:
    """An Ask that gives these answers in order, and the list of what it was shown."""
    shown: list[Outgoing] = []

    async def ask(outgoing: Outgoing, _waiting: int) -> Consent:
        shown.append(outgoing)
        return answers[len(shown) - 1]

    return ask, shown


def in_store(folder: Path, work: Callable[[Workspace], Awaitable[T]]) -> T:
    """Opens (or makes) the store in ``folder``, runs ``work`` on it and closes it, as one session of the app."""

    async def session() -> T:
        door = StoreDoor(folder)
        try:
            workspace = (await door.create(PASSPHRASE))[0] if door.state() == "absent" else await door.unlock(Passphrase(PASSPHRASE))
            return await work(workspace)
        finally:
            await door.lock()

    return anyio.run(session)


def add_provider(workspace: Workspace, url: str, name: str = "cloud", **options: object) -> None:
    workspace.providing.add(name, "openai", url, "sk-planted-key-0001", allow_loopback_http=True, default_model="small-1", **options)  # type: ignore[arg-type]
