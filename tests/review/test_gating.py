"""Where the line is drawn, what it costs, and what always goes to a person."""

import math
import random

import pytest

from hybriddesk.review.always import AlwaysRules, always, amounts
from hybriddesk.review.gating import check_chance, curve, limit_for_risk, limit_for_share, passed_bad, upper_bound
from hybriddesk.review.queue import sensitive
from hybriddesk.review.urgency import LANE, next_age, urgency


def labelled(count, seed):
    """P(bad) and outcomes that follow it."""
    chance = random.Random(seed)
    p = [chance.random() ** 2 for _ in range(count)]
    return p, [float(chance.random() < value) for value in p]


@pytest.mark.parametrize(("bad", "count", "bound"), [(0, 22, 0.0994), (0, 29, 0.0763), (5, 100, 0.0908), (50, 100, 0.5690), (3, 3, 1.0)])
def test_the_bound_is_clopper_and_pearsons(bad, count, bound):
    """Against tabled values at one-sided 90 %."""
    assert upper_bound(bad, count) == pytest.approx(bound, abs=2e-3)


def test_the_curve_rises_with_coverage():
    """Coverage grows to one, limits grow with it, the bound lies above the risk, ties stay together."""
    points = curve(*labelled(500, 1))
    assert points[-1].coverage == 1.0
    assert [point.limit for point in points] == sorted(point.limit for point in points)
    assert all(point.upper > point.risk for point in points)
    assert len(curve([0.5] * 10, [0.0] * 10)) == 1
    assert curve([], []) == ()


def test_the_promise_about_risk_is_kept():
    """Over 100 draws of 500 labels the share of bad among what passes is above 10 % in at most one of ten; much passes all the same."""
    broken, covered = 0, 0.0
    for seed in range(100):
        limit = limit_for_risk(*labelled(500, seed), 0.10)
        p, bad = labelled(4_000, seed + 1_000)
        passed = [is_bad for value, is_bad in zip(p, bad, strict=True) if limit is not None and value <= limit]
        broken += bool(passed) and sum(passed) / len(passed) > 0.10
        covered += len(passed) / len(p) / 100
    assert broken <= 10
    assert covered > 0.3


def test_no_line_without_labels_or_when_none_keeps_the_promise():
    """Under 100 labels nothing is promised, nor where even the surest are bad."""
    assert limit_for_risk([0.1] * 99, [0.0] * 99, 0.1) is None
    assert limit_for_risk([n / 200 for n in range(200)], [1.0] * 200, 0.1) is None


def test_the_riskiest_share_waits():
    """A fifth of the latest lies at or above the limit; no share lets all pass, the whole share none."""
    p = [n / 100 for n in range(100)]
    assert sum(value >= limit_for_share(p, 0.2) for value in p) == 20
    assert limit_for_share(p, 0.0) == math.inf
    assert limit_for_share(p, 1.0) == 0.0
    assert limit_for_share([], 0.2) is None


def test_random_checks_measure_what_passed():
    """Drawn in proportion to the root of P(bad), the estimate finds the true share of bad drafts, within its interval mostly."""
    chance, inside, values = random.Random(4), 0, []
    for _ in range(60):
        p = [chance.random() ** 4 * 0.5 for _ in range(3_000)]
        root = sum(map(math.sqrt, p)) / len(p)
        checks = [(float(chance.random() < value), drawn) for value in p if chance.random() < (drawn := check_chance(value, 0.05, root))]
        found = passed_bad(checks, len(p))
        values.append(found.value)
        inside += found.low <= sum(p) / len(p) <= found.high
    assert sum(values) / len(values) == pytest.approx(0.1, abs=0.015)
    assert inside >= 50


def test_checks_that_found_nothing_still_bound_the_share():
    """No bad one among twenty is not none at all; no check is no estimate."""
    assert passed_bad([], 100) is None
    assert passed_bad([(0.0, 0.0)], 100) is None
    found = passed_bad([(0.0, 0.05)] * 20, 400)
    assert (found.value, found.count) == (0.0, 20)
    assert found.high == pytest.approx(0.139, abs=0.01)
    assert check_chance(0.2, 0.05, 0.0) == 0.05
    assert check_chance(1.0, 0.9, 0.1) == 1.0


@pytest.mark.parametrize(("text", "found"), [
    ("CHF 1'250.50 today", [1250.5]), ("we pay 99 €", [99.0]), ("$1,000,000", [1_000_000.0]), ("1.234,5 EUR", [1234.5]), ("order 1042", []),
    ("Fr. 12.-", [12.0]), ("", []),
])
def test_amounts_of_money_are_found(text, found):
    """A figure beside a currency, in the ways people write it."""
    assert [value for value, _ in amounts(text)] == found


def test_the_persons_rules_come_in_order():
    """Kinds, amounts, topics and new versions each send a draft, with what they go by; without a rule nothing does."""
    rules = AlwaysRules(frozenset({"IBAN"}), 500.0, ("refund", " "), 5)

    def code(text="fine", source="", kinds=(), before=5):
        found = always(rules, text, source, kinds, before)
        return found.code if found else None

    assert code(kinds=("iban", "EMAIL")) == "review.sensitive_kind"
    assert code(kinds=("EMAIL",)) is None
    assert code("We pay CHF 600 now") == "review.amount"
    assert code("We pay CHF 500 now") is None
    assert code("A Refund, then") == "review.topic"
    assert code(source="no refund?") == "review.topic"
    assert code("refunded") is None
    assert code(before=4) == "review.new_version"
    assert always(AlwaysRules(), "CHF 9999 refund", "", ("IBAN",), 0) is None


def test_urgency_grows_with_age_and_the_sensitive_lane_comes_first():
    """At its limit an entry counts double; no age lifts an ordinary one over a sensitive one."""
    assert urgency(0.4, sensitive=False, age=0.0) == 0.4
    assert urgency(0.4, sensitive=False, age=0.6) == pytest.approx(0.5)
    assert urgency(0.4, sensitive=False, age=9.0) == 0.8
    assert urgency(0.01, sensitive=True, age=0.0) > LANE > urgency(10.0, sensitive=False, age=1.0)
    assert [next_age(age) for age in (0.0, 0.25, 0.9, 1.0)] == [0.25, 0.5, 1.0, None]
    assert sensitive(["email", "iban"])
    assert not sensitive([])
