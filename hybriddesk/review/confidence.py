"""How likely a person accepts a draft unchanged, and why it needs one: the way's step from ``Restored`` to ``Scored``."""

from __future__ import annotations

from hybriddesk.records.way import Restored, Scored
from hybriddesk.review.assessing import Assessor
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.seen import seen


def score(
    restored: Restored, *, history: LengthHistory | None, match: float | None, source: str, threshold: float,
    assessor: Assessor | None = None,
) -> Scored:
    """The draft with its confidence 0..1 and its reasons, the weightiest first.

    ``source`` is the request in clear; ``match`` 0..1 how much the best earlier final looked like it, None when none was
    looked for; ``threshold`` the person's own: below it the last reason says so. Without an ``assessor`` nothing was learned yet.
    """
    found = (assessor or Assessor()).assess(seen(restored, history, match, source), threshold=threshold)
    return Scored(restored, found.confidence, found.reasons, found.must, found.values)
