"""Joining a bundle's rows with the store's: the same rows on every device in the end, and no words of a person lost on the way.

Rows that are not here are added. Of two that differ the higher rank stands (see ``tables``; a decision on a review outranks typing,
and equal ranks are settled by their bytes), and the words of the other are kept in ``versions``.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import Counter

from hybriddesk.records.errors import Refused
from hybriddesk.records.settings import BY_NAME as SETTINGS
from hybriddesk.records.work import DONE_STATES
from hybriddesk.sync import rows
from hybriddesk.sync.bundle_read import Bundle
from hybriddesk.sync.manifest import ImportSummary, TableCount
from hybriddesk.sync.rows import Connection, Source
from hybriddesk.sync.tables import BY_NAME, MERGED, Rank, Row, Table, encoded, settled

_GROWING = ("text", "working", "unsent")
"""Texts that are typed or streamed: one that begins the other is its earlier state, not another version."""
_WITH_FINAL = ("approved", "edited")


class Merge:
    """One import. Reads through ``source``; writes through ``connection``, or only counts where that is None."""

    def __init__(self, source: Source, bundle: Bundle, connection: Connection | None) -> None:
        self._source = source
        self._bundle = bundle
        self._connection = connection
        self._counts: dict[str, Counter[str]] = {table.name: Counter() for table in MERGED}
        self._fresh: set[object] = set()
        self._kept = 0
        self._withdrawn = 0

    def run(self) -> ImportSummary:
        """Raises ``Refused('sync.store_changed')`` if the store does not hold in the end what was written."""
        before = {table.name: rows.count(self._source, table) for table in MERGED}
        for table, theirs in self._bundle.rows():
            if table.name in self._counts:
                self._counts[table.name][self._one(table, theirs)] += 1
        if self._connection is not None:
            self._prove(before)
        return self._summary()

    def _one(self, table: Table, theirs: Row) -> str:
        """What became of one row: ``new``, ``same``, ``newer`` or ``older``."""
        key = theirs.pop("key", None) if table.name == "providers" else None
        names = tuple(theirs)
        stored = rows.one_row(self._source, table, names, theirs)
        ours = None if stored is None else settled(table.name, stored)
        outcome = self._judged(table, ours, theirs)
        if outcome in ("new", "newer"):
            self._put(table, theirs)
        if outcome == "new" and table.name == "conversations":
            self._fresh.add(theirs["id"])
        if outcome == "newer" and table.name == "reviews" and theirs["state"] not in _WITH_FINAL and self._connection is not None:
            self._withdrawn += rows.drop_final(self._connection, theirs["id"])
        if ours is not None and outcome in ("newer", "older"):
            self._keep(table, *((ours, theirs) if outcome == "newer" else (theirs, ours)))
        if table.name == "providers":
            self._hand_over(ours, theirs, key, outcome)
        return outcome

    def _judged(self, table: Table, ours: Row | None, theirs: Row) -> str:
        if ours is None:
            return "older" if self._taken_back(table, theirs) else "new"
        if ours == theirs:
            return "same"
        if table.name == "spans":
            return "older"
        return "newer" if self._rank(table, theirs, theirs=True) > self._rank(table, ours, theirs=False) else "older"

    def _taken_back(self, table: Table, theirs: Row) -> bool:
        """A row that is not here because it was taken back here: a "show in clear", unless its whole conversation is new here,
        a past final whose approval does not stand, and why an answer was bad whose decision does not stand."""
        if table.name == "by_hand":
            fresh = theirs["conversation"] in self._fresh or not rows.known_conversation(self._source, theirs["conversation"])
            return theirs["action"] == "show" and not fresh
        if table.name == "diagnoses":
            return rows.review_state(self._source, theirs["review"]) not in (None, *DONE_STATES)
        return table.name == "finals" and rows.review_state(self._source, theirs["review"]) not in (None, *_WITH_FINAL)

    def _rank(self, table: Table, row: Row, *, theirs: bool) -> tuple[Rank, bytes]:
        rank = table.rank(row)
        if table.name == "reviews":
            decided = self._bundle.decided.get(str(row["id"]), 0) if theirs else rows.last_decision(self._source, row["id"])
            rank = (decided, *rank)
        return rank, encoded(row)

    def _put(self, table: Table, row: Row) -> None:
        """Writes a row and reads it back."""
        if self._connection is None:
            return
        rows.put_row(self._connection, table, row)
        if rows.one_row(self._source, table, tuple(row), row) != row:
            raise Refused("sync.store_changed", table=table.name)

    def _keep(self, table: Table, loser: Row, winner: Row) -> None:
        """Keeps the words that do not stand, once."""
        if not any(_lost(table, name, loser, winner) for name in table.human):
            return
        content = encoded(loser)
        row_id = "/".join(str(loser[name]) for name in table.key)
        made = b32encode(hashlib.sha256(f"{table.name}/{row_id}/".encode() + content).digest()[:16]).decode().rstrip("=").lower()
        version: Row = {
            "id": made, "table_name": table.name, "row_id": row_id, "row_json": content.decode(), "why": "sync",
            "replaced_ms": winner[table.clock] if table.clock else 0}
        versions = BY_NAME["versions"]
        if rows.one_row(self._source, versions, ("id",), version) is None:
            self._put(versions, version)
            self._kept += 1
            self._counts[table.name]["conflicts"] += 1

    def _hand_over(self, ours: Row | None, theirs: Row, key: object, outcome: str) -> None:
        """A provider key follows its row, but never to another address than the one it was given for."""
        if self._connection is None:
            return
        held = rows.provider_key(self._source, theirs["name"])
        moved = ours is not None and ours["base_url"] != theirs["base_url"]
        first, second = (key, held) if outcome == "newer" else (held, key)
        wanted = first or (None if moved else second)
        if wanted != held:
            rows.set_provider_key(self._connection, theirs["name"], wanted)

    def _prove(self, before: dict[str, int]) -> None:
        """Before the commit: every table has grown by what was counted. References were checked row by row as they were written."""
        for table in MERGED:
            added = self._counts[table.name]["new"]
            added += self._kept if table.name == "versions" else 0
            added -= self._withdrawn if table.name == "finals" else 0
            if rows.count(self._source, table) != before[table.name] + added:
                raise Refused("sync.store_changed", table=table.name)

    def _summary(self) -> ImportSummary:
        names = ("new", "same", "newer", "older", "conflicts")
        by_table = {name: TableCount(*(counts[which] for which in names)) for name, counts in self._counts.items()}
        new, same, newer, older, conflicts = (sum(counts[which] for counts in self._counts.values()) for which in names)
        return ImportSummary(new, same, newer, older, conflicts, by_table=by_table, dry_run=self._connection is None)


def _lost(table: Table, name: str, loser: Row, winner: Row) -> bool:
    """Whether words of the losing row are nowhere in the winning one."""
    lost, stands = loser[name], winner[name]
    if table.name == "settings":
        setting = SETTINGS.get(str(loser["name"]))
        return lost != stands and setting is not None and setting.group != "hidden"
    if name in _GROWING and isinstance(lost, str) and isinstance(stands, str) and stands.startswith(lost):
        return False
    return lost not in (None, "", stands)
