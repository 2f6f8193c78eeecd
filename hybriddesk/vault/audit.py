"""The audit log: who did what to the store, chained so that a changed, missing or moved line is found.

Each line's ``hash`` is an HMAC over its content and the line before it. The HMAC key is derived from the store's key and goes
through a one-way function every hour, so a key of one hour checks that hour and later ones and forges none before. What is
cut off at the end is found by the head that is kept outside the database (``vault.head``). No content of people is in here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass

from hybriddesk.records.errors import Fact
from hybriddesk.vault.database import Database
from hybriddesk.vault.head import Head

HOUR_MS = 3_600_000
MOST_HOURS = 24 * 366 * 100
START = "0" * 64
EVOLVE = b"hybriddesk audit hour"


@dataclass(frozen=True, slots=True)
class AuditState:
    """Outcome of a check. ``first_bad`` is the number of the first line that does not fit, or of the first one missing."""

    ok: bool
    entries: int
    first_bad: int | None
    head: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line as it is shown."""

    seq: int
    at_ms: int
    act: str
    subject: str
    facts: dict[str, Fact]
    hash: str


class Audit:
    """Writes and checks the log of an opened store."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._keys = HourKeys(db.derive("audit"))

    def add(self, act: str, subject: str = "", **facts: Fact) -> None:
        """Appends a line within the running transaction. ``subject`` is an id or a name, never content."""
        with self.db.write("audit") as connection:
            notice, self.db.notice_to_log = self.db.notice_to_log, None
            if notice is not None:
                self.add(notice.code, "", **notice.facts)
            last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
            seq, previous = last or (0, START)
            at = self.db.clock()
            told = json.dumps(facts, sort_keys=True, ensure_ascii=False)
            line = self._keys.line(self._first_ms(at), seq + 1, at, act, subject, told, previous)
            connection.execute("INSERT INTO audit(seq, at_ms, act, subject, facts_json, previous, hash) VALUES(?,?,?,?,?,?,?)",
                               (seq + 1, at, act, subject, told, previous, line))
            self.db.note_head(Head(seq + 1, line))

    def verify(self) -> AuditState:
        """Reads the whole chain and compares its end with the head kept outside. Raises ``Refused('vault.head_damaged')``."""
        chain = self.db.query("SELECT seq, at_ms, act, subject, facts_json, previous, hash FROM audit ORDER BY seq")
        hashes = [START]
        for number, (seq, at, act, subject, told, before, line) in enumerate(chain, start=1):
            right = self._keys.line(chain[0][1], number, at, act, subject, told, hashes[-1])
            if seq != number or before != hashes[-1] or not hmac.compare_digest(right, str(line)):
                return AuditState(ok=False, entries=len(chain), first_bad=number, head=hashes[-1])
            hashes.append(right)
        known = self.db.known_head() or Head(0, START)
        if known.entries > len(chain) or hashes[known.entries] != known.hash:
            return AuditState(ok=False, entries=len(chain), first_bad=min(known.entries, len(hashes)), head=hashes[-1])
        return AuditState(ok=True, entries=len(chain), first_bad=None, head=hashes[-1])

    def count(self) -> int:
        """How many entries there are, whatever state the chain is in."""
        return int(self.db.query("SELECT count(*) FROM audit")[0][0])

    def rows(self, limit: int = 200, before: int | None = None) -> tuple[AuditRow, ...]:
        """Newest first; ``before`` is the smallest ``seq`` seen so far."""
        found = self.db.query(
            "SELECT seq, at_ms, act, subject, facts_json, hash FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?",
            (before if before is not None else 1 << 62, limit),
        )
        return tuple(AuditRow(seq, at, act, subject, json.loads(told), line) for seq, at, act, subject, told, line in found)

    def _first_ms(self, otherwise: int) -> int:
        found = self.db.query("SELECT at_ms FROM audit ORDER BY seq LIMIT 1")
        return int(found[0][0]) if found else otherwise


class HourKeys:
    """The HMAC keys, one an hour, each from the one before it by a one-way function."""

    def __init__(self, first: bytes) -> None:
        self._keys = [first]

    def of(self, hour: int) -> bytes:
        """The key of the hour-th hour since the log began. A clock out of all reason shares the last key."""
        hour = min(max(hour, 0), MOST_HOURS)
        while len(self._keys) <= hour:
            self._keys.append(hmac.digest(self._keys[-1], EVOLVE, hashlib.sha256))
        return self._keys[hour]

    def line(self, first_ms: int, seq: int, at_ms: int, act: str, subject: str, told: str, previous: str) -> str:
        """The hash of one line, 64 hexadecimal digits."""
        content = json.dumps([seq, at_ms, act, subject, told, previous]).encode()
        return hmac.digest(self.of((at_ms - first_ms) // HOUR_MS), content, hashlib.sha256).hex()
