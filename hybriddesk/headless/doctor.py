"""The doctor: what works here, one line each. Says so plainly where something was not looked at."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
from datetime import UTC, date, datetime

from hybriddesk import __version__
from hybriddesk.catalog.prices import price
from hybriddesk.headless.session import DoorFactory, emit, secret_of
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Fault
from hybriddesk.records.store import FromKeyring
from hybriddesk.workspace import Workspace

ENOUGH_BYTES = 200_000_000
"""A copy before a migration and a day's work fit into this."""
WARN_DAYS, STOP_DAYS = 90, 30
"""A model that ends within the first is named, within the second it counts as a fault (practice S23)."""


async def doctor(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """Exit 0 if all is well, 4 if something needs the person."""
    folder, good = options.data_dir, True
    _line("python", ok=sys.version_info >= (3, 11), what=f"HybridDesk {__version__}, Python {platform.python_version()}, {platform.system()}")
    probe = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(probe).free
    good &= _line("disk", ok=free > ENOUGH_BYTES, what=f"{free // 1_000_000} MB free where the store lies")
    good &= _names()
    door = door_of(folder, None)
    state = door.state()
    good &= _line("store", ok=state == "present", what=f"store is {state.replace('_', ' ')}")
    if state != "present":
        return 4
    if isinstance(secret_of(options), FromKeyring) and not door.keyring_offered():
        _line("integrity", ok=None, what="not looked at: give --passphrase-file to open the store")
        return 0 if good else 4
    try:
        good &= await _inside(await door.unlock(secret_of(options)))
    except Fault as fault:
        said = advice(fault.code, fault.facts)
        good = _line("unlock", ok=False, what=f"{said.what} {said.do}".strip())
    finally:
        await door.lock()
    return 0 if good else 4


def _names() -> bool:
    """Whether the trained finder of names is the shipped one; without it the rules go on alone."""
    scrubber = Scrubber()
    scrubber.detect("names")
    said = advice(scrubber.fault.code, scrubber.fault.facts) if scrubber.fault else None
    return _line("names", ok=said is None, what=f"{said.what} {said.works} {said.do}" if said else "the trained finder of names is the one of this version")


async def _inside(workspace: Workspace) -> bool:
    faults = workspace.db.integrity()
    good = _line("integrity", ok=not faults, what="every page is sound" if not faults else f"{len(faults)} damaged pages")
    chain = workspace.audit.verify()
    good &= _line("audit", ok=chain.ok, what=f"{chain.entries} entries, chain {'whole' if chain.ok else 'broken'}")
    for config in workspace.providing.all():
        good &= await _provider(workspace, config.name)
    return good


async def _provider(workspace: Workspace, name: str) -> bool:
    try:
        tried = await workspace.providing.test(name)
    except Fault as fault:
        said = advice(fault.code, fault.facts)
        return _line(f"provider {name}", ok=False, what=f"{said.what} {said.do}".strip())
    good = _line(f"provider {name}", ok=True, what=f"answers, {len(tried.models)} models")
    return good and _retirement(name, workspace.providing.config(name).default_model, workspace.db.clock())


def _retirement(provider: str, model: str, now_ms: int) -> bool:
    """Warns of a default model whose announced last day is near or past; silent where no day is known."""
    known = price(model)
    if known is None or known.last_day is None:
        return True
    days = (date.fromisoformat(known.last_day) - datetime.fromtimestamp(now_ms / 1000, UTC).date()).days
    if days > WARN_DAYS:
        return True
    ended = f"was retired on {known.last_day}" if days < 0 else f"retires on {known.last_day}, in {days} days"
    return _line(f"model {model}", ok=days > STOP_DAYS, what=f"{ended}; choose another default model for {provider}")


def _line(name: str, *, ok: bool | None, what: str) -> bool:
    emit({"check": name, "ok": ok, "what": what})
    return ok is not False
