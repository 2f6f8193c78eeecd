"""Runs: one way of one prompt, from intent to end, with the span of each step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import msgspec

from hybriddesk.records.errors import Fact, Refused
from hybriddesk.records.way import Reply
from hybriddesk.records.work import Run, RunState
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Row, Source, as_json, only

_COLUMNS = ", ".join(field.name for field in fields(Run))


@dataclass(frozen=True, slots=True)
class StepSpan:
    """One step of a run: ``duration_us`` in microseconds, ``state`` done, failed, waiting ..., facts without text of people."""

    step: str
    started_ms: int
    duration_us: int | None
    state: str
    facts: Mapping[str, Fact]


def run(source: Source, wanted: str) -> Run:
    """Raises ``Refused('run.unknown')``."""
    return _run(only(source, "run.unknown", f"SELECT {_COLUMNS} FROM runs WHERE id = ?", (wanted,)))


def run_rows(source: Source, limit: int, before: Run | None = None) -> tuple[Run, ...]:
    """The latest first; ``before`` is the last one of the page above."""
    where, params = ("", ()) if before is None else (" WHERE (started_ms, id) < (?, ?)", (before.started_ms, before.id))
    return tuple(map(_run, source.query(f"SELECT {_COLUMNS} FROM runs{where} ORDER BY started_ms DESC, id DESC LIMIT ?", (*params, limit))))


def span_rows(source: Source, wanted: str) -> tuple[StepSpan, ...]:
    """The steps of one run in the order they were written."""
    rows = source.query("SELECT step, started_ms, duration_us, state, facts_json FROM spans WHERE run = ? ORDER BY id", (wanted,))
    return tuple(StepSpan(step, started, took, state, msgspec.json.decode(facts)) for step, started, took, state, facts in rows)


def _run(row: Row) -> Run:
    return Run(*row)


def _measured(reply: Reply | None) -> dict[str, object]:
    if reply is None:
        return {}
    return {
        "attempts": reply.attempts, "latency_ms": reply.latency_ms, "prompt_tokens": reply.usage.prompt_tokens,
        "completion_tokens": reply.usage.completion_tokens, "cost_usd": reply.usage.cost_usd, "request_id": reply.request_id,
        "finish": reply.finish, "served_model": reply.served_model,
    }


class Runs:
    """``begin`` comes before anything is sent, so that a crash leaves a run that can be asked about."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def begin(self, run: Run) -> None:
        """Raises ``Refused('conversation.unknown')``."""
        if not self.db.query("SELECT 1 FROM conversations WHERE id = ?", (run.conversation,)):
            raise Refused("conversation.unknown")
        with self.db.write("runs", ids=[run.id, run.conversation]) as connection:
            connection.execute(
                f"INSERT INTO runs({_COLUMNS}) VALUES(:{_COLUMNS.replace(', ', ', :')})",
                {name: getattr(run, name) for name in _COLUMNS.split(", ")},
            )

    def sent(self, wanted: str, *, request_id: str | None = None, attempts: int | None = None) -> None:
        """The provider has taken the request; from now on a repeat may cost twice. Raises ``Refused('run.unknown')``."""
        self._set(wanted, state="sent", attempts=attempts, request_id=request_id)

    def moved(self, wanted: str, provider: str, model: str) -> None:
        """Somebody else is asked now. Raises ``Refused('run.unknown')``."""
        self._set(wanted, provider=provider, model=model)

    def finish(self, wanted: str, state: RunState, *, reply: Reply | None = None, fault_code: str | None = None) -> None:
        """How it ended, with what the reply says of cost and time. Raises ``Refused('run.unknown')``."""
        self._set(wanted, state=state, ended_ms=self.db.clock(), fault_code=fault_code, **_measured(reply))

    def _set(self, wanted: str, **values: object) -> None:
        given = {name: value for name, value in values.items() if value is not None}
        with self.db.write("runs", ids=[wanted]) as connection:
            changed = connection.execute(
                f"UPDATE runs SET {', '.join(f'{name} = :{name}' for name in given)} WHERE id = :wanted", given | {"wanted": wanted}
            )
            if not changed.rowcount:
                raise Refused("run.unknown")

    def get(self, wanted: str) -> Run:
        """Raises ``Refused('run.unknown')``."""
        return run(self.db, wanted)

    def open(self) -> tuple[Run, ...]:
        """Runs that began and did not end; at start-up these are the ones a dead process left."""
        return tuple(map(_run, self.db.query(f"SELECT {_COLUMNS} FROM runs WHERE state IN ('intent', 'sent') ORDER BY started_ms, id")))

    def unknown(self) -> tuple[Run, ...]:
        """Runs whose outcome nobody knows; only a person decides to repeat them."""
        return tuple(map(_run, self.db.query(f"SELECT {_COLUMNS} FROM runs WHERE state = 'unknown' ORDER BY started_ms, id")))

    def recent(self, limit: int, before: Run | None = None) -> tuple[Run, ...]:
        return run_rows(self.db, limit, before)

    def add_span(self, run: str, step: str, started_ms: int, duration_us: int | None, state: str, facts: Mapping[str, Fact]) -> None:
        """Raises ``Refused('run.unknown')``."""
        self.get(run)
        with self.db.write("spans", ids=[run]) as connection:
            connection.execute(
                "INSERT INTO spans(run, step, started_ms, duration_us, state, facts_json) VALUES(?, ?, ?, ?, ?, ?)",
                (run, step, started_ms, duration_us, state, as_json(dict(facts))),
            )

    def spans(self, run: str) -> tuple[StepSpan, ...]:
        return span_rows(self.db, run)
