"""The agenda of the review that is held every two weeks: what deserves a person's eye, worst first. Pure.

Each topic has a key that stays the same while the matter does, a code with its sentences in ``records/advice_rows``, and the figure that
would show whether something was done about it. Nothing is listed from a handful of items: intervals decide, not single bad days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hybriddesk.insight.agreement import Rated, wilson
from hybriddesk.insight.drifting import DriftFigure
from hybriddesk.insight.reliability import Reliability
from hybriddesk.records.cycle import Figure
from hybriddesk.records.diagnoses import Cause
from hybriddesk.records.errors import Fact
from hybriddesk.records.troubles import Trouble

WORST = 3
"""Prompts, habits and troubles listed of each kind."""
FEWEST_BAD, SUSPECT = 3, 0.10
"""A prompt is listed from so many bad drafts on, if more than this share is bad with 97.5 % confidence."""
HABIT_FEWEST, HABIT_SHARE = 3, 0.25
"""A kind of change is a habit from so many drafts on, and from this share of the edited ones."""
OFF = 0.05
"""ECE above which confidence is off, from ``CALIBRATED`` decisions on and beyond what chance makes of it."""
CALIBRATED = 100
FEWEST_CHECKS = 20
"""Random checks from which the measured misses are held against what the person allows."""
TRACED: Mapping[Cause, str] = {
    "missed": "cycle.cause_missed", "held": "cycle.cause_held", "irrelevant": "cycle.cause_irrelevant", "outdated": "cycle.cause_outdated",
    "gap": "cycle.cause_gap", "ignored": "cycle.cause_ignored", "invented": "cycle.cause_invented",
}
TRACED_FEWEST, TRACED_SHARE = 10, 0.15
"""A cause is listed from so many traced bad answers on, if more than this share of them had it with 97.5 % confidence."""
UNHAPPY = 0.10
"""Share of answers with a thumb down or asked again above which a prompt should be looked at."""


@dataclass(frozen=True, slots=True)
class PromptFact:
    """A prompt version in the time the agenda is about. ``bad``: returned or more than half changed; ``unhappy``: thumb down or asked again."""

    workflow: str
    prompt_version: str
    decided: int
    bad: int
    answers: int = 0
    unhappy: int = 0


@dataclass(frozen=True, slots=True)
class HabitFact:
    """In ``drafts`` of ``edited`` edited drafts people made the same change: a ``kind`` of change, or ``old`` words to ``new`` ones."""

    workflow: str
    drafts: int
    edited: int
    kind: str = ""
    old: str = field(default="", repr=False)
    new: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CauseFact:
    """Of ``bad`` bad answers of a workflow that were traced, ``count`` had this cause."""

    workflow: str
    cause: Cause
    count: int
    bad: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an agenda is made from. ``troubles`` come with the facts of their latest time. ``misses`` is the measured share of bad
    ones among what passed, ``allowed`` what the person allows."""

    prompts: tuple[PromptFact, ...] = ()
    habits: tuple[HabitFact, ...] = ()
    drifts: tuple[DriftFigure, ...] = ()
    troubles: tuple[tuple[Trouble, Mapping[str, Fact]], ...] = ()
    reliability: Mapping[str, Reliability] = field(default_factory=dict)
    misses: Rated | None = None
    allowed: float = 1.0
    causes: tuple[CauseFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """``weight`` 0..1 orders topics. ``figure`` of ``workflow`` (empty: all) is what to watch."""

    key: str
    code: str
    workflow: str
    figure: Figure
    weight: float
    facts: Mapping[str, Fact] = field(repr=False)


def agenda(facts: Facts) -> tuple[Topic, ...]:
    """The topics, the weightiest first; empty where nothing stands out."""
    found = [
        *_first(_bad_prompts(facts.prompts)), *_first(_unhappy_prompts(facts.prompts)), *_first(_habits(facts.habits)),
        *_drifts(facts.drifts), *_first(_troubles(facts.troubles)), *_off(facts.reliability), *_misses(facts.misses, facts.allowed),
        *_first(_causes(facts.causes)),
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.key)))


def _first(topics: Iterable[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda one: (-one.weight, one.key))[:WORST]


def _bad_prompts(prompts: Iterable[PromptFact]) -> Iterable[Topic]:
    for one in prompts:
        rate = wilson(one.bad, one.decided)
        if rate and one.bad >= FEWEST_BAD and rate.low > SUSPECT:
            yield Topic(f"prompt:{one.prompt_version}", "cycle.prompt", one.workflow, "bad_share", 0.6 + 0.4 * rate.low, {
                "prompt": one.prompt_version, "bad": one.bad, "decided": one.decided, "percent": _percent(rate.value),
            })


def _unhappy_prompts(prompts: Iterable[PromptFact]) -> Iterable[Topic]:
    for one in prompts:
        rate = wilson(one.unhappy, one.answers)
        if rate and one.unhappy >= FEWEST_BAD and rate.low > UNHAPPY:
            yield Topic(f"unhappy:{one.prompt_version}", "cycle.unhappy", one.workflow, "thumbs_down", 0.5 + 0.4 * rate.low, {
                "prompt": one.prompt_version, "unhappy": one.unhappy, "answers": one.answers, "percent": _percent(rate.value),
            })


def _habits(habits: Sequence[HabitFact]) -> Iterable[Topic]:
    known = [one for one in habits if one.drafts >= HABIT_FEWEST and one.drafts >= HABIT_SHARE * one.edited]
    in_words = {one.workflow for one in known if not one.kind}
    for one in known:
        if one.kind and one.workflow in in_words:
            continue  # the words say it already, and better
        share = one.drafts / one.edited
        counts: dict[str, Fact] = {"drafts": one.drafts, "edited": one.edited}
        key = f"habit:{one.workflow}:{one.kind}:{one.old}>{one.new}"
        code = "cycle.habit" if one.kind else "cycle.words_in" if not one.old else "cycle.words_out" if not one.new else "cycle.words"
        # words say what to change in the prompt, a kind of change only where to look
        weight = (0.15 if one.kind else 0.3) + 0.3 * share
        yield Topic(key, code, one.workflow, "edit_distance", weight, {**counts, "kind": one.kind, "old": one.old, "new": one.new})


def _drifts(drifts: Iterable[DriftFigure]) -> Iterable[Topic]:
    figures: dict[str, Figure] = {"length": "edit_distance", "latency": "latency", "edit_distance": "edit_distance", "accept_rate": "bad_share"}
    for one in drifts:
        if one.harmful and one.usual is not None and one.now is not None:
            yield Topic(f"drift:{one.workflow}:{one.name}", "cycle.drift", one.workflow, figures[one.name], 0.6, {
                "name": one.name, "way": one.state, "usual": round(one.usual, 3), "now": round(one.now, 3), "prompt": one.prompt_version,
            })


def _troubles(troubles: Iterable[tuple[Trouble, Mapping[str, Fact]]]) -> Iterable[Topic]:
    for one, latest in troubles:
        if one.state == "open":
            yield Topic(f"trouble:{one.fingerprint}", "cycle.trouble", one.workflow, "error_rate", min(0.7, 0.3 + 0.02 * one.count), {
                **latest, "provider": one.provider, "model": one.model, "where": one.place,
                "trouble": one.code, "count": one.count, "fingerprint": one.fingerprint,
            })


def _off(known: Mapping[str, Reliability]) -> Iterable[Topic]:
    for workflow, one in known.items():
        if one.ece is not None and one.beyond and one.ece > OFF and one.count >= CALIBRATED:
            yield Topic(f"confidence:{workflow}", "cycle.confidence", workflow, "miss_rate", min(0.8, 0.3 + 2 * one.ece), {
                "percent": _percent(one.ece), "decided": one.count,
            })


def _misses(misses: Rated | None, allowed: float) -> Iterable[Topic]:
    if misses is not None and misses.count >= FEWEST_CHECKS and misses.low > allowed:
        yield Topic("misses", "cycle.misses", "", "miss_rate", 0.9, {
            "percent": _percent(misses.value), "allowed": _percent(allowed), "count": misses.count,
        })


def _causes(causes: Iterable[CauseFact]) -> Iterable[Topic]:
    """Only causes that something can be done about as such: other words are a matter of habits."""
    for one in causes:
        rate = wilson(one.count, one.bad)
        if rate and one.cause in TRACED and one.bad >= TRACED_FEWEST and one.count >= FEWEST_BAD and rate.low > TRACED_SHARE:
            yield Topic(f"cause:{one.workflow}:{one.cause}", TRACED[one.cause], one.workflow, "bad_share", 0.5 + 0.4 * rate.low, {
                "count": one.count, "bad": one.bad, "percent": _percent(rate.value), "cause": one.cause,
            })


def _percent(share: float) -> int:
    return round(100 * share)
