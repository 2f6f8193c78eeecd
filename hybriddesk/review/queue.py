"""Queue rules: which action leads from which state to which, what comes first, and which drafts a person must see.

pending, escalated -take-> in_review -approve, edit, return-> approved, edited, returned -reopen-> in_review
in_review -escalate-> escalated; in_review -release-> pending; the last decision -undo-> the state it came from
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Reason, Scored
from hybriddesk.records.work import DONE_STATES, OPEN_STATES, Action, ReviewState
from hybriddesk.review.assessing import below

OUTCOME: Mapping[Action, ReviewState] = {"approve": "approved", "edit": "edited", "return": "returned", "escalate": "escalated"}

TABLE: Mapping[tuple[ReviewState, str], ReviewState] = {
    **{(state, action): outcome for state in OPEN_STATES for action, outcome in OUTCOME.items()},
    **{(state, "take"): "in_review" for state in OPEN_STATES},
    ("in_review", "release"): "pending",
    **{(state, "reopen"): "in_review" for state in DONE_STATES},
}
"""Every allowed step. ``undo`` is not in it: it leads back to the state the decision came from."""

SEVERITY: Mapping[str, float] = {
    **dict.fromkeys(("CARD", "IBAN", "ACCOUNT", "CRYPTO", "ID", "PASSPORT", "LICENCE", "MRN", "SECRET"), 10.0),
    **dict.fromkeys(("DOB", "DENY"), 3.0),
}
"""How much worse a bad draft is when it touches such data. ``SENSITIVE`` puts it into a lane of its own, ahead of all others."""

SENSITIVE = 10.0
CERTAIN = 0.02
"""No draft counts as less risky than this, so that severity and age still order the confident ones."""


def after(state: ReviewState, action: str) -> ReviewState:
    """The state an action leads to. Raises ``Refused('review.not_possible')``."""
    if (state, action) not in TABLE:
        raise Refused("review.not_possible", state=state, action=action)
    return TABLE[state, action]


def allowed(state: ReviewState) -> tuple[str, ...]:
    """The actions a state allows, in the table's order."""
    return tuple(action for start, action in TABLE if start == state)


def severity_of(kinds: Iterable[str]) -> float:
    """How much worse a bad draft is for the worst of these kinds."""
    return max((SEVERITY.get(kind.upper(), 1.0) for kind in kinds), default=1.0)


def risk(scored: Scored, kinds: Iterable[str]) -> float:
    """P(bad) x severity of the worst replaced kind. ``urgency`` makes a place in the queue of it."""
    severity = severity_of(kinds)
    p_bad = 1.0 if scored.must_review else 1 - scored.confidence
    return max(p_bad, CERTAIN) * severity


def sensitive(kinds: Iterable[str]) -> bool:
    """Whether a draft is of the sensitive lane, ahead of all others."""
    return severity_of(kinds) >= SENSITIVE


def draw(run: str) -> float:
    """A number 0..1 that belongs to a run: the same at every call, evenly spread over runs."""
    return int.from_bytes(hashlib.sha256(run.encode()).digest()[:7], "big") / 2**56


def needs_person(scored: Scored, *, threshold: float, audit_share: float, run: str) -> bool:
    """Whether a draft waits for a person: by a rule, for its low confidence, or as a random check drawn from the run's id."""
    return gate(scored, threshold=threshold, audit_share=audit_share, run=run) is not None


def gate(scored: Scored, *, threshold: float, audit_share: float, run: str) -> Reason | None:
    """What sends a draft to a person, None when it need not wait."""
    if scored.must_review:
        return Reason("review.rule", facts={"percent": round(100 * scored.confidence)})
    if scored.confidence < threshold:
        return below(scored.confidence, threshold)
    if draw(run) < audit_share:
        return Reason("review.random_check", facts={"percent": round(100 * audit_share)})
    return None
