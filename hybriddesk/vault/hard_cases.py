"""Hard cases that a person confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Row, as_json

_COLUMNS = "id, review, workflow, prompt_version, held_back, created_ms, request, must_json, must_not_json, reason"
_PHRASES = msgspec.json.Decoder(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A stored case; see ``review.hard_case``."""

    id: str
    review: str
    workflow: str
    prompt_version: str
    held_back: bool
    created_ms: int
    request: str = field(repr=False)
    must: tuple[str, ...] = field(repr=False)
    must_not: tuple[str, ...] = field(repr=False)
    reason: str = field(repr=False)


class HardCases:
    """One case per entry: keeping it again replaces it."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def keep(self, review: str, about: Mapping[str, str], must: Sequence[str], must_not: Sequence[str], *, held_back: bool) -> str:
        """Stores a case and returns its id. ``about``: workflow, prompt_version, request, reason."""
        made = new_id()
        with self.db.write("hard_cases", ids=[review]) as connection:
            connection.execute("DELETE FROM hard_cases WHERE review = ?", (review,))
            connection.execute(
                f"INSERT INTO hard_cases({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (made, review, about["workflow"], about["prompt_version"], int(held_back), self.db.clock(), about["request"],
                 as_json(list(must)), as_json(list(must_not)), about["reason"]),
            )
        return made

    def of(self, workflow: str) -> tuple[CaseRow, ...]:
        """The cases of a workflow, oldest first."""
        rows = self.db.query(f"SELECT {_COLUMNS} FROM hard_cases WHERE workflow = ? ORDER BY created_ms, rowid", (workflow,))
        return tuple(map(_case, rows))

    def remove(self, wanted: str) -> None:
        """Raises ``Refused('case.unknown')``."""
        with self.db.write("hard_cases") as connection:
            if not connection.execute("DELETE FROM hard_cases WHERE id = ?", (wanted,)).rowcount:
                raise Refused("case.unknown")


def _case(row: Row) -> CaseRow:
    id_, review, workflow, version, held, created, request, must, must_not, reason = row
    return CaseRow(id_, review, workflow, version, bool(held), created, request, _PHRASES.decode(must), _PHRASES.decode(must_not), reason)
