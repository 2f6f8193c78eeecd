"""What people answered to the rubric about an entry; the answers of the person who decides stand beside their decision."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source


@dataclass(frozen=True, slots=True)
class Answer:
    """``value``: 1 to ``highest``, where 1 of 1 is yes and 0 is no."""

    person: str
    criterion: str
    value: int
    highest: int
    answered_ms: int


def answer(db: Database, wanted: str, person: str, criterion: str, value: int, highest: int) -> None:
    """Keeps one answer; a later one of the same person takes its place."""
    with db.write("rubric_answers", ids=[wanted]) as connection:
        connection.execute(
            "INSERT INTO rubric_answers VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(review, person, criterion) DO UPDATE SET"
            " value = excluded.value, highest = excluded.highest, answered_ms = excluded.answered_ms",
            (wanted, person, criterion, value, highest, db.clock()),
        )


def answers(source: Source, wanted: str) -> tuple[Answer, ...]:
    """All answers about an entry, by person, in the order given."""
    rows = source.query(
        "SELECT person, criterion, value, highest, answered_ms FROM rubric_answers WHERE review = ? ORDER BY person, answered_ms, criterion",
        (wanted,),
    )
    return tuple(Answer(*row) for row in rows)
