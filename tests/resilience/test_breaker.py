"""The circuit breaker: when it opens, for how long, and how it lets one probe through."""

from __future__ import annotations

import json

import pytest

from hybriddesk.resilience.breaker import Breaker


def broken(now: int = 0, times: int = 5) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        assert breaker.allow(now)
        breaker.record(False, now)
    return breaker


def test_five_failures_open_it_and_four_do_not():
    """It opens at the fifth call of a minute if half of them failed."""
    assert broken(times=4).state(0) == "closed"
    breaker = broken()
    assert breaker.state(0) == "open"
    assert breaker.retry_at_ms == 15_000
    assert not breaker.allow(14_999)


def test_less_than_half_failed_keeps_it_closed():
    """Three good and two bad calls are no outage; the sixth, bad, makes it half."""
    breaker = Breaker()
    for ok in (True, False, True, False, True):
        breaker.record(ok, 0)
    assert breaker.state(0) == "closed"
    breaker.record(False, 0)
    assert breaker.state(0) == "open"


def test_a_success_never_opens_it():
    """Enough old failures and a success: the provider is back, so it stays closed."""
    breaker = broken(times=4)
    breaker.record(True, 0)
    assert breaker.state(0) == "closed"


def test_failures_older_than_a_minute_are_forgotten():
    """Four failures a minute ago and one now do not open it."""
    breaker = broken(times=4)
    breaker.record(False, 60_000)
    assert breaker.state(60_000) == "closed"
    assert breaker.retry_at_ms is None


def test_wrong_key_opens_it_at_once():
    """One failure that no repeat can cure is enough."""
    breaker = Breaker()
    breaker.record(False, 0, at_once=True)
    assert breaker.state(0) == "open"


def test_one_probe_is_let_through_and_its_success_closes():
    """Half open, one call may leave and all others wait for it."""
    breaker = broken()
    assert breaker.state(15_000) == "half_open"
    assert breaker.allow(15_000)
    assert not breaker.allow(15_001)
    breaker.record(True, 15_002)
    assert breaker.state(15_002) == "closed"
    assert breaker.allow(15_002)


def test_each_failed_probe_doubles_the_pause_up_to_five_minutes():
    """15, 30, 60, 120, 240, then always 300 seconds."""
    breaker, now, pauses = broken(), 0, []
    for _ in range(8):
        pauses.append(breaker.retry_at_ms - now)
        now = breaker.retry_at_ms
        assert breaker.allow(now)
        breaker.record(False, now)
    assert pauses == [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000, 300_000]


def test_a_success_starts_the_pauses_anew():
    """After a working probe the next outage begins at 15 seconds again."""
    breaker = broken()
    breaker.allow(15_000)
    breaker.record(True, 15_000)
    for _ in range(5):
        breaker.record(False, 20_000)
    assert breaker.retry_at_ms == 35_000


def test_a_cancelled_probe_frees_the_place():
    """A probe that was cancelled says nothing; the next call may probe."""
    breaker = broken()
    assert breaker.allow(15_000)
    breaker.release()
    assert breaker.allow(15_001)


def test_a_probe_that_never_reports_is_given_up():
    """A lost probe blocks for two minutes, not for ever."""
    breaker = broken()
    assert breaker.allow(15_000)
    assert not breaker.allow(134_999)
    assert breaker.allow(135_000)


def test_a_late_outcome_of_a_call_from_before_the_opening_changes_nothing():
    """Calls that were under way when it opened neither close it nor lengthen the pause."""
    breaker = broken()
    breaker.record(True, 100)
    breaker.record(False, 100)
    assert breaker.state(100) == "open"
    assert breaker.retry_at_ms == 15_000


def test_a_clock_set_back_does_not_lock_it():
    """If the opening lies in the future the clock was wrong: a probe may leave."""
    breaker = broken(now=10**12)
    assert breaker.allow(0)


def test_a_person_can_close_it():
    """Reset forgets the outage, e.g. after the key was changed."""
    breaker = broken()
    breaker.reset()
    assert breaker.allow(0)
    assert breaker.state(0) == "closed"


def test_its_state_survives_a_restart():
    """Stored and read again it behaves the same; a probe under way is not waited for."""
    breaker = broken()
    again = Breaker.from_json(breaker.to_json())
    assert again.retry_at_ms == 15_000
    assert not again.allow(14_999)
    breaker.allow(15_000)
    assert Breaker.from_json(breaker.to_json()).allow(15_000)
    counting = broken(times=4)
    counting = Breaker.from_json(counting.to_json())
    counting.record(False, 1)
    assert counting.state(1) == "open"


@pytest.mark.parametrize("stored", ["", "{", "[]", "{}", "null", json.dumps({"calls": 3, "opened": None, "opened_times": 0}),
                                    json.dumps({"calls": [], "opened": "x", "opened_times": 0}),
                                    json.dumps({"calls": [[1]], "opened": 1, "opened_times": 0})])
def test_a_damaged_state_is_a_closed_breaker(stored):
    """What cannot be read must not lock anybody out."""
    assert Breaker.from_json(stored).allow(0)
