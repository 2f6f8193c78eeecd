"""Reads of runs that are too long for the window's thread, each on a connection of its own in a worker thread."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

from hybriddesk.records.errors import Refused
from hybriddesk.records.offers import Charge
from hybriddesk.records.work import Item, Run
from hybriddesk.vault.charges import charge_rows
from hybriddesk.vault.conversations import conversation
from hybriddesk.vault.database import Database
from hybriddesk.vault.items import item
from hybriddesk.vault.queue import review, review_of
from hybriddesk.vault.run_pages import run_ids
from hybriddesk.vault.runs import StepSpan, run, span_rows
from hybriddesk.vault.source import IdList, Source


@dataclass(frozen=True, slots=True)
class RunInFull:
    """A run with its steps, what its provider said of its cost later, the work item it was for, and the draft it led to."""

    run: Run
    spans: tuple[StepSpan, ...]
    charges: tuple[Charge, ...]
    title: str = field(repr=False)
    item: Item | None
    review: str


def find_runs(db: Database, text: str, state: str) -> IdList:
    """Runs in ``state`` (empty: any) that hold ``text``, the latest first."""
    with closing(db.reader()) as reader:
        return run_ids(reader, text, state)


def run_in_full(db: Database, wanted: str) -> RunInFull:
    """Raises ``Refused('run.unknown')``."""
    with closing(db.reader()) as reader:
        one = run(reader, wanted)
        drafts = (review(reader, id_) for id_ in review_of(reader, one.conversation))
        found = next((draft.id for draft in drafts if draft.run == wanted), "")
        title = conversation(reader, one.conversation).title
        return RunInFull(one, span_rows(reader, wanted), charge_rows(reader, wanted), title, _work(reader, one.item), found)


def _work(source: Source, wanted: str | None) -> Item | None:
    try:
        return item(source, wanted) if wanted else None
    except Refused:
        return None  # carried here from another device without its item
