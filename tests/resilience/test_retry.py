"""How long to wait, and whether to try again at all."""

from __future__ import annotations

import random

import pytest

from hybriddesk.records.errors import Permanent, Transient
from hybriddesk.resilience.retry import RetryBudget, RetryPolicy


def delays(policy: RetryPolicy, attempt: int, *, wish: float | None = None, count: int = 200) -> list[float]:
    source = random.Random(7)
    return [policy.delay(attempt, Transient("provider.connect", retry_after=wish), source.random) for _ in range(count)]


@pytest.mark.parametrize(("attempt", "top"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0), (40, 8.0)])
def test_waits_are_spread_evenly_below_a_doubling_ceiling(attempt, top):
    """The n-th wait is uniform between nothing and 0.5 s doubled n-1 times, never above 8 s."""
    found = sorted(delays(RetryPolicy(), attempt))
    assert found[0] >= 0
    assert found[-1] <= top
    distance = max(abs((place + 1) / len(found) - value / top) for place, value in enumerate(found))
    assert distance < 1.63 / len(found) ** 0.5  # Kolmogorov-Smirnov at p = 0.01


def test_the_provider_s_wish_is_obeyed_up_to_a_minute():
    """A Retry-After is never undercut and is spread by at most half a second."""
    found = delays(RetryPolicy(), 1, wish=60.0)
    assert all(60.0 <= delay <= 60.5 for delay in found)
    assert max(found) - min(found) > 0.1


def test_a_wish_beyond_a_minute_ends_the_call_with_the_time():
    """Waiting longer than a minute is the person's decision: the fault says how long."""
    with pytest.raises(Permanent) as caught:
        RetryPolicy().delay(1, Transient("provider.rate_limited", retry_after=61.4, provider="p"), random.random)
    assert caught.value.code == "resilience.long_wait"
    assert caught.value.facts == {"provider": "p", "seconds": 61}


@pytest.mark.parametrize("calls", [0, 1, 10, 35, 1000])
def test_retries_never_exceed_a_tenth_of_the_calls_plus_three(calls):
    """With every call failing and retried at once, the budget holds the promise exactly."""
    budget = RetryBudget()
    retries = 0
    for _ in range(calls):
        budget.call()
        while budget.take():
            retries += 1
    while budget.take():
        retries += 1
    assert retries <= 0.1 * calls + 3
    assert retries >= int(0.1 * calls + 3 - 1e-6)


def test_saved_up_retries_are_capped():
    """A long quiet time does not allow a storm of repeats."""
    budget = RetryBudget()
    for _ in range(10_000):
        budget.call()
    assert sum(budget.take() for _ in range(1000)) == 10
