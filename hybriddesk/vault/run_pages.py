"""Runs as a list of any length: ids in order, and the rows of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from hybriddesk.records.work import Run
from hybriddesk.vault.source import IdList, Source, as_json, id_list

_COLUMNS = ", ".join(field.name for field in fields(Run))
_SEARCHED = "workflow || ' ' || provider || ' ' || model || ' ' || coalesce(fault_code, '') || ' ' || id"


def run_ids(source: Source, text: str = "", state: str = "") -> IdList:
    """Every run, the latest first. ``text`` keeps those with it in workflow, provider, model, fault or id; ``state`` those that
    ended so, ``open`` those that have not ended.
    """
    return id_list(
        source,
        "SELECT id FROM runs WHERE length(id) = 26 AND (:state = '' OR state = :state OR (:state = 'open' AND state IN ('intent', 'sent')))"
        f" AND (:text = '' OR instr(lower({_SEARCHED}), :text)) ORDER BY started_ms DESC, id DESC",
        {"text": text.strip().lower(), "state": state},
    )


def run_page(source: Source, ids: Sequence[str]) -> tuple[Run, ...]:
    """The runs asked for, in that order; ids that are not there are left out."""
    rows = source.query(f"SELECT {_COLUMNS} FROM runs WHERE id IN (SELECT value FROM json_each(?))", (as_json(list(ids)),))
    found = {row[0]: Run(*row) for row in rows}
    return tuple(found[one] for one in ids if one in found)
