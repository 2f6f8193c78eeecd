"""What a choice of gate costs before it is saved."""

import random

import pytest

from hybriddesk.review.gate_price import GateChoice, Known, confidence_of, line_of, price, risk_curve

CHOICE = GateChoice("threshold", 0.75, 20, 0, 0.05, 0.05)


def known(count=200, per_day=50.0, seed=1):
    """A judge that is right about its own chances."""
    noise = random.Random(seed)
    latest = tuple(noise.random() ** 3 for _ in range(count))
    judged = tuple((p, float(noise.random() < p)) for p in (noise.random() ** 3 for _ in range(600)))
    return Known(latest, per_day, judged)


def choice(**values):
    return GateChoice(**{name: values.get(name, getattr(CHOICE, name)) for name in CHOICE.__slots__})


def test_a_threshold_is_priced_on_the_latest_answers():
    """Reviews and what passes add up to the answers a day; checks are the audit's share; misses come with an interval."""
    found = price(CHOICE, known())
    assert (found.line, found.own, found.measured) == (0.75, False, True)
    assert found.reviews + found.passing == pytest.approx(50)
    assert 0 < found.checks < 0.1 * found.passing
    assert found.missed.low < found.missed.value < found.missed.high
    assert found.missed.value == pytest.approx(0.05 * found.passing, rel=0.6)


def test_a_higher_line_costs_reviews_and_saves_misses():
    """The price is what makes the choice."""
    low, high = (price(choice(threshold=line), known()) for line in (0.3, 0.95))
    assert low.reviews < high.reviews
    assert low.missed.value > high.missed.value


def test_so_many_a_day_is_kept():
    """Ten reviews a day of fifty answers; or the riskiest fifth."""
    assert price(choice(mode="capacity", per_day=10), known()).reviews == pytest.approx(10, abs=0.5)
    assert price(choice(mode="capacity", capacity_percent=20), known()).reviews == pytest.approx(10, abs=0.5)
    assert price(choice(mode="capacity", capacity_percent=0), known()).reviews == 0


def test_a_risk_is_kept_or_the_own_threshold_stands():
    """With enough decisions the line keeps the promise; without them it is said that it cannot."""
    kept = price(choice(mode="risk", risk=0.10), known())
    assert not kept.own
    assert kept.missed.value / kept.passing <= 0.10
    few = Known(known().latest, 50.0, known().judged[:99])
    assert line_of(choice(mode="risk"), few) == (0.75, True)
    assert price(choice(mode="risk"), few).own


def test_without_decisions_the_judge_speaks_for_itself():
    """Nothing measured: what it expects, and an interval that admits everything."""
    found = price(CHOICE, Known(known().latest, 50.0, ()))
    assert not found.measured
    assert (found.missed.low, found.missed.count) == (0.0, 0)
    assert found.missed.high > found.missed.value > 0
    nobody = price(choice(threshold=1.0), Known((0.5,) * 20, 10.0, ()))
    assert (nobody.passing, nobody.missed.value, nobody.missed.high) == (0, 0, 0)


def test_few_answers_have_no_price():
    """Under twenty answers nothing is claimed, and capacity falls back to the own threshold."""
    few = Known((0.1,) * 19, 5.0, ())
    assert price(CHOICE, few) is None
    assert line_of(choice(mode="capacity"), few) == (0.75, True)


def test_the_least_confidence_that_passes():
    """The lowest P(bad) that may not pass stays out; the highest that may stays in; a line nobody reaches passes all."""
    assert confidence_of(None, 0.6, inclusive=True) == 0.6
    assert confidence_of(0.25, 0.6, inclusive=False) == 0.75
    assert confidence_of(0.25, 0.6, inclusive=True) > 0.75
    assert confidence_of(float("inf"), 0.6, inclusive=True) == 0.0


def test_the_curve_stands_on_the_decided_drafts():
    """The surest first, the last point is all of them."""
    points = risk_curve(known())
    assert points[-1].coverage == 1.0
    assert points[0].risk < points[-1].risk
