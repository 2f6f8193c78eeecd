"""The outgoing ledger: every request that ever left, byte for byte. Lines are written before sending and never deleted."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import IdList, Row, Source, as_json, id_list, only

Outcome = Literal["intent", "sent", "done", "failed", "unknown", "cancelled"]

_NAMES = [field.name for field in fields(LedgerLine)]
_COLUMNS = ", ".join({"headers": "headers_json", "replaced": "replaced_json"}.get(name, name) for name in _NAMES)
_ROW = "id, run, conversation, attempt, at_ms, provider, model, host, outcome, status, length(body), json_array_length(replaced_json)"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the ledger list paints: a line without its body. ``size`` in bytes, ``replaced`` how many values were replaced."""

    id: str
    run: str
    conversation: str
    attempt: int
    at_ms: int
    provider: str
    model: str
    host: str
    outcome: Outcome
    status: int | None
    size: int
    replaced: int


def ledger_ids(source: Source, text: str = "", outcome: str = "") -> IdList:
    """Every line, the latest first. ``text`` keeps those with it in provider, model or host, ``outcome`` those that ended so."""
    return id_list(
        source,
        "SELECT id FROM ledger WHERE (:outcome = '' OR outcome = :outcome)"
        " AND (:text = '' OR instr(lower(provider || ' ' || model || ' ' || host), :text)) ORDER BY at_ms DESC, id",
        {"text": text.strip().lower(), "outcome": outcome},
    )


def ledger_rows(source: Source, ids: tuple[str, ...]) -> tuple[LedgerRow, ...]:
    """The lines asked for, in that order; ids that are not there are left out."""
    rows = source.query(f"SELECT {_ROW} FROM ledger WHERE id IN (SELECT value FROM json_each(?))", (as_json(ids),))
    found = {row[0]: LedgerRow(*row) for row in rows}
    return tuple(found[id_] for id_ in ids if id_ in found)


def ledger_line(source: Source, wanted: str) -> LedgerLine:
    """Raises ``Refused('ledger.unknown')``."""
    return _line(only(source, "ledger.unknown", f"SELECT {_COLUMNS} FROM ledger WHERE id = ?", (wanted,)))


def _line(row: Row) -> LedgerLine:
    values: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    for name in ("headers", "replaced"):
        values[name] = msgspec.json.decode(values[name], type=tuple[tuple[str, str], ...])
    return LedgerLine(**values)


class Ledger:
    """``intent`` before the bytes go, ``outcome`` as soon as it is known."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def intent(self, line: LedgerLine) -> None:
        """Returns only once the line is on disk."""
        values = {name: getattr(line, name) for name in _NAMES}
        values |= {"headers": as_json(line.headers), "replaced": as_json(line.replaced)}
        with self.db.write("ledger", ids=[line.id]) as connection:
            connection.execute(f"INSERT INTO ledger({_COLUMNS}) VALUES(:{', :'.join(_NAMES)})", values)

    def outcome(self, wanted: str, outcome: Outcome, status: int | None = None, request_id: str | None = None) -> None:
        """Raises ``Refused('ledger.unknown')``. What is not given keeps its stored value."""
        with self.db.write("ledger", ids=[wanted]) as connection:
            changed = connection.execute(
                "UPDATE ledger SET outcome = ?, status = coalesce(?, status), request_id = coalesce(?, request_id) WHERE id = ?",
                (outcome, status, request_id, wanted),
            )
            if not changed.rowcount:
                raise Refused("ledger.unknown")

    def lines(self, run: str | None = None, limit: int = 100, before_ms: int | None = None) -> tuple[LedgerLine, ...]:
        """Whole lines: of one run in the order sent, or of all the latest first."""
        if run is not None:
            rows = self.db.query(f"SELECT {_COLUMNS} FROM ledger WHERE run = ? ORDER BY attempt, at_ms LIMIT ?", (run, limit))
        else:
            bound = before_ms if before_ms is not None else 2**62
            rows = self.db.query(f"SELECT {_COLUMNS} FROM ledger WHERE at_ms < ? ORDER BY at_ms DESC, id LIMIT ?", (bound, limit))
        return tuple(map(_line, rows))

    def get(self, wanted: str) -> LedgerLine:
        """Raises ``Refused('ledger.unknown')``."""
        return ledger_line(self.db, wanted)

    def count(self) -> int:
        count: int = self.db.query("SELECT count(*) FROM ledger")[0][0]
        return count

    def mark_interrupted(self) -> tuple[str, ...]:
        """Once at start-up: lines a dead process left open become ``unknown``. Returns their runs; only a person repeats those."""
        with self.db.write("ledger") as connection:
            rows = connection.execute("UPDATE ledger SET outcome = 'unknown' WHERE outcome IN ('intent','sent') RETURNING run").fetchall()
        return tuple(dict.fromkeys(row[0] for row in rows))
