"""A real encrypted store for the table tests: made once, copied for each test, with a clock that moves by hand."""

import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Reason
from hybriddesk.records.work import Changed, LedgerLine, NewReview, Run, SourceItem, Turn
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.items import Items
from hybriddesk.vault.keys import DataKey, Stretch
from hybriddesk.vault.store import create

WEAK = Stretch(passes=1, lanes=1, memory_kib=8)


@cache
def _template() -> tuple[Path, bytes]:
    home = Path(tempfile.mkdtemp(prefix="hybriddesk-test-"))
    key, _ = create(StoreFolder(home), "correct horse battery staple", stretch=WEAK)
    Database.open(StoreFolder(home), key).close()
    return home, bytes(key.raw)


@dataclass
class Clock:
    """Milliseconds that stand still until moved."""

    now: int = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now

    def move(self, ms: int) -> None:
        self.now += ms


@dataclass
class Store:
    """An opened store with its clock and what it told the windows."""

    db: Database
    clock: Clock
    told: list[Changed] = field(default_factory=list)

    @property
    def audit(self) -> list[tuple[str, str, str]]:
        """``(act, subject, facts_json)``, oldest first."""
        return self.db.query("SELECT act, subject, facts_json FROM audit ORDER BY seq")


def open_store(home: Path, clock: Clock | None = None) -> Store:
    """A fresh store under ``home``."""
    template, raw = _template()
    target = home / "store"
    shutil.copytree(template, target)
    clock = clock or Clock()
    told: list[Changed] = []
    db = Database.open(StoreFolder(target), DataKey(raw), on_change=told.append, clock=clock)
    return Store(db, clock, told)


def open_again(store: Store) -> Database:
    """The same store by the next process, once the first has closed it."""
    return Database.open(store.db.folder, DataKey(_template()[1]), clock=store.clock)


def source_item(key: str = "1", body: str = "Where is my parcel?", subject: str = "Parcel", **more: object) -> SourceItem:
    return SourceItem("inbox.mbox", key, "mail", subject, body, **more)


def new_item(store: Store, key: str = "1", *, sample: bool = False) -> str:
    return Items(store.db).file_import("inbox.mbox", "reply", [source_item(key)], sample=sample).new[0]


def new_review(conversation: str, **more: object) -> NewReview:
    values = {
        "conversation": conversation, "run": new_id(), "item": None, "turn": None, "workflow": "reply", "prompt_version": "reply@1",
        "provider": "helper", "model": "helper/1", "title": "Parcel", "request": "Where is my parcel?", "draft": "It is on its way.",
        "draft_scrubbed": "It is on its way.", "confidence": 0.5, "reasons": (Reason("review.low", 0.5, ((0, 2),), {"n": 1}),),
        "needs_person": True, "hidden_count": 2,
    }
    return NewReview(**(values | more))


def new_run(conversation: str, **more: object) -> Run:
    values = {
        "id": new_id(), "conversation": conversation, "item": None, "workflow": "reply", "prompt_version": "reply@1",
        "provider": "nano", "model": "m-1", "state": "intent", "attempts": 0, "started_ms": 1_700_000_000_000, "ended_ms": None,
        "latency_ms": None, "prompt_tokens": None, "completion_tokens": None, "cost_usd": None, "fault_code": None, "request_id": None,
    }
    return Run(**(values | more))


def new_line(run: str, **more: object) -> LedgerLine:
    values = {
        "id": new_id(), "run": run, "conversation": "c", "attempt": 1, "at_ms": 1_700_000_000_000, "provider": "nano", "model": "m-1",
        "host": "api.example", "method": "POST", "url": "https://api.example/v1/chat", "headers": (("authorization", "(hidden)"),),
        "body": b'{"messages": []}', "sha256": "0" * 64, "replaced": (("PERSON_7QXK", "PERSON"),), "outcome": "intent",
        "status": None, "request_id": None,
    }
    return LedgerLine(**(values | more))


def new_turn(conversation: str, **more: object) -> Turn:
    values = {
        "id": new_id(), "conversation": conversation, "parent": None, "role": "user", "text": "Hello", "scrubbed": "Hello",
        "state": "complete", "run": None, "provider": "nano", "model": "m-1", "confidence": None, "created_ms": 1_700_000_000_000,
    }
    return Turn(**(values | more))
