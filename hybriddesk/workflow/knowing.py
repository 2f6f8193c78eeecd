"""The person's own sources: taken in, read again, removed; their indexes built, compared and switched. Runs on the engine thread; files
are read and cut in worker threads."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import anyio.from_thread
import anyio.to_thread

from hybriddesk.knowledge.chunking import LARGEST, SMALLEST
from hybriddesk.privacy.screening import visible
from hybriddesk.records.errors import Refused
from hybriddesk.records.knowledge import Gathered
from hybriddesk.records.work import SourceFault
from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge import Knowledge, NewSource, index_row, question_rows, source_row
from hybriddesk.vault.knowledge_sources import has_content, read_from
from hybriddesk.workflow.indexing import Indexing, Told
from hybriddesk.workflow.intake.limits import plain
from hybriddesk.workflow.retrieving import Retrieving
from hybriddesk.workflow.source_reading import MOST_CHARACTERS, Known, Read, read_sources

_NAME = 200


def _unheard(_done: int, _all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Added:
    """``sources``: ids of what is new or has another text now; ``same``: files that were here already, unchanged."""

    sources: tuple[str, ...] = ()
    same: int = 0
    faults: tuple[SourceFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What a kept question finds in the live index and in another version. ``wanted``: the source that should be found, or empty."""

    question: str
    text: str = field(repr=False)
    wanted: str
    now: Gathered
    then: Gathered


class Knowing:
    """All that a person does with their sources."""

    def __init__(self, db: Database, knowledge: Knowledge, indexing: Indexing, retrieving: Retrieving) -> None:
        self.knowledge = knowledge
        self._db, self._indexing, self._retrieving = db, indexing, retrieving

    async def add(self, paths: Sequence[Path], progress: Callable[[int, int], None] = _unheard) -> Added:
        """Files and folders. A file that is here unchanged counts as same; one that changed replaces its text. ``progress(done, all)`` hears
        first the files read (``all`` is 0 until it is known), then the sources taken into the index. Cancelling keeps what was added.
        """
        return await self._added(paths, progress, {})

    async def _added(self, paths: Sequence[Path], progress: Callable[[int, int], None], into: dict[str, str]) -> Added:
        """``into``: the source that a path belongs to, where that was asked for by name."""
        ids, same, faults = list[str](), 0, list[SourceFault]()
        files = read_from(self._db)
        by_path, sums = {one.path: one.id for one in files} | into, {one.path: one.sha256 for one in files if into.get(one.path, one.id) == one.id}
        stop = threading.Event()

        async def keep(one: Read) -> None:
            nonlocal same
            match one:
                case SourceFault():
                    faults.append(one)
                case Known():
                    same += 1
                case _:
                    kept = await self._kept(one, by_path)
                    same += kept is None
                    ids.extend([kept] if kept else [])
            progress(len(ids) + same, 0)

        try:
            await anyio.to_thread.run_sync(partial(_each, tuple(paths), sums, stop, keep), abandon_on_cancel=True)
        finally:
            stop.set()
        await self._indexing.catch_up(progress)
        return Added(tuple(dict.fromkeys(ids)), same, tuple(faults))

    async def _kept(self, new: NewSource, by_path: dict[str, str]) -> str | None:
        """The id of the source that now has this text; None where a source of the same content stands already."""
        wanted = by_path.get(new.path) if new.path else None
        if wanted is not None:
            await self._indexing.taken_out(wanted)
            self.knowledge.replace(wanted, new)
            return wanted
        if has_content(self._db, new.sha256):
            return None
        made = self.knowledge.add(new)
        if new.path:
            by_path[new.path] = made
        return made

    async def catch_up(self) -> None:
        """Once the store is open: clears what the last session left, and takes in what came by a bundle, so that no prompt waits for it."""
        await self._indexing.catch_up()

    async def add_text(self, name: str, text: str) -> str:
        """Pasted text as a source; its id. Raises ``Refused('knowledge.unnamed'|'knowledge.no_text'|'knowledge.too_long')``."""
        digest = hashlib.sha256(plain(text).encode()).hexdigest()
        name, (text, hidden) = " ".join(plain(name).split())[:_NAME], visible(plain(text).strip("\n").rstrip(), markup=True)
        if not name:
            raise Refused("knowledge.unnamed")
        if not text.strip():
            raise Refused("knowledge.no_text")
        if len(text) > MOST_CHARACTERS:
            raise Refused("knowledge.too_long", characters=len(text), most=MOST_CHARACTERS)
        made = self.knowledge.add(NewSource(name, "", "text", digest, hidden, text))
        await self._indexing.catch_up()
        return made

    async def remove(self, ids: Sequence[str]) -> None:
        """No prompt gets anything of these sources from now on. Can be undone until the store is opened again."""
        self.knowledge.remove(ids)

    async def put_back(self, ids: Sequence[str]) -> None:
        """Undoes ``remove``. Raises ``Refused('knowledge.wiped'|'knowledge.here_again')``."""
        self.knowledge.put_back(ids)
        await self._indexing.catch_up()

    async def rename(self, wanted: str, name: str) -> None:
        """Raises ``Refused('knowledge.unknown_source'|'knowledge.unnamed')``."""
        self.knowledge.rename(wanted, name)

    async def refresh(self, wanted: str) -> Added:
        """Reads a source's file again. Raises ``Refused('knowledge.unknown_source'|'knowledge.no_file')``; a file that is gone is a fault in ``Added``."""
        row = source_row(self._db, wanted)
        if not row.path:
            raise Refused("knowledge.no_file")
        return await self._added([Path(row.path)], _unheard, {row.path: wanted})

    def stale(self) -> tuple[str, ...]:
        """Ids of sources whose file changed or is gone. Blocking: for a worker thread."""
        reader = self._db.reader()
        try:
            files = read_from(reader)
        finally:
            reader.close()
        return tuple(one.id for one in files if _sum(Path(one.path)) != one.sha256)

    async def build(self, size: int, overlap: int, progress: Told = _unheard) -> int:
        """A further version of the index; returns its number. Raises ``Refused('knowledge.bad_size')``. Stopped, it is dropped."""
        if not (SMALLEST <= size <= LARGEST and 0 <= overlap <= size // 2):
            raise Refused("knowledge.bad_size", least=SMALLEST, most=LARGEST)
        return await self._indexing.build(size, overlap, progress)

    async def switch(self, version: int) -> None:
        """From now on prompts ask this version. Raises ``Refused('knowledge.unknown_index'|'knowledge.index_building')``."""
        self.knowledge.switch(version)

    async def drop(self, version: int) -> None:
        """Raises ``Refused('knowledge.unknown_index'|'knowledge.index_live')``."""
        await self._indexing.drop(version)

    async def ask_later(self, text: str, wanted: str = "") -> str:
        """Keeps a question for comparing; its id. Raises ``Refused('knowledge.no_question'|'knowledge.unknown_source')``."""
        return self.knowledge.add_question(text, wanted)

    async def forget_question(self, wanted: str) -> None:
        """Raises ``Refused('knowledge.unknown_question')``."""
        self.knowledge.remove_question(wanted)

    async def compare(self, version: int) -> tuple[Compared, ...]:
        """Each kept question asked of the live index and of ``version``. Raises ``Refused('knowledge.unknown_index'|'knowledge.index_building')``."""
        if index_row(self._db, version).state != "ready":
            raise Refused("knowledge.index_building", version=version)
        return tuple([
            Compared(one.id, one.text, one.wanted, await self._retrieving.find(one.text), await self._retrieving.find(one.text, version))
            for one in question_rows(self._db)
        ])


def _each(paths: tuple[Path, ...], sums: dict[str, str], stop: threading.Event, keep: Callable[[Read], Coroutine[None, None, None]]) -> None:
    for one in read_sources(paths, lambda path, digest: sums.get(path) == digest):
        if stop.is_set():
            return
        anyio.from_thread.run(keep, one)


def _sum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
