"""How the sources are split: the versions, building another one, and comparing it with the one in use."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial

import anyio.to_thread
from PySide6.QtCore import Signal

from hybriddesk.desk.fresh import Fresh
from hybriddesk.desk.growing import Growing
from hybriddesk.desk.knowledge.build_card import BuildCard
from hybriddesk.desk.knowledge.compare_card import CompareCard
from hybriddesk.desk.knowledge.phrases import tr
from hybriddesk.desk.knowledge.versions_card import VersionsCard
from hybriddesk.desk.place import DeskContext
from hybriddesk.desk.widgets.scrolling import CardScroll
from hybriddesk.records.work import Changed
from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge import IndexRow, index_rows, source_count


@dataclass(frozen=True, slots=True)
class Split:
    """The versions, the newest first, and how many sources there are."""

    rows: tuple[IndexRow, ...]
    sources: int


class IndexPage(CardScroll):
    """``ask_wanted`` carries a question to be tried, or nothing for the page of questions. Its cards are made one a turn of the loop."""

    ask_wanted = Signal(str)

    def __init__(self, context: DeskContext) -> None:
        super().__init__("knowledge_index", tr("How your sources are split"))
        self._context = context
        reading = partial(anyio.to_thread.run_sync, partial(read_split, context.workspace.db))
        self.fresh = Fresh(
            context, self, frozenset(), frozenset({"knowledge_indexes", "knowledge_sources"}), lambda: context.engine.job(reading), self.show_split,
        )
        self.column.addStretch(1)
        self.growing = Growing(context, self, __name__, self._make_versions)
        self.growing.add(self._make_comparing, self._make_building, self.fresh.refresh)

    def show_split(self, split: Split) -> None:
        """What was read."""
        self.growing.finish()
        self.versions.show_rows(split.rows)
        self.comparing.show_live(self.versions.live.version if self.versions.live else 0)
        self.building.allow(sources=split.sources > 0)

    def on_changed(self, changed: Changed) -> None:
        """A commit touched something."""
        self.fresh.on_changed(changed)

    def leaving(self) -> None:
        """The store is about to be locked."""
        if self.growing.grown:
            self.versions.close_sheet()

    def take_focus(self) -> None:
        """To the versions."""
        self.growing.afterwards(self._focus_versions)

    def _focus_versions(self) -> None:
        self.versions.table.setFocus()

    def _make_versions(self) -> None:
        self.versions = VersionsCard(self._context)
        self.versions.compare_wanted.connect(self._compare)
        self.versions.changed.connect(self.fresh.refresh)
        self.column.insertWidget(0, self.versions)

    def _make_comparing(self) -> None:
        self.comparing = CompareCard(self._context)
        self.comparing.ask_wanted.connect(partial(self.ask_wanted.emit, ""))
        self.comparing.tried.connect(self.ask_wanted)
        self.column.insertWidget(1, self.comparing)

    def _make_building(self) -> None:
        self.building = BuildCard(self._context)
        self.building.built.connect(self._built)
        self.column.insertWidget(2, self.building)

    def _built(self, version: int) -> None:
        self.versions.choose_next(version)
        self.fresh.refresh()

    def _compare(self, version: int) -> None:
        live = self.versions.live
        if live is not None:
            self.comparing.compare(live.version, version)


def read_split(db: Database) -> Split:
    """In a worker thread."""
    with closing(db.reader()) as reader:
        return Split(index_rows(reader), source_count(reader))
