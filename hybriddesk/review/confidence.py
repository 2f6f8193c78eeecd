"""How likely a person accepts a draft unchanged, and why it needs one: the way's step from ``Restored`` to ``Scored``."""

from __future__ import annotations

from hybriddesk.records.way import Restored, Scored
from hybriddesk.review.assessing import Assessor
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.judging import Judgement
from hybriddesk.review.seen import seen


def score(
    restored: Restored, *, history: LengthHistory | None, match: float | None, source: str, threshold: float,
    assessor: Assessor | None = None, samples: tuple[str, ...] = (), judged: Judgement | None = None, again: bool = False, context: str = "",
) -> Scored:
    """The draft with its confidence 0..1 and its reasons, the weightiest first.

    ``source`` is the request in clear; ``match`` 0..1 how much the best earlier final looked like it, None when none was
    looked for; ``threshold`` the person's own: below it the last reason says so. Without an ``assessor`` nothing was learned yet.
    ``samples`` and ``judged`` are the paid evidence, if any; ``again``: the answer was counted in already.
    ``context``: the passages the answer should rest on, each under its mark ``[n]``, empty where none went along.
    """
    found = (assessor or Assessor()).assess(seen(restored, history, match, source, samples, judged, context), threshold=threshold, again=again)
    return Scored(restored, found.confidence, found.reasons, found.must, found.values)
