"""Sentences of the bench command."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "bench.unknown": Advice("There is no benchmark called {name}.", "Nothing was measured.", "Choose one of: {names}."),
}
