"""Handing entries to a second reviewer at another desk and taking their decisions in, for the roofs: called on the engine thread,
whose loop stays free while the file is read or written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import anyio.to_thread
import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Reason
from hybriddesk.records.work import NewDecision
from hybriddesk.sync.bundling import rules
from hybriddesk.sync.look_file import ANSWERED, ASKED, FORMAT, Head, read_look_file, write_look_file
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.lending import Lent, SecondAnswer, answered, take_in, to_lend
from hybriddesk.vault.queue import review

Answer = Callable[[NewDecision, str, int], object]
"""``answer(decision, person, decided_ms)`` keeps a second decision; raises ``Refused`` where the entry does not wait for it."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What one file did. ``left``: entries that were here already, or answers that no entry waits for."""

    person: str
    done: int
    left: int = 0


class Handing:
    """Asks, takes in what is asked, answers, and takes the answers in."""

    def __init__(self, db: Database, answer: Answer) -> None:
        self._db, self._answer = db, answer
        self._audit = Audit(db)

    async def ask(self, target: Path, passphrase: str, person: str) -> Handed:
        """Writes what waits for this person's second look. Raises ``Refused('sync.nothing_to_hand')`` and as ``write_look_file`` does."""
        return await self._write(target, passphrase, Head(ASKED, FORMAT, person, self._db.clock(), 0), to_lend(self._db, person))

    async def take_in(self, path: Path, passphrase: str) -> Handed:
        """Files what another desk asks about. Raises as ``read_look_file`` does."""
        head, rows = await anyio.to_thread.run_sync(lambda: read_look_file(path, passphrase, ASKED, Lent))
        with rules(), self._db.write():
            done = sum(take_in(self._db, _sound(lent), head.person) for lent in rows)
            self._audit.add("second.taken_in", head.person, done=done)
        return Handed(head.person, done, len(rows) - done)

    async def answer(self, target: Path, passphrase: str) -> Handed:
        """Writes what was decided here about lent entries. Raises as ``ask`` does."""
        rows = answered(self._db)
        person = rows[-1].person if rows else ""
        return await self._write(target, passphrase, Head(ANSWERED, FORMAT, person, self._db.clock(), 0), rows)

    async def take_answers(self, path: Path, passphrase: str) -> Handed:
        """Keeps the second decisions; one whose entry does not wait for it, or had another draft, is left. Raises as ``read_look_file`` does."""
        head, rows = await anyio.to_thread.run_sync(lambda: read_look_file(path, passphrase, ANSWERED, SecondAnswer))
        with self._db.write():
            done = sum(self._kept(one) for one in rows)
            self._audit.add("second.answers", head.person, done=done)
        return Handed(head.person, done, len(rows) - done)

    def _kept(self, one: SecondAnswer) -> bool:
        final = one.draft if one.action == "approve" else one.final
        new = NewDecision(one.review, one.action, final, one.note, one.edit_words, one.edit_chars, one.seconds)
        try:
            if review(self._db, one.review).draft != one.draft or (one.action == "edit" and final is None):
                return False
            self._answer(new, one.person, one.decided_ms)
        except Refused:
            return False
        return True

    async def _write(self, target: Path, passphrase: str, head: Head, rows: tuple[Lent, ...] | tuple[SecondAnswer, ...]) -> Handed:
        if not rows:
            raise Refused("sync.nothing_to_hand")
        whole = Head(head.kind, head.format, head.person, head.created_ms, len(rows))
        await anyio.to_thread.run_sync(lambda: write_look_file(target, passphrase, whole, rows))
        self._audit.add("second.handed", head.person, kind=head.kind, count=len(rows))
        return Handed(head.person, len(rows))


def _sound(lent: Lent) -> Lent:
    """Raises ``Refused('sync.damaged')`` for reasons that the desk could not show; the schema refuses the rest."""
    try:
        msgspec.json.decode(lent.reasons_json, type=tuple[Reason, ...])
    except (msgspec.MsgspecError, RecursionError):
        raise Refused("sync.damaged") from None
    return lent
