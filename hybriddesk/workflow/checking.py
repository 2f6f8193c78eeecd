"""Paid evidence behind a switch: further answers of the same model, and a judge model. Off until the person turns it on, who is told
before what it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from hybriddesk.catalog.prices import price
from hybriddesk.records.asked import asked
from hybriddesk.records.figures import RunFact
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Draft, Scored
from hybriddesk.review.judging import question
from hybriddesk.vault.database import Database
from hybriddesk.vault.figures_rows import runs_since
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.resting import rested_on
from hybriddesk.workflow.senders import HELPER, Target

CHECK = "check"
"""The workflow of these requests' own runs, so that they stay out of the figures of the drafts."""
DOUBT = (0.15, 0.5)
"""P(bad) between which one more answer changes most."""
WEEK_MS, DAYS = 7 * 86_400_000, 7


@dataclass(frozen=True, slots=True)
class Extra:
    """One more request: the ``draft`` to send, where to."""

    kind: Literal["sample", "judge"]
    draft: Draft
    target: Target


@dataclass(frozen=True, slots=True)
class Costs:
    """What ``requests`` more for each answer would come to. ``each_usd``: what an answer cost on average over the last week, None where
    neither the provider nor the price table says it; ``a_day``: how many there were; ``total_usd``: at most so much a day more."""

    requests: int
    each_usd: float | None
    a_day: float

    @property
    def total_usd(self) -> float | None:
        return None if self.each_usd is None else self.each_usd * self.a_day * self.requests


PAID = ("review.extra_samples", "review.judge_provider")
"""Settings that make each answer cost more."""


def turned_up(name: str, before: object, value: object) -> bool:
    """Whether a change of a setting makes answers cost more than before."""
    if name == "review.extra_samples":
        return isinstance(before, int) and isinstance(value, int) and value > before
    return name in PAID and bool(value) and not before


class Checking:
    """Decides what is asked further, and says what it costs."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db, self._settings = db, settings

    def plan(self, draft: Draft, scored: Scored) -> tuple[Extra, ...]:
        """The further requests for this answer. The built-in helper would say the same again, so its drafts only go to a judge."""
        if not self._wanted(scored):
            return ()
        route = scored.restored.reply.outgoing.route
        one = replace(draft, workflow=CHECK, item=None)
        extras = [
            Extra("sample", replace(one, run=new_id()), Target(route.provider, route.model, route.params))
            for _ in range(self._samples()) if route.adapter != HELPER.adapter
        ]
        judge = self._judge()
        if judge:
            source = asked(draft.messages)
            asking = question(source, scored.restored.text, rested_on(scored.restored))
            extras.append(Extra("judge", replace(one, run=new_id(), messages=asking, gathered=None), judge))
        return tuple(extras)

    def costs(self, samples: int | None = None, judge: str | None = None) -> Costs:
        """What it costs as it is set, or as it would be with another number of samples or another judge's provider."""
        requests = (self._samples() if samples is None else samples) + bool(self._text("review.judge_provider") if judge is None else judge)
        facts = [fact for fact in runs_since(self._db, self._db.clock() - WEEK_MS) if fact.state == "done" and fact.provider != HELPER.name]
        known = [cost for cost in map(_cost, facts) if cost is not None]
        return Costs(requests, sum(known) / len(known) if known else None, len(facts) / DAYS)

    def _wanted(self, scored: Scored) -> bool:
        low, high = DOUBT
        return self._settings.get("review.extra_when") == "always" or low <= 1 - scored.confidence <= high

    def _samples(self) -> int:
        count = self._settings.get("review.extra_samples")
        assert isinstance(count, int)
        return count

    def _judge(self) -> Target | None:
        provider = self._text("review.judge_provider")
        return Target(provider, self._text("review.judge_model")) if provider else None

    def _text(self, name: str) -> str:
        return str(self._settings.get(name)).strip()


def _cost(fact: RunFact) -> float | None:
    if fact.cost_usd is not None:
        return fact.cost_usd
    known = price(fact.model)
    if known is None or fact.prompt_tokens is None or fact.completion_tokens is None:
        return None
    return known.cost(fact.prompt_tokens, fact.completion_tokens)
