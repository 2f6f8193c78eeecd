"""When each workflow brought something, for learning its rhythm."""

from __future__ import annotations

from collections import defaultdict

from hybriddesk.vault.source import Source

MOST = 5000
"""Runs looked back at, over all workflows."""


def done_times(source: Source, since_ms: int) -> dict[str, list[tuple[int, int]]]:
    """Begin and end of the runs that brought a draft, by workflow, oldest first. Conversations are led by the person and are left out."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for workflow, started, ended in source.query(
        "SELECT workflow, started_ms, ended_ms FROM runs WHERE state = 'done' AND item IS NOT NULL AND ended_ms IS NOT NULL AND started_ms >= ?"
        " ORDER BY started_ms DESC LIMIT ?", (since_ms, MOST),
    ):
        found[workflow].append((started, ended))
    return {workflow: sorted(times, key=lambda pair: pair[1]) for workflow, times in found.items()}
