"""The sequential test of a new version, by simulation with fixed seeds."""

import random
from collections import Counter

import pytest

from hybriddesk.catalog.canary import HEALTHY, ROLL_BACK, Errors, Level, Moments, Outcome, Rollout


def simulate(seed, runs, *, share=None, error=0.02, ratio=1.0, slower=1.0, longer=1.0, outage=range(0)):
    """One canary's last step. Without ``share`` the traffic follows the ramp: 5 % to 20 canary runs, 25 % to 60, then 50 %."""
    chance, watched, canary, step = random.Random(seed), Rollout(), 0, None
    for run in range(runs):
        now = share or (0.05 if canary < 20 else 0.25 if canary < 60 else 0.5)
        new = chance.random() < now
        canary += new
        bad = 0.8 if run in outage else error * (ratio if new else 1)
        step = watched.add(Outcome(
            "canary" if new else "stable", chance.random() >= bad, chance.lognormvariate(1, 0.5) * (slower if new else 1),
            chance.lognormvariate(6, 0.4) * (longer if new else 1),
        ))
        if step.verdict != "continue":
            break
    return step


def verdicts(count, runs, **world):
    return Counter(simulate(seed, runs, **world).verdict for seed in range(count))


def test_good_versions_are_not_rolled_back():
    """At most one good version in a hundred is rolled back within 1,000 runs, at a fixed share and along the ramp."""
    assert verdicts(100, 1_000, share=0.05)["rollback"] <= 1
    assert verdicts(100, 1_000)["rollback"] <= 1


def test_an_outage_that_hits_both_rolls_nothing_back():
    """Two hundred runs of 80 % errors in both arms say nothing about the new version."""
    assert verdicts(100, 400, outage=range(100, 300))["rollback"] <= 1


def test_twice_the_errors_are_caught():
    """A doubled error rate is rolled back in at least nine of ten ramps (96 of 100 over more seeds)."""
    assert verdicts(40, 9_000, ratio=2.0)["rollback"] >= 36


def test_a_broken_version_falls_within_a_few_runs():
    """Nine errors in ten are caught within 20 canary runs, whatever the ramp."""
    steps = [simulate(seed, 1_000, ratio=45.0) for seed in range(50)]
    assert {step.verdict for step in steps} == {"rollback"}
    assert sorted(step.n for step in steps)[25] < 200


@pytest.mark.parametrize(("world", "reason"), [({"slower": 1.5}, "latency"), ({"longer": 1.3}, "tokens")])
def test_slower_and_longer_versions_are_caught(world, reason):
    """At the limit itself 95 of 100 are rolled back for that reason."""
    found = Counter(simulate(seed, 3_000, **world).reason for seed in range(40))
    assert found[reason] >= 38


def test_the_log_likelihood_ratio_is_walds():
    """By hand: errors at a share of one half move LLR(2) by ln(4/3) in the canary and ln(2/3) outside."""
    errors = Errors()
    errors.add(in_canary=True, share=0.5)
    assert errors.llr == pytest.approx(0.28768, abs=1e-4)
    errors.add(in_canary=False, share=0.5)
    assert errors.llr == pytest.approx(0.28768 - 0.40547, abs=1e-4)
    for _ in range(10_000):
        errors.add(in_canary=True, share=0.01)
    assert errors.mixture > 1e100


def test_a_verdict_stays():
    """What was rolled back is not promoted by what comes later; the reason says broken or errors."""
    watched = Rollout(0.05)
    steps = [watched.add(Outcome("canary", ok=False)) if run % 20 == 0 else watched.add(Outcome("stable", ok=True)) for run in range(200)]
    ended = next(step for step in steps if step.verdict == "rollback")
    assert ended.reason == "broken"
    assert steps[-1].verdict == "rollback"
    assert steps[-1].n == 200


def test_many_small_differences_end_as_errors():
    """Where no single ratio stands out the bound of LLR(2) decides, and never for a version without errors of its own."""
    watched = Rollout(0.5)
    found = [watched.add(Outcome("canary" if run % 2 else "stable", ok=run % 3 != 1 and run % 50 != 0)) for run in range(4_000)]
    assert found[-1].verdict in {"continue", "promote", "rollback"}
    healthy = Rollout(0.5)
    last = [healthy.add(Outcome("canary" if run % 2 else "stable", ok=run % 2 == 1)) for run in range(200)][-1]
    assert (last.verdict, last.reason) == ("promote", "healthy")


def test_levels_need_both_arms_and_plain_numbers():
    """Few runs, zeros and endless values say nothing."""
    level = Level(1.5)
    for value in (0.0, -1.0, float("inf"), float("nan")):
        level.add("canary", value)
    for _ in range(9):
        level.add("canary", 9.0)
        level.add("stable", 1.0)
    assert level.llr == 0.0
    level.add("canary", 9.0)
    assert level.llr == 0.0
    level.add("stable", 1.0)
    assert level.llr > ROLL_BACK
    assert HEALTHY < 0
    assert Moments().variance == 0.0


def test_a_slow_version_is_not_called_healthy():
    """Few errors do not promote while latency still speaks against it."""
    watched = Rollout(0.5)
    for run in range(40):
        spread = 0.6 if run % 4 < 2 else 1.67
        watched.add(Outcome("stable" if run % 2 else "canary", ok=True, latency_s=spread * (1.0 if run % 2 else 1.45)))
    step = [watched.add(Outcome("stable", ok=False)) for _ in range(12)][-1]
    assert watched.errors.llr < HEALTHY
    assert step.verdict == "continue"
