"""The lanes beside the queue: what was escalated, what waits for a second look, and where two reviewers disagree.

They hold few entries, so nothing needs an index of its own order: the longest waiting come first.
"""

from __future__ import annotations

from typing import Literal

from hybriddesk.vault.second_looks import differing_ids, second_counts, second_ids
from hybriddesk.vault.source import IdList, Source, id_list

Lane = Literal["escalated", "second", "differ"]
LANES: tuple[Lane, ...] = ("escalated", "second", "differ")

_ESCALATIONS = "decisions d WHERE d.review = reviews.id AND d.action = 'escalate' AND d.undone_ms IS NULL"
ESCALATED = ", ".join(
    f"iif(state = 'escalated', (SELECT d.{column} FROM {_ESCALATIONS} ORDER BY d.decided_ms DESC, d.rowid DESC LIMIT 1), {nothing})"
    for column, nothing in (("decided_ms", "NULL"), ("person", "''"), ("note", "''"))
)
"""When an entry was escalated, by whom and why, for a SELECT from ``reviews``."""


def lane_ids(source: Source, lane: Lane, person: str) -> IdList:
    """The entries of a lane as this person sees it, the longest waiting first."""
    if lane == "second":
        return second_ids(source, person)
    if lane == "differ":
        return differing_ids(source)
    return id_list(
        source, f"SELECT id FROM reviews WHERE state = 'escalated' ORDER BY (SELECT max(d.decided_ms) FROM {_ESCALATIONS}), n",
    )


def lane_counts(source: Source, person: str) -> dict[str, int]:
    """How many entries each lane holds for this person."""
    escalated = source.query("SELECT count(*) FROM reviews WHERE state = 'escalated'")[0][0]
    return {"escalated": escalated, **second_counts(source, person)}
