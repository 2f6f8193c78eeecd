"""Words about tracing bad answers: why naming a cause is refused."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "diagnosis.not_decided": Advice(
        "Nobody has decided about this draft, so there is nothing to trace.", "The draft is as it was.", "Decide about it first.",
    ),
}
