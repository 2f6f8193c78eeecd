"""Groups of entries whose drafts are alike: each group has a first entry, the leader, by whose bands it is found.

What makes two drafts alike is decided above this room; here it is kept and read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source, as_json

_CANDIDATES = 24
_OPEN = "state IN ('pending','in_review','escalated')"

Unplaced = tuple[int, str]
"""Row number and text of an entry that is in no group yet."""


def alike_sql(where: str, words: str) -> str:
    """Ids with groups side by side: the group with the riskiest entry first, the riskiest of each group first. An entry in no group
    yet stands alone. ``words`` is a further condition on ``r``."""
    group = "coalesce(l.leader, r.n)"
    return (
        f"SELECT id FROM (SELECT r.id AS id, r.risk AS risk, r.created_ms AS created_ms, r.n AS n, {group} AS grp,"
        f" max(r.risk) OVER (PARTITION BY {group}) AS most FROM reviews r LEFT JOIN likeness l ON l.n = r.n WHERE {where}{words})"
        " ORDER BY most DESC, grp, risk DESC, created_ms, n"
    )


def unplaced(source: Source, limit: int, *, after: int = 0) -> tuple[Unplaced, ...]:
    """Open entries in no group yet, in the order filed, from row ``after`` on: the draft as the provider wrote it, else the request."""
    rows = source.query(
        "SELECT r.n, iif(trim(r.draft_scrubbed) = '', r.request, r.draft_scrubbed) FROM reviews r"
        f" WHERE r.n > ? AND {_OPEN} AND NOT EXISTS (SELECT 1 FROM likeness l WHERE l.n = r.n) ORDER BY r.n LIMIT ?",
        (after, limit),
    )
    return tuple((row[0], row[1]) for row in rows)


def last(source: Source) -> int:
    """The row number of the entry filed last, 0 for none."""
    n: int = source.query("SELECT coalesce(max(n), 0) FROM reviews")[0][0]
    return n


def candidates(source: Source, bands: Sequence[int]) -> tuple[Unplaced, ...]:
    """Leaders that share a band, those with most bands in common first, with their texts."""
    rows = source.query(
        "SELECT b.leader, (SELECT iif(trim(r.draft_scrubbed) = '', r.request, r.draft_scrubbed) FROM reviews r WHERE r.n = b.leader)"
        " FROM likeness_bands b WHERE b.band IN (SELECT value FROM json_each(?)) GROUP BY b.leader ORDER BY count(*) DESC, b.leader LIMIT ?",
        (as_json(list(bands)), _CANDIDATES),
    )
    return tuple((row[0], row[1]) for row in rows if row[1] is not None)


def place(db: Database, n: int, leader: int | None, bands: Iterable[int]) -> None:
    """Puts an entry into a group, or makes it the leader of a new one. A second call changes nothing."""
    with db.write() as connection:
        made = connection.execute("INSERT OR IGNORE INTO likeness VALUES(?, ?)", (n, n if leader is None else leader)).rowcount
        if made and leader is None:
            connection.executemany("INSERT OR IGNORE INTO likeness_bands VALUES(?, ?)", ((band, n) for band in bands))


def like(source: Source, wanted: str, limit: int) -> tuple[str, ...]:
    """Open entries of the same group, the riskiest first, without the entry itself."""
    rows = source.query(
        f"SELECT id FROM reviews WHERE n IN (SELECT l.n FROM likeness l WHERE l.leader = (SELECT m.leader FROM likeness m"
        f" JOIN reviews r ON r.n = m.n WHERE r.id = ?1)) AND {_OPEN} AND id <> ?1 ORDER BY risk DESC, created_ms, n LIMIT ?2",
        (wanted, limit),
    )
    return tuple(row[0] for row in rows)
