"""Drift and alerts, by simulation with fixed seeds."""

import math
import random

import pytest

from hybriddesk.insight.drift import FEWEST, Alert, Ewma, Usual, psi

MINUTE = 60_000


def first_alarm(values, **made):
    chart = Ewma(**made)
    return next((place for place, value in enumerate(values) if chart.add(value) in {"up", "down"}), None)


def test_a_steady_stream_raises_hardly_an_alarm():
    """In 20 streams of 2,000 steady residuals at most one in a hundred readings is out of bounds."""
    outside = 0
    for seed in range(20):
        chance, chart = random.Random(seed), Ewma(spread=1.0)
        outside += sum(chart.add(chance.gauss(0, 1)) != "steady" for _ in range(2_000))
    assert outside <= 400


def test_a_shift_is_seen_within_the_delay():
    """A shift of one deviation is seen within 60 values, in either direction, in nine of ten streams."""
    for sign, name in ((1, "up"), (-1, "down")):
        delays = []
        for seed in range(20):
            chance, chart = random.Random(seed), Ewma(spread=1.0)
            for _ in range(300):
                chart.add(chance.gauss(0, 1))
            delays.append(next(n for n in range(1_000) if chart.add(chance.gauss(sign, 1)) == name))
        assert sorted(delays)[18] < 60


def test_the_spread_is_learned_from_the_first_residuals():
    """Nothing is said before it is known; what is no number never counts; no spread at all is not divided by."""
    chart, chance = Ewma(), random.Random(1)
    states = {chart.add(chance.gauss(0, 5)) for _ in range(FEWEST)}
    assert states == {"unknown"}
    assert chart.add(math.nan) == "steady"
    assert chart.add(0.0) == "steady"
    assert first_alarm([7.0] * (FEWEST + 1)) == FEWEST
    assert Ewma().add(math.inf) == "unknown"


def test_daily_patterns_are_no_drift():
    """What is usual for a workflow's hour is taken out first."""
    usual, left = Usual(), []
    for day in range(60):
        for hour in range(24):
            left.append(usual.residual("reply", hour, 10.0 if hour < 8 else 2.0))
            assert day or hour or left == [0.0]
    assert max(abs(one) for one in left[-24:]) < 1.0
    assert abs(usual.residual("reply", 3, 20.0)) > 8.0


def test_psi_tells_populations_apart():
    """Two draws of one population are steady, a shifted one is another; few distinct values and no rows are no trouble."""
    chance = random.Random(3)
    one, same, other = ([chance.gauss(mean, 1) for _ in range(2_000)] for mean in (0, 0, 1))
    assert psi(one, same) < 0.02
    assert psi(one, other) > 0.25
    assert psi([1.0] * 5, [1.0] * 9) == 0.0
    assert psi([], one) is None
    assert psi(one, []) is None
    assert psi([0.0] * 90 + [1.0] * 10, [2.0] * 5) > 0.25


def test_an_alert_waits_and_stays():
    """On after five minutes over the limit, off under 80 % and not before fifteen minutes; a short peak and a gap change nothing."""
    alert = Alert(10.0)
    assert not alert.add(0, 11.0)
    assert not alert.add(3 * MINUTE, 9.0)
    assert not alert.add(4 * MINUTE, 11.0)
    assert not alert.add(8 * MINUTE, None)
    assert alert.add(9 * MINUTE, 11.0)
    assert alert.add(12 * MINUTE, 1.0)
    assert alert.add(25 * MINUTE, 9.0)
    assert alert.add(26 * MINUTE, None)
    assert not alert.add(27 * MINUTE, 7.9)
    assert not alert.on


def test_a_value_at_the_threshold_flickers_little():
    """A day of noise around the threshold changes the state far less often than the raw comparison."""
    chance, alert = random.Random(4), Alert(10.0)
    raw = on = 0
    last, last_raw = False, False
    for minute in range(24 * 60):
        value = 10 + 2 * math.sin(minute / 30) + chance.gauss(0, 0.5)
        now, over = alert.add(minute * MINUTE, value), value > 10
        on, raw, last, last_raw = on + (now != last), raw + (over != last_raw), now, over
    assert on < raw / 2


@pytest.mark.parametrize("value", [None, 5.0])
def test_an_alert_without_trouble_is_off(value):
    """No data is not an alarm."""
    assert not Alert(10.0).add(0, value)
