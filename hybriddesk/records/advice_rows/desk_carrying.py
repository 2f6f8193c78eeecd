"""Sentences of the desk for exports and imports that the person stopped."""

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "desk.stopped": Advice("Stopped, as you asked.", "Nothing was written and your store is as it was.", ""),
}
