"""Whether confidence means what it says."""

import random

import pytest

from hybriddesk.insight.reliability import ENOUGH, by_workflow, reliability, scores
from hybriddesk.records.judgement import AnswerFact


def answer(p_bad, bad=None, workflow="reply", passed=None):
    return AnswerFact(1, workflow, "reply@v1", "m", p_bad, passed, None, None, None, bad)


def test_a_judge_that_is_right_has_no_error():
    """Eight of ten accepted where 80 % was said: nothing is off, and Brier beats nothing because it says one thing only."""
    found = reliability([(0.2, 0)] * 40 + [(0.2, 1)] * 10)
    assert found.count == 50
    assert [(one.low, one.high, one.count) for one in found.bins] == [(0.8, 0.9, 50)]
    assert found.bins[0].said == pytest.approx(0.8)
    assert found.ece == pytest.approx(0.0)
    assert found.brier == pytest.approx(0.16) == found.average_brier


def test_a_judge_that_is_too_sure_is_off_by_so_much():
    """Half accepted where 90 % was said is off by 40 points; half where 10 % was said as well."""
    found = reliability([(0.1, 0), (0.1, 1), (0.9, 0), (0.9, 1)] * 10)
    assert found.ece == pytest.approx(0.4)
    assert found.brier > found.average_brier
    assert [one.accepted.value for one in found.bins] == [0.5, 0.5]


def test_few_decisions_have_bins_and_no_figures():
    """The diagram begins with the first decision, ECE and Brier wait for enough; both ends of the scale have their bin."""
    found = reliability([(0.0, 0), (1.0, 1)])
    assert [(one.low, one.count) for one in found.bins] == [(0.0, 1), (0.9, 1)]
    assert (found.ece, found.brier, found.average_brier) == (None, None, None)
    assert found.accepted.value == 0.5
    nothing = reliability([])
    assert (nothing.count, nothing.bins, nothing.accepted) == (0, (), None)
    assert reliability([(0.5, 0)] * ENOUGH).ece == pytest.approx(0.5)


def test_each_workflow_is_judged_by_its_own_decisions():
    """Undecided answers say nothing; the workflow with most decisions comes first."""
    found = by_workflow([answer(0.2, 0), answer(0.3, 0, "sort"), answer(0.4, 1, "sort"), answer(0.9)])
    assert [(name, one.count) for name, one in found.items()] == [("sort", 2), ("reply", 1)]


def test_scores_are_counted_by_where_they_went():
    """Twenty bins from unsure to sure; what no gate stood before counts as passed."""
    found = scores([answer(0.0, passed=True), answer(1.0, passed=False), answer(0.5), answer(0.5, passed=False)])
    assert found.count == 4
    assert (found.passed[19], found.to_person[0], found.passed[10], found.to_person[10]) == (1, 1, 1, 1)


def test_what_chance_makes_of_a_right_judge_is_no_error():
    """Two hundred decisions of a judge whose word is exactly right show an ECE of some points; that is told apart from a wrong one."""
    noise, far = random.Random(11), 0
    for _ in range(200):
        p = [noise.random() for _ in range(200)]
        found = reliability([(one, float(noise.random() < one)) for one in p])
        far += found.beyond
        assert 0.02 < found.chance < 0.09
    assert far <= 14
    wrong = reliability([(one, float(noise.random() < min(1, one + 0.3))) for one in (noise.random() for _ in range(200))])
    assert wrong.beyond
