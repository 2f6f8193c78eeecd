"""The composition root: it alone builds objects and hands them to constructors.

``python -m hybriddesk`` opens the desk; with a command it never imports Qt. What needs an opened store is imported when one is
opened, on the engine thread: the window is painted before that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hybriddesk.records.errors import Refused
from hybriddesk.vault.folder import StoreFolder

if TYPE_CHECKING:
    import argparse

    from hybriddesk.records.linking import IsolationReport
    from hybriddesk.records.store import Secret, StoreState
    from hybriddesk.records.work import Changed
    from hybriddesk.vault.database import Database
    from hybriddesk.vault.keys import DataKey
    from hybriddesk.workspace import Workspace


_T = TypeVar("_T")


class StoreDoor:
    """The door of one data folder; see ``workspace.Door``."""

    def __init__(self, data_dir: Path, on_change: Callable[[Changed], None] | None = None) -> None:
        self.data_dir = data_dir
        self._folder = StoreFolder(data_dir)
        self._key: DataKey | None = None
        self._db: Database | None = None
        self._on_change = on_change

    def state(self) -> StoreState:
        return self._folder.state()

    def keyring_offered(self) -> bool:
        from hybriddesk.vault import store  # noqa: PLC0415

        return store.keyring_offered(self._folder)

    async def create(self, passphrase: str | None, *, keyring: bool = False, sample: bool = False) -> tuple[Workspace, str]:
        from hybriddesk.building import add_samples  # noqa: PLC0415  after the first paint
        from hybriddesk.vault import store  # noqa: PLC0415

        key, code = await _in_thread(lambda: store.create(self._folder, passphrase, keyring=keyring))
        workspace = await self._open(key)
        workspace.audit.add("store.created", "", keyring=int(keyring), passphrase=int(passphrase is not None))
        if sample:
            await add_samples(workspace)
        return workspace, code

    async def unlock(self, secret: Secret) -> Workspace:
        from hybriddesk.vault import store  # noqa: PLC0415

        workspace = await self._open(await _in_thread(lambda: store.unlock(self._folder, secret)))
        workspace.audit.add("store.unlocked", "", by=type(secret).__name__)
        return workspace

    async def lock(self) -> None:
        if self._db is not None:
            self._audit("store.locked")
            self._db.close()
            self._db = None
        if self._key is not None:
            self._key.wipe()
            self._key = None

    async def change_passphrase(self, new: str) -> None:
        from hybriddesk.vault import store  # noqa: PLC0415

        await _in_thread(lambda: store.change_passphrase(self._folder, self._held(), new))
        self._audit("store.passphrase_changed")

    async def new_recovery_code(self) -> str:
        from hybriddesk.vault import store  # noqa: PLC0415

        code = await _in_thread(lambda: store.new_recovery_code(self._folder, self._held()))
        self._audit("store.recovery_code_changed")
        return code

    async def set_keyring(self, *, on: bool) -> None:
        from hybriddesk.vault import store  # noqa: PLC0415

        change = store.keyring_enable if on else store.keyring_disable
        await _in_thread(lambda: change(self._folder, self._held()))
        self._audit("store.keyring_on" if on else "store.keyring_off")

    async def isolation_test(self, count: int, step: Callable[[int, int], object]) -> IsolationReport:
        from hybriddesk.building import isolation_test  # noqa: PLC0415

        return await isolation_test(count, step)

    async def _open(self, key: DataKey) -> Workspace:
        from hybriddesk.building import build  # noqa: PLC0415
        from hybriddesk.vault.database import Database  # noqa: PLC0415

        await self.lock()
        self._db = Database.open(self._folder, key, on_change=self._on_change)
        self._key = key
        return build(self._db)

    def _audit(self, act: str) -> None:
        from hybriddesk.vault.audit import Audit  # noqa: PLC0415

        if self._db is not None:
            Audit(self._db).add(act)

    def _held(self) -> DataKey:
        if self._key is None:
            raise Refused("vault.locked")
        return self._key


async def _in_thread(work: Callable[[], _T]) -> _T:
    import anyio.to_thread  # noqa: PLC0415

    return await anyio.to_thread.run_sync(work)


def default_folder() -> Path:
    """Where the store lies unless somebody names a folder: beside the program if it is portable, else the platform's own place."""
    portable = Path(__file__).resolve().parent.parent / ".portable"
    if portable.exists():
        return portable.parent / "data"
    from platformdirs import user_data_path  # noqa: PLC0415  most starts of tests and scripts name the folder

    return user_data_path("hybriddesk", appauthor=False)


def _command(given: list[str]) -> argparse.Namespace:
    from hybriddesk.headless.commandline import parse  # noqa: PLC0415  the tree of commands is not for the desk

    return parse(given)


def main(arguments: list[str] | None = None) -> int:
    """Starts the desk, or the command that was named. Returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    from hybriddesk.headless.desk_options import parse_desk  # noqa: PLC0415  the desk does not pay for it twice

    options = parse_desk(given) or _command(given)
    options.data_dir = options.data_dir or default_folder()
    if options.command and options.command != "check":
        from hybriddesk.headless.run import run_command  # noqa: PLC0415  Qt-free start

        if options.command == "bench":
            from hybriddesk.desk.bench import benches  # noqa: PLC0415  names only; Qt comes with the one that is run

            options.window_benches = benches(StoreDoor)
        return run_command(options, StoreDoor)
    from hybriddesk.desk.app import run_desk  # noqa: PLC0415  only the desk imports Qt

    return run_desk(options, StoreDoor)


if __name__ == "__main__":
    sys.exit(main())
