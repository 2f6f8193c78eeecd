"""The person's own sources: the writing side. Pages for lists are read by the functions of the neighbouring modules, all named here.

An index takes a source in slices and marks it when all of it is there, so that a crash leaves nothing half that counts: a version
that was being built is dropped at the next start, a source that was being taken in is taken in again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.knowledge import Gathered
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge_indexes import IndexRow, QuestionRow, index_row, index_rows, live_version, question_rows
from hybriddesk.vault.knowledge_search import Hits, Piece, search
from hybriddesk.vault.knowledge_sources import (
    NewSource,
    SourceRow,
    source_count,
    source_ids,
    source_row,
    source_rows,
    source_sum,
    source_text,
)
from hybriddesk.vault.passages import keep_passages, passages_of
from hybriddesk.vault.source import as_json

__all__ = [
    "Hits", "IndexRow", "Knowledge", "NewChunk", "NewSource", "Piece", "QuestionRow", "SourceRow", "index_row", "index_rows", "keep_passages",
    "live_version", "passages_of", "question_rows", "search", "source_count", "source_ids", "source_row", "source_rows", "source_sum", "source_text",
]

SLICE = 100
"""Pieces written or deleted in one transaction: about 20 ms."""
_PAGES = 64
"""Pages of the full-text index that are merged in one transaction."""


_WORKED = 2
"""Changes that a step of merging makes at least while there is something to merge."""
AT_START = 10
"""Slices that are cleared while a store opens."""


@dataclass(frozen=True, slots=True)
class NewChunk:
    """A piece of a source's text, code points ``[start, end)``, and its words as they are compared, joined by spaces."""

    start: int
    end: int
    text: str = field(repr=False)
    terms: str = field(repr=False)


class Knowledge:
    """Belongs to the engine thread. Every act is audited by id and number, never by a name or a text."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)
        self.unsettled: list[tuple[str, str | int]] = []
        """What the last session left to clear and ``settle`` had no time for: ("index", version) or ("source", id)."""
        self.words_left = False
        """Whether pieces were taken out whose words ``merge_words`` has still to take from the full-text index."""

    def settle(self) -> None:
        """At the start: drops versions that were not finished, and wipes the text of sources that were removed in an earlier session.

        At most ``AT_START`` slices, so that a store opens at once; ``settle_more`` does the rest.
        """
        versions = self.db.query("SELECT version FROM knowledge_indexes WHERE state = 'building'")
        removed = self.db.query("SELECT id FROM knowledge_sources WHERE removed_ms IS NOT NULL AND text <> ''")
        self.unsettled = [*(("index", version) for (version,) in versions), *(("source", one) for (one,) in removed)]
        for _ in range(AT_START):
            if not self.settle_more():
                return

    def settle_more(self) -> bool:
        """One slice of what is left. False when nothing is."""
        if not self.unsettled:
            return False
        kind, which = self.unsettled[-1]
        if not (self.clear(int(which)) if kind == "index" else self._wiped(str(which))):
            self.unsettled.pop()
        return bool(self.unsettled)

    def _wiped(self, wanted: str) -> bool:
        if self.take_out(wanted):
            return True
        with self.db.write("knowledge_sources", ids=[wanted]) as connection:
            connection.execute("UPDATE knowledge_sources SET text = '', path = '', characters = 0 WHERE id = ? AND removed_ms IS NOT NULL", (wanted,))
        return False

    def add(self, new: NewSource) -> str:
        """Keeps a source; the indexes do not have it yet. Returns its id."""
        made, now = new_id(), self.db.clock()
        with self.db.write("knowledge_sources", "audit", ids=[made]) as connection:
            connection.execute(
                "INSERT INTO knowledge_sources(id, name, path, kind, sha256, characters, hidden, added_ms, changed_ms, text) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (made, new.name, new.path, new.kind, new.sha256, len(new.text), new.hidden, now, now, new.text),
            )
            self._audit.add("knowledge.added", made, characters=len(new.text))
        return made

    def replace(self, wanted: str, new: NewSource) -> None:
        """Another text for a source; its name stays. Its pieces go with the text. Raises ``Refused('knowledge.unknown_source')``."""
        with self.db.write("knowledge_sources", "audit", ids=[wanted]) as connection:
            changed = connection.execute(
                "UPDATE knowledge_sources SET path = ?, kind = ?, sha256 = ?, characters = ?, hidden = ?, changed_ms = ?, text = ?"
                " WHERE id = ? AND removed_ms IS NULL",
                (new.path, new.kind, new.sha256, len(new.text), new.hidden, self.db.clock(), new.text, wanted),
            )
            if not changed.rowcount:
                raise Refused("knowledge.unknown_source")
            self._audit.add("knowledge.changed", wanted, characters=len(new.text))

    def rename(self, wanted: str, name: str) -> None:
        """Raises ``Refused('knowledge.unknown_source'|'knowledge.unnamed')``."""
        name = " ".join(name.split()).encode("utf-8", "replace").decode()
        if not name:
            raise Refused("knowledge.unnamed")
        source_row(self.db, wanted)
        with self.db.write("knowledge_sources", ids=[wanted]) as connection:
            connection.execute("UPDATE knowledge_sources SET name = ?, changed_ms = ? WHERE id = ?", (name, self.db.clock(), wanted))

    def remove(self, ids: Sequence[str]) -> None:
        """Takes sources out of every index at once; their text stays until ``settle`` so that it can be undone."""
        self._mark(ids, "removed_ms IS NULL", self.db.clock(), "knowledge.removed")

    def put_back(self, ids: Sequence[str]) -> None:
        """Undoes ``remove``. Raises ``Refused('knowledge.wiped')`` for a source whose text is gone, ``Refused('knowledge.here_again')`` for one
        whose file was added anew meanwhile; then nothing is put back.
        """
        wiped = "SELECT 1 FROM knowledge_sources WHERE id IN (SELECT value FROM json_each(?)) AND removed_ms IS NOT NULL AND text = ''"
        if self.db.query(wiped, (as_json(list(ids)),)):
            raise Refused("knowledge.wiped")
        again = (
            "SELECT 1 FROM knowledge_sources gone JOIN knowledge_sources here ON here.path = gone.path AND here.removed_ms IS NULL"
            " WHERE gone.id IN (SELECT value FROM json_each(?)) AND gone.removed_ms IS NOT NULL AND gone.path <> ''"
        )
        if self.db.query(again, (as_json(list(ids)),)):
            raise Refused("knowledge.here_again")
        self._mark(ids, "removed_ms IS NOT NULL", None, "knowledge.put_back")

    def _mark(self, ids: Sequence[str], where: str, at: int | None, act: str) -> None:
        with self.db.write("knowledge_sources", "audit", ids=ids) as connection:
            for wanted in ids:
                changed = connection.execute(
                    f"UPDATE knowledge_sources SET removed_ms = ?, changed_ms = ? WHERE id = ? AND {where}", (at, self.db.clock(), wanted))
                if changed.rowcount:
                    self._audit.add(act, wanted)

    def begin_index(self, size: int, overlap: int, ranking: str) -> int:
        """A new version to be filled; nobody asks it before ``finish_index``."""
        with self.db.write("knowledge_indexes") as connection:
            version = int(self.db.query("SELECT coalesce(max(version), 0) + 1 FROM (SELECT version FROM knowledge_indexes UNION ALL SELECT version FROM passages)")[0][0])
            connection.execute("INSERT INTO knowledge_indexes VALUES(?, ?, ?, ?, 'building', 0, ?)", (version, size, overlap, ranking, self.db.clock()))
        return version

    def finish_index(self, version: int) -> None:
        """The version is whole. It goes live if none is. Raises ``Refused('knowledge.unknown_index')``."""
        with self.db.write("knowledge_indexes", "audit") as connection:
            index_row(self.db, version)
            connection.execute(
                "UPDATE knowledge_indexes SET state = 'ready', built_ms = ?, live = NOT EXISTS(SELECT 1 FROM knowledge_indexes WHERE live = 1)"
                " WHERE version = ?", (self.db.clock(), version))
            self._audit.add("knowledge.index_built", str(version))

    def switch(self, version: int) -> None:
        """Raises ``Refused('knowledge.unknown_index'|'knowledge.index_building')``."""
        row = index_row(self.db, version)
        if row.state != "ready":
            raise Refused("knowledge.index_building", version=version)
        if row.live:
            return
        with self.db.write("knowledge_indexes", "audit") as connection:
            connection.execute("UPDATE knowledge_indexes SET live = 0 WHERE live = 1")
            connection.execute("UPDATE knowledge_indexes SET live = 1 WHERE version = ?", (version,))
            self._audit.add("knowledge.index_switched", str(version))

    def begin_drop(self, version: int) -> None:
        """From now on nobody asks this version; ``clear`` then takes its pieces. Raises ``Refused('knowledge.unknown_index'|'knowledge.index_live')``."""
        if index_row(self.db, version).live:
            raise Refused("knowledge.index_live", version=version)
        with self.db.write("knowledge_indexes", "audit") as connection:
            connection.execute("UPDATE knowledge_indexes SET state = 'building' WHERE version = ?", (version,))
            self._audit.add("knowledge.index_dropped", str(version))

    def clear(self, version: int) -> bool:
        """Takes a slice of the pieces of a version that is not ready, and the version with the last of them. False when it is gone."""
        with self.db.write("knowledge_indexes") as connection:
            gone = connection.execute(
                "DELETE FROM knowledge_chunks WHERE n IN (SELECT c.n FROM knowledge_chunks c JOIN knowledge_indexes x USING(version)"
                " WHERE c.version = ? AND x.state = 'building' LIMIT ?)", (version, SLICE)).rowcount
            if gone < SLICE:
                connection.execute("DELETE FROM knowledge_indexes WHERE version = ? AND state = 'building'", (version,))
        self.words_left |= gone > 0
        return gone == SLICE

    def merge_words(self, *, begin: bool) -> bool:
        """A step of merging the full-text index, so that words of what was taken out are in it no more. False when it is done."""
        with self.db.write() as connection:
            before = connection.execute("SELECT total_changes()").fetchone()[0]
            connection.execute("INSERT INTO knowledge_text(knowledge_text, rank) VALUES('merge', ?)", (-_PAGES if begin else _PAGES,))
            changed = int(connection.execute("SELECT total_changes()").fetchone()[0]) - before
        return bool(changed >= _WORKED)

    def missing(self, version: int) -> tuple[str, ...]:
        """Standing sources that are not wholly in this version, the oldest first."""
        rows = self.db.query(
            "SELECT id FROM knowledge_sources s WHERE removed_ms IS NULL AND NOT EXISTS"
            "(SELECT 1 FROM knowledge_indexed i WHERE i.version = ? AND i.source = s.id) ORDER BY n", (version,))
        return tuple(one for (one,) in rows)

    def take_out(self, wanted: str) -> bool:
        """Takes a slice of a source's pieces out of all versions. False when none is left."""
        with self.db.write("knowledge_indexes") as connection:
            connection.execute("DELETE FROM knowledge_indexed WHERE source = ?", (wanted,))
            gone = connection.execute(
                "DELETE FROM knowledge_chunks WHERE n IN (SELECT n FROM knowledge_chunks WHERE source = ? LIMIT ?)", (wanted, SLICE)).rowcount
        self.words_left |= gone > 0
        return gone == SLICE

    def put_chunks(self, version: int, wanted: str, chunks: Iterable[NewChunk]) -> None:
        """A slice of a source's pieces; those already there stand."""
        with self.db.write("knowledge_indexes") as connection:
            connection.executemany(
                "INSERT INTO knowledge_chunks(version, source, start, end, text, terms) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(version, source, start) DO NOTHING",
                ((version, wanted, one.start, one.end, one.text, one.terms) for one in chunks),
            )

    def mark_whole(self, version: int, wanted: str, chunks: int) -> None:
        """All pieces of the source are in the version."""
        with self.db.write("knowledge_indexes", "knowledge_sources", ids=[wanted]) as connection:
            connection.execute("INSERT OR REPLACE INTO knowledge_indexed VALUES(?, ?, ?)", (version, wanted, chunks))

    def add_question(self, text: str, wanted: str = "") -> str:
        """Raises ``Refused('knowledge.no_question')``, and ``'knowledge.unknown_source'`` for a ``wanted`` that is not there."""
        if not text.strip():
            raise Refused("knowledge.no_question")
        if wanted:
            source_row(self.db, wanted)
        made = new_id()
        with self.db.write("knowledge_questions", ids=[made]) as connection:
            connection.execute("INSERT INTO knowledge_questions(id, text, wanted, created_ms) VALUES(?, ?, ?, ?)", (made, text.strip(), wanted, self.db.clock()))
        return made

    def remove_question(self, wanted: str) -> None:
        """Raises ``Refused('knowledge.unknown_question')``."""
        with self.db.write("knowledge_questions", ids=[wanted]) as connection:
            gone = connection.execute(
                "UPDATE knowledge_questions SET removed_ms = ?, text = '' WHERE id = ? AND removed_ms IS NULL", (self.db.clock(), wanted)).rowcount
            if not gone:
                raise Refused("knowledge.unknown_question")

    def keep(self, run: str, found: Gathered) -> None:
        """What was found for a run, in the caller's transaction."""
        keep_passages(self.db, run, found)
