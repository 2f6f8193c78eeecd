"""Work items: what was imported, and how far each has come."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import Item, ItemState, SourceFault, SourceItem
from hybriddesk.vault.database import Database
from hybriddesk.vault.reviews import delete_samples
from hybriddesk.vault.source import Row, Source, as_json, only

_COLUMNS = ", ".join(field.name for field in fields(Item))
_TITLE = 120


@dataclass(frozen=True, slots=True)
class ImportResult:
    """``new``: ids of the items stored, in the order given; ``doubles``: items left out because the store has them already."""

    id: str
    new: tuple[str, ...]
    doubles: int


def item(source: Source, wanted: str) -> Item:
    """Raises ``Refused('item.unknown')``."""
    return _item(only(source, "item.unknown", f"SELECT {_COLUMNS} FROM items WHERE id = ?", (wanted,)))


def extra(source: Source, wanted: str) -> dict[str, str]:
    """The other fields of an item's file. Raises ``Refused('item.unknown')``."""
    row = only(source, "item.unknown", "SELECT extra_json FROM items WHERE id = ?", (wanted,))
    return msgspec.json.decode(row[0], type=dict[str, str])


def item_counts(source: Source) -> dict[str, int]:
    """How many items are in each state; states without items are left out."""
    return dict(source.query("SELECT state, count(*) FROM items GROUP BY state"))


def _item(row: Row) -> Item:
    values = (*row[:-1], bool(row[-1]))
    return Item(*values)


def digest(found: SourceItem) -> str:
    """What makes two pieces of work the same: body, subject, sender and key, each with its length before it."""
    hashed = hashlib.sha256()
    for part in (found.body, found.subject, found.sender, found.key):
        text = part.encode("utf-8", "surrogatepass")
        hashed.update(len(text).to_bytes(8, "big") + text)
    return hashed.hexdigest()


def known(source: Source, digests: Sequence[str]) -> frozenset[str]:
    """Those of the digests that a stored item has."""
    rows = source.query("SELECT digest FROM items WHERE digest IN (SELECT value FROM json_each(?))", (as_json(list(digests)),))
    return frozenset(row[0] for row in rows)


class Items:
    """An item's id is also its conversation's id, so that nothing links two items."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def file_import(
        self, source: str, workflow: str, items: Sequence[SourceItem], faults: Sequence[SourceFault] = (), *, sample: bool = False,
        into: str | None = None,
    ) -> ImportResult:
        """Stores all of it or nothing. What the store has already, or the import holds twice, is counted and left out.

        ``into`` is an earlier import that this is a further part of.
        """
        now, import_id = self.db.clock(), into or new_id()
        fresh = self._fresh(items)
        ids = tuple(new_id() for _ in fresh)
        with self.db.write("items", "conversations", "imports", ids=[import_id, *ids]) as connection:
            connection.execute(
                "INSERT INTO imports VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET items = items + excluded.items",
                (import_id, source, workflow, len(fresh), now),
            )
            connection.executemany(
                "INSERT INTO conversations(id, title, kind, created_ms, updated_ms) VALUES(?, ?, 'item', ?, ?)",
                ((id_, _title(found), now, now) for id_, (_, found) in zip(ids, fresh, strict=True)),
            )
            connection.executemany(
                "INSERT INTO items(id, import_id, source, key, kind, state, workflow, received_ms, created_ms, changed_ms, digest,"
                " sample, sender, subject, extra_json, body) VALUES(?, ?, ?, ?, ?, 'new', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (id_, import_id, found.source, found.key, found.kind, workflow, found.received_ms, now, now, mark, int(sample),
                     found.sender, found.subject, as_json(dict(found.extra)), found.body)
                    for id_, (mark, found) in zip(ids, fresh, strict=True)
                ),
            )
            connection.executemany(
                "INSERT INTO import_faults VALUES(?, ?, ?, ?, ?, ?)",
                ((new_id(), import_id, fault.source, fault.key, fault.code, as_json(dict(fault.facts))) for fault in faults),
            )
        return ImportResult(import_id, ids, len(items) - len(fresh))

    def _fresh(self, items: Sequence[SourceItem]) -> list[tuple[str, SourceItem]]:
        marked: dict[str, SourceItem] = {}
        for found in items:
            marked.setdefault(digest(found), found)
        for mark in known(self.db, tuple(marked)):
            del marked[mark]
        return list(marked.items())

    def get(self, wanted: str) -> Item:
        """Raises ``Refused('item.unknown')``."""
        return item(self.db, wanted)

    def extra(self, wanted: str) -> dict[str, str]:
        """The other fields of its file (headers, columns). Raises ``Refused('item.unknown')``."""
        return extra(self.db, wanted)

    def headers(self, wanted: str) -> dict[str, str]:
        """``extra`` with lower-case names. Raises ``Refused('item.unknown')``."""
        return {name.lower(): value for name, value in extra(self.db, wanted).items()}

    def by_import(self, import_id: str) -> tuple[str, ...]:
        """Ids of the items one import brought, in the order given."""
        return tuple(row[0] for row in self.db.query("SELECT id FROM items WHERE import_id = ? ORDER BY n", (import_id,)))

    def waiting(self, limit: int = -1) -> tuple[str, ...]:
        """Ids of items nobody has drafted for yet and that were not handed over, oldest first; ``limit`` -1 for all."""
        moved = "SELECT conversation FROM handovers WHERE direction = 'out'"
        sql = f"SELECT id FROM items WHERE state = 'new' AND id NOT IN ({moved}) ORDER BY created_ms, n LIMIT ?"
        return tuple(row[0] for row in self.db.query(sql, (limit,)))

    def in_state(self, state: ItemState, limit: int = -1) -> tuple[str, ...]:
        """Ids of the items in one state, oldest first."""
        sql = "SELECT id FROM items WHERE state = ? ORDER BY created_ms, n LIMIT ?"
        return tuple(row[0] for row in self.db.query(sql, (state, limit)))

    def set_state(self, wanted: str, state: ItemState, fault_code: str | None = None) -> None:
        """Raises ``Refused('item.unknown')``."""
        with self.db.write("items", ids=[wanted]) as connection:
            changed = connection.execute(
                "UPDATE items SET state = ?, fault_code = ?, changed_ms = ? WHERE id = ?", (state, fault_code, self.db.clock(), wanted)
            )
            if not changed.rowcount:
                raise Refused("item.unknown")

    def put_back_drafting(self) -> int:
        """At start-up: items a dead process was drafting wait again. How many."""
        with self.db.write("items") as connection:
            return connection.execute(
                "UPDATE items SET state = 'new', changed_ms = ? WHERE state = 'drafting'", (self.db.clock(),)
            ).rowcount

    def counts(self) -> dict[str, int]:
        return item_counts(self.db)

    def faults(self, import_id: str) -> tuple[SourceFault, ...]:
        """What could not be read in one import, in the order found."""
        sql = "SELECT source, key, code, facts_json FROM import_faults WHERE import_id = ? ORDER BY rowid"
        rows = self.db.query(sql, (import_id,))
        return tuple(SourceFault(source, key, code, msgspec.json.decode(facts)) for source, key, code, facts in rows)

    def remove_samples(self) -> int:
        """Forgets every sample item with its conversation, drafts and decisions; the ledger keeps its lines. How many items."""
        with self.db.write("items", "conversations", "reviews", "turns", "runs", "feedback") as connection:
            samples = [row[0] for row in connection.execute("SELECT id FROM items WHERE sample = 1")]
            delete_samples(connection)
            connection.executemany("DELETE FROM feedback WHERE conversation = ?", ((id_,) for id_ in samples))
            connection.execute("DELETE FROM items WHERE sample = 1")
            connection.executemany("DELETE FROM conversations WHERE id = ?", ((id_,) for id_ in samples))
            connection.execute("DELETE FROM imports WHERE items > 0 AND id NOT IN (SELECT import_id FROM items WHERE import_id IS NOT NULL)")
        return len(samples)


def _title(found: SourceItem) -> str:
    words: Iterator[str] = itertools.islice((found.subject or found.body[: _TITLE * 4]).split(), _TITLE)
    return " ".join(words)[:_TITLE]
