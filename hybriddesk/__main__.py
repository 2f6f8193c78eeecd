"""The composition root: it alone builds objects and hands them to constructors.

``python -m hybriddesk`` opens the desk; with a command it never imports Qt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import anyio.to_thread

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Refused
from hybriddesk.records.store import Secret, StoreState
from hybriddesk.records.way import Outgoing
from hybriddesk.records.work import Changed
from hybriddesk.vault import store
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.breakers import Breakers
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.figures_rows import Figures
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.items import Items
from hybriddesk.vault.keys import DataKey
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs
from hybriddesk.vault.search import Search
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.agreeing import Agreeing
from hybriddesk.workflow.conversing import Conversing
from hybriddesk.workflow.drafting import Drafting
from hybriddesk.workflow.filing import Filing
from hybriddesk.workflow.leaving import Leaving
from hybriddesk.workflow.path import PromptPath
from hybriddesk.workflow.providing import Providing
from hybriddesk.workflow.recovery import recover
from hybriddesk.workflow.reviewing import Reviewing
from hybriddesk.workflow.samples import SOURCE, samples
from hybriddesk.workflow.scoring import Scoring
from hybriddesk.workflow.senders import HELPER, Senders, Target
from hybriddesk.workspace import Workspace


def build(db: Database) -> Workspace:
    """The services of an opened store, each given what it needs."""
    audit, settings, book, breakers = Audit(db), Settings(db), ProviderBook(db), Breakers(db)
    items, conversations, placeholders = Items(db), Conversations(db), Placeholders(db)
    runs, ledger, reviews, finals, feedback = Runs(db), Ledger(db), Reviews(db), Finals(db), Feedback(db)
    recovered = recover(
        db, runs=runs, ledger=ledger, items=items, conversations=conversations, reviews=reviews, audit=audit,
    )
    prompts, scrubber, senders = Prompts.load(), Scrubber(), Senders(book, breakers, finals)
    agreeing = Agreeing(scrubber, placeholders, settings, senders)
    leaving = Leaving(db, ledger, placeholders, runs)
    path = PromptPath(db, agreeing, senders, leaving, runs, Scoring(reviews, finals, settings))
    filing = Filing(reviews, settings)
    return Workspace(
        db=db, audit=audit, settings=settings, items=items, conversations=conversations, reviews=reviews, runs=runs,
        ledger=ledger, placeholders=placeholders, feedback=feedback, figures=Figures(db), search=Search(db), prompts=prompts,
        scrubber=scrubber, agreeing=agreeing, providing=Providing(db, book, senders),
        drafting=Drafting(db, items, conversations, settings, prompts, path, filing),
        conversing=Conversing(db, conversations, reviews, runs, feedback, senders, path, filing),
        reviewing=Reviewing(db, reviews, items, finals, ledger, placeholders, feedback, settings, prompts, path, filing),
        recovered=recovered,
    )


class StoreDoor:
    """The door of one data folder; see ``workspace.Door``."""

    def __init__(self, data_dir: Path, on_change: Callable[[Changed], None] | None = None) -> None:
        self.data_dir = data_dir
        self._folder = StoreFolder(data_dir)
        self._key: DataKey | None = None
        self._db: Database | None = None
        self.on_change = on_change

    def state(self) -> StoreState:
        return self._folder.state()

    def keyring_offered(self) -> bool:
        return store.keyring_offered(self._folder)

    async def create(self, passphrase: str | None, *, keyring: bool = False, sample: bool = False) -> tuple[Workspace, str]:
        key, code = await anyio.to_thread.run_sync(lambda: store.create(self._folder, passphrase, keyring=keyring))
        workspace = self._open(key)
        if sample:
            await add_samples(workspace)
        return workspace, code

    async def unlock(self, secret: Secret) -> Workspace:
        return self._open(await anyio.to_thread.run_sync(store.unlock, self._folder, secret))

    async def lock(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
        if self._key is not None:
            self._key.wipe()
            self._key = None

    async def change_passphrase(self, new: str) -> None:
        await anyio.to_thread.run_sync(store.change_passphrase, self._folder, self._held(), new)

    async def new_recovery_code(self) -> str:
        return await anyio.to_thread.run_sync(store.new_recovery_code, self._folder, self._held())

    async def set_keyring(self, *, on: bool) -> None:
        change = store.keyring_enable if on else store.keyring_disable
        await anyio.to_thread.run_sync(change, self._folder, self._held())

    def _open(self, key: DataKey) -> Workspace:
        self._db = Database.open(self._folder, key, on_change=self.on_change)
        self._key = key
        return build(self._db)

    def _held(self) -> DataKey:
        if self._key is None:
            raise Refused("vault.locked")
        return self._key


async def add_samples(workspace: Workspace) -> None:
    """Files the twelve sample messages and drafts them with the built-in helper, which sends nothing."""

    async def never_needed(_outgoing: Outgoing, _waiting: int) -> Consent:
        raise Refused("privacy.not_approved", provider=HELPER.name)

    filed = workspace.drafting.file_import(SOURCE, "reply", samples(), sample=True)
    await workspace.drafting.draft(filed.new, Target(HELPER.name), never_needed)


def main(arguments: list[str] | None = None) -> int:
    """Starts the desk, or the command that was named. Returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    from hybriddesk.headless.commandline import parse  # noqa: PLC0415  the desk does not pay for it twice

    options = parse(given)
    if options.command:
        from hybriddesk.headless.run import run_command  # noqa: PLC0415  Qt-free start

        return run_command(options, StoreDoor)
    from hybriddesk.desk.app import run_desk  # noqa: PLC0415  only the desk imports Qt

    return run_desk(options, StoreDoor)


if __name__ == "__main__":
    sys.exit(main())
