"""Sentences of the gate page: a price, its misses, the random checks."""

from __future__ import annotations

from hybriddesk.desk.monitor.phrases import counted, tr
from hybriddesk.desk.words import number, percent
from hybriddesk.review.gate_price import FEWEST, Price
from hybriddesk.review.gating import Estimate


def price_facts(line: float, found: Price | None, now: Price | None) -> list[tuple[str, str]]:
    """Name and value; ``now`` is the price of what is in force, where that differs."""
    if found is None:
        return []
    facts = [
        (tr("The line"), tr("a confidence of {line}").format(line=percent(line, 1))),
        (tr("Reviews a day"), _was(found.reviews, now.reviews if now else None)),
        (tr("Random checks a day"), _was(found.checks, now.checks if now else None)),
        (tr("Pass a day"), _was(found.passing, now.passing if now else None)),
        (tr("Bad ones that slip through"), _was(found.missed.value, now.missed.value if now else None)),
    ]
    if found.own:
        facts[0] = (tr("The line"), tr("a confidence of {line}, your own: this choice needs more decisions").format(line=percent(line, 1)))
    return facts


def missed_words(found: Price | None, answers: int) -> str:
    """How sure the misses are, or what is missing for a price."""
    if found is None:
        return counted(FEWEST - answers, "A price needs 1 more judged answer.", "A price needs {n} more judged answers.")
    if not found.measured:
        return tr("Too few drafts above the line were decided, so the misses are what the judge itself expects. They are measured from {n} on.").format(n=number(FEWEST))
    return tr("Misses: between {low} and {high} a day, 9 times in 10, from {n} decided drafts above the line. What your rules always send comes on top of the reviews.").format(
        low=number(found.missed.low, 1), high=number(found.missed.high, 1), n=number(found.missed.count))


def audit_words(found: Estimate | None) -> str:
    """What the random checks have measured."""
    if found is None:
        return tr("No random check was decided yet, so nobody knows what slips through.")
    return tr("Measured so far: {share} of what passed was bad, between {low} and {high}, from {n} checks.").format(
        share=percent(found.value, 1), low=percent(found.low, 1), high=percent(found.high, 1), n=number(found.count))


def curve_words(decided: int, fewest: int) -> str:
    """What the curve stands on, or what it needs."""
    if decided < fewest:
        return counted(fewest - decided, "The curve needs 1 more decided draft.", "The curve needs {n} more decided drafts.")
    return tr("From your latest {n} decisions, the surest drafts first.").format(n=number(decided))


def _was(value: float, before: float | None) -> str:
    shown = number(value, 1)
    if before is None or number(before, 1) == shown:
        return shown
    return tr("{value}, now {before}").format(value=shown, before=number(before, 1))
