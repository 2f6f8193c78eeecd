"""Facts for ``insight``: decisions, runs and latest events, without a word of anyone's text."""

from __future__ import annotations

import msgspec

from hybriddesk.records.figures import DecisionFact, EventRow, RunFact
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Row, Source

_ENDED = "('done','failed','unknown','cancelled')"

_EVENTS = f"""
SELECT * FROM (SELECT decisions.decided_ms AS at_ms, 'event.' || action AS code, workflow, run,
    CASE action WHEN 'return' THEN 'returned' WHEN 'escalate' THEN 'review' ELSE 'ok' END,
    json_object('edit_percent', CAST(round(100 * coalesce(decisions.edit_words, 0)) AS INTEGER))
  FROM decisions JOIN reviews ON reviews.id = decisions.review ORDER BY decisions.decided_ms DESC LIMIT :limit)
UNION ALL SELECT * FROM (SELECT undone_ms, 'event.undone', workflow, run, 'review', '{{}}'
  FROM decisions JOIN reviews ON reviews.id = decisions.review WHERE undone_ms IS NOT NULL ORDER BY undone_ms DESC LIMIT :limit)
UNION ALL SELECT * FROM (SELECT ended_ms,
    'event.run_' || CASE WHEN state = 'done' AND attempts > 1 THEN 'recovered' ELSE state END, workflow, id,
    CASE WHEN state = 'done' THEN iif(attempts > 1, 'recovered', 'ok') ELSE state END,
    json_object('model', model, 'provider', provider, 'attempts', attempts)
  FROM runs WHERE ended_ms IS NOT NULL AND state IN {_ENDED} ORDER BY ended_ms DESC LIMIT :limit)
UNION ALL SELECT * FROM (SELECT created_ms, 'event.imported', workflow, '', 'ok',
    json_object('items', items, 'faults', (SELECT count(*) FROM import_faults WHERE import_id = imports.id))
  FROM imports ORDER BY created_ms DESC LIMIT :limit)
ORDER BY 1 DESC LIMIT :limit
"""


def decisions_since(source: Source, since_ms: int) -> tuple[DecisionFact, ...]:
    """Every decision from ``since_ms`` on, undone ones marked, oldest first."""
    rows = source.query(
        "SELECT decisions.decided_ms, action, decisions.edit_words, decisions.seconds, confidence, undone_ms IS NOT NULL,"
        " workflow, model, sample FROM decisions JOIN reviews ON reviews.id = decisions.review"
        " WHERE decisions.decided_ms >= ? ORDER BY decisions.decided_ms",
        (since_ms,),
    )
    return tuple(map(_decision, rows))


def runs_since(source: Source, since_ms: int) -> tuple[RunFact, ...]:
    """Every run that ended from ``since_ms`` on, oldest first."""
    rows = source.query(
        "SELECT ended_ms, state, latency_ms, cost_usd, prompt_tokens, completion_tokens, provider, coalesce(served_model, model),"
        f" attempts, fault_code FROM runs WHERE ended_ms >= ? AND state IN {_ENDED} ORDER BY ended_ms",
        (since_ms,),
    )
    return tuple(RunFact(*row) for row in rows)


def latest_events(source: Source, limit: int) -> tuple[EventRow, ...]:
    """The newest first. ``result``: ok, review, returned, recovered, failed, unknown, cancelled."""
    return tuple(map(_event, source.query(_EVENTS, {"limit": limit})))


def _decision(row: Row) -> DecisionFact:
    at_ms, action, words, seconds, confidence, undone, workflow, model, sample = row
    return DecisionFact(at_ms, action, words, seconds, confidence, bool(undone), workflow, model, bool(sample))


def _event(row: Row) -> EventRow:
    at_ms, code, workflow, run, result, facts = row
    return EventRow(at_ms, code, workflow, run, result, tuple(msgspec.json.decode(facts).items()))


class Figures:
    """The same on the engine thread, and what waits right now."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def decisions_since(self, since_ms: int) -> tuple[DecisionFact, ...]:
        return decisions_since(self.db, since_ms)

    def runs_since(self, since_ms: int) -> tuple[RunFact, ...]:
        return runs_since(self.db, since_ms)

    def latest_events(self, limit: int) -> tuple[EventRow, ...]:
        return latest_events(self.db, limit)

    def oldest_waiting_ms(self) -> int | None:
        """Since when the oldest open entry that needs a person has waited, or None: nothing waits."""
        rows = self.db.query(
            "SELECT created_ms FROM reviews WHERE needs_person = 1 AND state IN ('pending','in_review','escalated')"
            " ORDER BY created_ms, n LIMIT 1"
        )
        return rows[0][0] if rows else None
