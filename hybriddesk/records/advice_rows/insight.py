"""Notes beside the figures of Home."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "insight.with_samples": Advice("These figures count the sample drafts.", do="Remove the samples to see your own work alone."),
    "insight.unpriced": Advice("{runs} run(s) have no known price and are not in the sum."),
}
