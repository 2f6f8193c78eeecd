"""How far the reviewing has come: counted from the decisions that stand."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from hybriddesk.vault.source import Source

_RECENT = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """Decisions since the start of the day and of the week, of one person and of all. ``seconds``: the median time to a decision
    of that person over the week, of drafts decided one by one; None before the first."""

    today: int
    week: int
    all_today: int
    all_week: int
    seconds: float | None


def progress(source: Source, person: str, day_ms: int, week_ms: int) -> Progress:
    """``day_ms`` and ``week_ms`` are the starts, in milliseconds since 1970. What was taken back does not count."""
    counts = source.query(
        "SELECT coalesce(sum(person = ?1 AND decided_ms >= ?2), 0), coalesce(sum(person = ?1), 0), coalesce(sum(decided_ms >= ?2), 0),"
        " count(*) FROM decisions WHERE decided_ms >= ?3 AND undone_ms IS NULL",
        (person, day_ms, min(day_ms, week_ms)),
    )[0]
    taken = source.query(
        "SELECT seconds FROM decisions d WHERE person = ? AND decided_ms >= ? AND undone_ms IS NULL AND seconds > 0"
        " AND NOT EXISTS (SELECT 1 FROM batches b WHERE b.decision = d.id) ORDER BY decided_ms DESC LIMIT ?",
        (person, week_ms, _RECENT),
    )
    today, week, all_today, all_week = counts
    return Progress(today, week, all_today, all_week, median(row[0] for row in taken) if taken else None)
