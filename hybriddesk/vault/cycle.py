"""The board of the improvement cycle and the reviews that were held."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from hybriddesk.records.cycle import Check, Entry, Plan, Session
from hybriddesk.records.errors import Fact
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Row, Source, as_json, only

_COLUMNS = (
    "id, topic, code, facts_json, stage, note, action, owner, figure, workflow, days, items, created_ms, changed_ms, decided_ms, acted_ms, closed_ms, check_json"
)
FIRST_REVIEW = 20
_FACTS = msgspec.json.Decoder(dict[str, Fact])
_CHECK = msgspec.json.Decoder(Check)


@dataclass(frozen=True, slots=True)
class CycleDue:
    """Whether the next review is due, and how many actions have had their days and wait to be checked."""

    review: bool
    checks: int


def cycle_due(source: Source, now_ms: int, every_ms: int) -> CycleDue:
    """Quick, on any thread. A first review is due ``every_ms`` after the first decision, once ``FIRST_REVIEW`` were made."""
    held = source.query("SELECT max(held_ms) FROM cycle_sessions")[0][0]
    if held is None:
        made, first = source.query("SELECT count(*), min(decided_ms) FROM (SELECT decided_ms FROM decisions ORDER BY decided_ms LIMIT ?)", (FIRST_REVIEW,))[0]
        due = made >= FIRST_REVIEW and now_ms - first >= every_ms
    else:
        due = now_ms - held >= every_ms
    checks = source.query(
        "SELECT count(*) FROM cycle_entries WHERE stage = 'act' AND check_json IS NULL AND acted_ms + days * 86400000 <= ?", (now_ms,),
    )[0][0]
    return CycleDue(due, checks)


class Cycle:
    """``put`` keeps an entry whole: what stood before is in the audit log by act, and in a bundle's versions by words."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def all(self) -> tuple[Entry, ...]:
        """Every entry that was not dropped, the one changed last first."""
        return tuple(map(_entry, self.db.query(f"SELECT {_COLUMNS} FROM cycle_entries WHERE stage <> 'dropped' ORDER BY changed_ms DESC, id")))

    def get(self, wanted: str) -> Entry:
        """A dropped one too. Raises ``Refused('cycle.unknown')``."""
        return _entry(only(self.db, "cycle.unknown", f"SELECT {_COLUMNS} FROM cycle_entries WHERE id = ?", (wanted,)))

    def put(self, entry: Entry) -> Entry:
        """Adds or changes an entry, and returns it as it then stands."""
        now, plan = self.db.clock(), entry.plan
        planned = (plan.action, plan.owner, plan.figure, plan.workflow, plan.days, plan.items) if plan else ("", "", "", "", 0, 0)
        check = as_json(entry.check) if entry.check else None
        row = (
            entry.id, entry.topic, entry.code, as_json(dict(entry.facts)), entry.stage, entry.note, *planned, entry.created_ms, now,
            entry.decided_ms, entry.acted_ms, entry.closed_ms, check,
        )
        names = _COLUMNS.split(", ")
        changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
        with self.db.write("cycle_entries", ids=[entry.id]) as connection:
            connection.execute(
                f"INSERT INTO cycle_entries({_COLUMNS}) VALUES({', '.join('?' * len(names))}) ON CONFLICT(id) DO UPDATE SET {changes}", row,
            )
        return replace(entry, changed_ms=now)

    def sessions(self) -> tuple[Session, ...]:
        """Reviews that were held, the latest first."""
        rows = self.db.query("SELECT id, held_ms, person, topics, decisions FROM cycle_sessions ORDER BY held_ms DESC, id")
        return tuple(Session(*row) for row in rows)

    def hold(self, session: Session) -> None:
        """Writes down that a review was held."""
        with self.db.write("cycle_sessions", ids=[session.id]) as connection:
            connection.execute(
                "INSERT INTO cycle_sessions(id, held_ms, person, topics, decisions) VALUES(?, ?, ?, ?, ?)",
                (session.id, session.held_ms, session.person, session.topics, session.decisions),
            )


def _entry(row: Row) -> Entry:
    id_, topic, code, facts, stage, note, action, owner, figure, workflow, days, items, created, changed, decided, acted, closed, check = row
    return Entry(
        id_, topic, code, _FACTS.decode(facts), stage, note, Plan(action, owner, figure, workflow, days, items) if action else None,
        created, changed, decided, acted, closed, _CHECK.decode(check) if check else None,
    )
