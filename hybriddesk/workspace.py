"""What both roofs receive: the door to the store, and the opened store with its services. Built by ``__main__`` alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.linking import IsolationReport
from hybriddesk.records.store import Secret, StoreState
from hybriddesk.sync.bundling import Bundling
from hybriddesk.sync.handing import Handing
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.figures_rows import Figures
from hybriddesk.vault.hide_lists import HideLists
from hybriddesk.vault.items import Items
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs
from hybriddesk.vault.search import Search
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.ageing import Waiting
from hybriddesk.workflow.agreeing import Agreeing
from hybriddesk.workflow.charging import Charging
from hybriddesk.workflow.checking import Checking
from hybriddesk.workflow.conversing import Conversing
from hybriddesk.workflow.cycling import Cycling
from hybriddesk.workflow.diagnosing import Diagnosing
from hybriddesk.workflow.drafting import Drafting
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.gating import Gating
from hybriddesk.workflow.knowing import Knowing
from hybriddesk.workflow.learning import Learning
from hybriddesk.workflow.producing import Producing
from hybriddesk.workflow.providing import Providing
from hybriddesk.workflow.receiving import Receiving
from hybriddesk.workflow.recovery import Recovered
from hybriddesk.workflow.retrieving import Retrieving
from hybriddesk.workflow.reviewing import Reviewing


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened store. Everything in here belongs to the engine thread; windows read pages through ``db.reader()``."""

    db: Database
    audit: Audit
    settings: Settings
    items: Items
    conversations: Conversations
    reviews: Reviews
    runs: Runs
    ledger: Ledger
    placeholders: Placeholders
    hide_lists: HideLists
    feedback: Feedback
    figures: Figures
    search: Search
    prompts: Prompts
    scrubber: Scrubber
    agreeing: Agreeing
    providing: Providing
    drafting: Drafting
    conversing: Conversing
    reviewing: Reviewing
    bundling: Bundling
    handing: Handing
    receiving: Receiving
    gating: Gating
    waiting: Waiting
    checking: Checking
    learning: Learning
    recovered: Recovered
    error_log: ErrorLog
    charging: Charging
    producing: Producing
    cycling: Cycling
    knowing: Knowing
    retrieving: Retrieving
    diagnosing: Diagnosing


class Door(Protocol):
    """How the roof opens and closes the store. Every ``async`` method runs on the engine thread and keeps its loop free."""

    @property
    def data_dir(self) -> Path:
        """The folder that holds the store."""

    def state(self) -> StoreState:
        """What lies in the folder now; quick, no key needed."""

    def keyring_offered(self) -> bool:
        """Whether the store's header says that a keyring holds its key."""

    async def create(self, passphrase: str | None, *, keyring: bool = False, sample: bool = False) -> tuple[Workspace, str]:
        """Makes a store and opens it; returns the recovery code to print. ``sample`` adds and drafts the twelve messages."""

    async def unlock(self, secret: Secret) -> Workspace:
        """Opens the store. Raises ``Refused('vault.wrong_passphrase')`` and the other faults of ``vault.store``."""

    async def lock(self) -> None:
        """Closes the store and wipes its key. Safe to call twice."""

    async def change_passphrase(self, new: str) -> None:
        """Wraps the key anew; the data is not touched."""

    async def new_recovery_code(self) -> str:
        """A fresh code to print; the old one stops working."""

    async def set_keyring(self, *, on: bool) -> None:
        """Adds or removes the key in the desktop's keyring."""

    async def isolation_test(self, count: int, step: Callable[[int, int], object]) -> IsolationReport:
        """Sends ``count`` made-up conversations from a throw-away store to a recorder on this machine, and says what could link them.

        ``step`` hears (done, all) after each. The person's own store, open or not, is not touched. Raises provider faults.
        """
