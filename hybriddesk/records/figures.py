"""Rows the vault hands to ``insight``: facts without text of people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """One decision. ``action``: approve, edit, return, escalate; ``edit_words`` 0..1; ``undone`` if taken back later."""

    at_ms: int
    action: str
    edit_words: float | None
    seconds: float
    confidence: float
    undone: bool
    workflow: str
    model: str
    sample: bool


@dataclass(frozen=True, slots=True)
class RunFact:
    """One run that ended. ``state``: done, failed, unknown, cancelled."""

    at_ms: int
    state: str
    latency_ms: int | None
    cost_usd: float | None
    prompt_tokens: int | None
    completion_tokens: int | None
    provider: str
    model: str
    attempts: int
    fault_code: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of "latest events": ``code`` has its sentence in the advice table."""

    at_ms: int
    code: str
    workflow: str
    run: str
    result: str
    facts: tuple[tuple[str, str | int | float], ...] = ()
