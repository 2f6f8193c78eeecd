"""Rows about answers and what people made of them, handed from the vault to ``insight``: figures without text of people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """One answer as it was judged, with what became of it.

    ``p_bad`` 0..1 at the time; ``passed`` True: the gate let it pass, False: it went to a person, None: no gate stood there.
    ``length`` in characters, ``latency_ms`` of its run; ``edit_words`` 0..1 and ``bad`` 0 or 1 are None while nobody decided.
    """

    at_ms: int
    workflow: str
    prompt_version: str
    model: str
    p_bad: float
    passed: bool | None
    latency_ms: int | None
    length: int | None
    edit_words: float | None
    bad: float | None


@dataclass(frozen=True, slots=True)
class OutcomeFact:
    """How many drafts or chat answers ended in one way, and how many of them somebody said something about."""

    kind: str
    outcome: str
    count: int
    with_feedback: int


@dataclass(frozen=True, slots=True)
class SignalFact:
    """How often one signal was given, on how many answers. ``value`` only where it says which way: ``up``, ``down``."""

    name: str
    value: str
    times: int
    answers: int


@dataclass(frozen=True, slots=True)
class StarFact:
    """How many answers of one prompt version and model stand at this many stars, 1 to 5."""

    prompt_version: str
    model: str
    stars: int
    answers: int
