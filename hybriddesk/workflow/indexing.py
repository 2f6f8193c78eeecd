"""Taking sources into an index: cut in a worker thread, written in slices, so that the engine has its turn in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import anyio
import anyio.lowlevel
import anyio.to_thread

from hybriddesk.knowledge.chunking import OVERLAP, SIZE, cuts
from hybriddesk.knowledge.terms import RANKING, terms
from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge import (
    SLICE,
    IndexRow,
    Knowledge,
    NewChunk,
    index_row,
    index_rows,
    live_version,
    source_count,
    source_sum,
    source_text,
)

Told = Callable[[int, int], None]


class Indexing:
    """Keeps the indexes in step with the sources. Runs on the engine thread; one at a time."""

    def __init__(self, db: Database, knowledge: Knowledge) -> None:
        self._db, self._knowledge = db, knowledge
        self._turn = anyio.Lock()

    async def catch_up(self, told: Told = lambda _done, _all: None, *, wait: bool = True) -> int:
        """Every finished version gets what it lacks; the first one is made if there are sources and no version. Returns the live version, 0 for none.

        Without ``wait`` nothing is done while sources are being taken in already: a prompt goes with what is there.
        """
        if not self._behind(wait=wait) or (self._turn.locked() and not wait):
            return live_version(self._db)
        async with self._turn:
            await self._settled()
            if not any(row.state == "ready" for row in index_rows(self._db)) and source_count(self._db):
                await self._filled(self._knowledge.begin_index(SIZE, OVERLAP, RANKING), told)
            for row in index_rows(self._db):
                if row.state == "ready":
                    await self._take_in(row, told)
        return live_version(self._db)

    def _behind(self, *, wait: bool) -> bool:
        if self._knowledge.unsettled or (wait and self._knowledge.words_left):
            return True
        ready = [row.version for row in index_rows(self._db) if row.state == "ready"]
        return any(self._knowledge.missing(version) for version in ready) if ready else bool(source_count(self._db))

    async def _settled(self) -> None:
        """Clears what the last session left."""
        while self._knowledge.settle_more():
            await anyio.lowlevel.checkpoint()
        if self._knowledge.words_left:
            await self._merged()

    async def _merged(self) -> None:
        more = self._knowledge.merge_words(begin=True)
        while more:
            await anyio.lowlevel.checkpoint()
            more = self._knowledge.merge_words(begin=False)
        self._knowledge.words_left = False

    async def build(self, size: int, overlap: int, told: Told) -> int:
        """A new version over all sources; not live unless it is the first. If it fails or is stopped, it is dropped."""
        async with self._turn:
            return await self._filled(self._knowledge.begin_index(size, overlap, RANKING), told)

    async def drop(self, version: int) -> None:
        """Raises as ``Knowledge.begin_drop`` does."""
        async with self._turn:
            self._knowledge.begin_drop(version)
            await self._cleared(version)
            await self._merged()

    async def taken_out(self, wanted: str) -> None:
        """Takes a source's pieces out of all versions, before its text changes: all at once would hold the engine."""
        async with self._turn:
            while self._knowledge.take_out(wanted):
                await anyio.lowlevel.checkpoint()

    async def _filled(self, version: int, told: Told) -> int:
        done = False
        try:
            await self._take_in(index_row(self._db, version), told)
            self._knowledge.finish_index(version)
            done = True
        finally:
            if not done:
                with anyio.CancelScope(shield=True):
                    await self._cleared(version)
        return version

    async def _cleared(self, version: int) -> None:
        while self._knowledge.clear(version):
            await anyio.lowlevel.checkpoint()

    async def _take_in(self, row: IndexRow, told: Told) -> None:
        missing = self._knowledge.missing(row.version)
        for done, wanted in enumerate(missing):
            told(done, len(missing))
            await self._source(row, wanted)
        if missing:
            told(len(missing), len(missing))

    async def _source(self, row: IndexRow, wanted: str) -> None:
        known = source_sum(self._db, wanted)
        if not known:  # removed meanwhile
            return
        slices, count = sliced(source_text(self._db, wanted), row), 0
        while part := await anyio.to_thread.run_sync(next, slices, ()):
            if source_sum(self._db, wanted) != known:  # removed, or read anew while it was cut
                return
            self._knowledge.put_chunks(row.version, wanted, part)
            count += len(part)
        if source_sum(self._db, wanted) == known:
            self._knowledge.mark_whole(row.version, wanted, count)


def sliced(text: str, row: IndexRow) -> Iterator[tuple[NewChunk, ...]]:
    """The pieces of a text, as many at a time as are written in one transaction."""
    chunks = pieces(text, row.size, row.overlap)
    while part := tuple(islice(chunks, SLICE)):
        yield part


def pieces(text: str, size: int, overlap: int) -> Iterator[NewChunk]:
    """A text as an index takes it in; a piece is found by the heading above it as well."""
    for cut in cuts(text, size, overlap):
        body = text[cut.start : cut.end]
        above = terms(text[slice(*cut.heading)]) if cut.heading else []
        yield NewChunk(cut.start, cut.end, body, " ".join([*above, *terms(body)]))
