"""The central error log as a list of any length: fingerprints in order, and the rows of a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields

import msgspec

from hybriddesk.records.errors import Fact
from hybriddesk.records.troubles import Trouble
from hybriddesk.vault.source import IdList, Row, Source, as_json, id_list

WIDTH = 16
"""Characters of a fingerprint."""

_COLUMNS = ", ".join({"kind": "class"}.get(one.name, one.name) for one in fields(Trouble))
_SEARCHED = "code || ' ' || class || ' ' || workflow || ' ' || node || ' ' || provider || ' ' || model || ' ' || place || ' ' || fingerprint"


_ROWS = (
    f"SELECT {_COLUMNS}, (SELECT facts_json FROM error_events AS e WHERE e.fingerprint = errors.fingerprint ORDER BY e.id DESC LIMIT 1) FROM errors"
)


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """A kind of trouble with the facts of its latest occurrence, which its sentence is filled with."""

    trouble: Trouble
    facts: Mapping[str, Fact] = field(default_factory=dict)


def trouble_ids(source: Source, text: str = "", state: str = "", codes: Collection[str] = ()) -> IdList:
    """Fingerprints, the latest trouble first. ``text`` keeps those with it in code, class, workflow, node, provider, model or
    place, and those whose code is among ``codes`` (the codes whose words hold it); ``state`` those that are open, muted or solved.
    """
    return id_list(
        source,
        "SELECT fingerprint AS id FROM errors WHERE length(fingerprint) = 16 AND (:state = '' OR state = :state)"
        f" AND (:text = '' OR code IN (SELECT value FROM json_each(:codes)) OR instr(lower({_SEARCHED}), :text))"
        " ORDER BY last_ms DESC, fingerprint",
        {"text": text.strip().lower(), "state": state, "codes": as_json(list(codes))}, width=WIDTH,
    )


def trouble_page(source: Source, ids: Sequence[str]) -> tuple[TroubleRow, ...]:
    """The kinds of trouble asked for, in that order; those that are not there are left out."""
    rows = source.query(f"{_ROWS} WHERE fingerprint IN (SELECT value FROM json_each(?))", (as_json(list(ids)),))
    found = {row[0]: _row(row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def latest_open(source: Source) -> tuple[TroubleRow, ...]:
    """The open kind that happened last; empty if none is open."""
    return tuple(map(_row, source.query(f"{_ROWS} WHERE state = 'open' ORDER BY last_ms DESC LIMIT 1")))


def trouble_counts(source: Source) -> dict[str, int]:
    """How many kinds are open, muted and solved; states without any are left out."""
    return dict(source.query("SELECT state, count(*) FROM errors GROUP BY state"))


def _row(row: Row) -> TroubleRow:
    return TroubleRow(Trouble(*row[:-1]), msgspec.json.decode(row[-1] or "{}"))
