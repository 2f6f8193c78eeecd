"""Sentences of the built-in helper."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "helper.damaged": Advice(
        "The built-in helper cannot read its file {file}.", "Everything else works, and other providers can draft.",
        "Install HybridDesk again; your store is not touched by that.",
    ),
}
