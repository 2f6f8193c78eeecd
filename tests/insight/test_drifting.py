"""Which figures drift, each against its own past."""

import math
import random

import pytest

from hybriddesk.insight.drifting import FEWEST, NAMES, drift_figures
from hybriddesk.records.judgement import AnswerFact

DAY = 86_400_000
NOW = 400 * DAY


def answers(count, start=0, step=DAY // 20, **values):
    """Steady answers with a little noise, oldest first."""
    noise = random.Random(start)
    found = []
    for number in range(count):
        given = {"workflow": "reply", "prompt_version": "reply@v1", "model": "m", "latency_ms": 2000, "length": 400, "edit_words": 0.1, "bad": 0.0} | values
        shake = lambda value: None if value is None else value * math.exp(noise.gauss(0, 0.1))
        found.append(AnswerFact(
            start + number * step, given["workflow"], given["prompt_version"], given["model"], 0.2, None, shake(given["latency_ms"]),
            shake(given["length"]), shake(given["edit_words"]), given["bad"],
        ))
    return found


def figures(rows, now=NOW):
    return {(one.workflow, one.name): one for one in drift_figures(rows, lambda at: at // 3_600_000 % 24, now)}


def test_nothing_is_said_before_the_reference_is_known():
    """While fewer than fifty answers came, a figure says how many are missing."""
    found = figures(answers(20))
    assert [name for _, name in found] == list(NAMES)
    one = found["reply", "latency"]
    assert (one.state, one.usual, one.now, one.count, one.missing) == ("unknown", None, None, 20, FEWEST + 1 - 20)
    assert not one.harmful
    assert len(one.course) == 12
    assert drift_figures([], lambda _: 0, NOW) == ()


def test_steady_answers_do_not_drift():
    """Two hundred alike: steady, and typical then as now."""
    one = figures(answers(200))["reply", "length"]
    assert (one.state, one.missing) == ("steady", 0)
    assert one.usual == pytest.approx(400, rel=0.1)
    assert one.now == pytest.approx(400, rel=0.1)


def test_slower_answers_drift_up_and_that_does_harm():
    """Half as slow again is found, in seconds; faster ones drift to the good side."""
    slow = figures(answers(200) + answers(150, 200 * DAY, latency_ms=3000))["reply", "latency"]
    assert (slow.state, slow.harmful) == ("up", True)
    assert slow.usual == pytest.approx(2.0, rel=0.1)
    assert slow.now == pytest.approx(3.0, rel=0.1)
    fast = figures(answers(200) + answers(150, 200 * DAY, latency_ms=1200))["reply", "latency"]
    assert (fast.state, fast.harmful) == ("down", False)


def test_fewer_accepted_drafts_drift_down():
    """Rejections that become common are found; a change of length does harm either way."""
    noise = random.Random(3)
    early = [one for n in range(200) for one in answers(1, n * DAY, bad=float(noise.random() < 0.05))]
    late = [one for n in range(200) for one in answers(1, (200 + n) * DAY, bad=float(noise.random() < 0.5), length=900)]
    found = figures(early + late)
    assert found["reply", "accept_rate"].state == "down"
    assert found["reply", "accept_rate"].harmful
    assert found["reply", "length"].harmful


def test_a_new_version_begins_anew_and_only_the_latest_is_shown():
    """A promotion is no drift: the new model has a reference of its own. Workflows stand apart."""
    rows = answers(200) + answers(30, 200 * DAY, model="m2", latency_ms=9000) + answers(5, workflow="sort")
    found = figures(rows)
    assert (found["reply", "latency"].model, found["reply", "latency"].count) == ("m2", 30)
    assert found["sort", "latency"].count == 5


def test_what_is_not_known_is_left_out():
    """No decision, no length: no figure of it."""
    found = figures(answers(3, edit_words=None, bad=None, length=None))
    assert list(found) == [("reply", "latency")]
    assert figures(answers(3, latency_ms=None, edit_words=None, bad=None))["reply", "length"].count == 3


def test_a_second_opinion_needs_many_answers():
    """PSI of the last week only where chance alone would make little of it."""
    old, new = answers(700, 0), answers(400, NOW - 6 * DAY, step=DAY // 100)
    assert figures(old + new)["reply", "length"].psi < 0.1
    assert figures(old + new[:20])["reply", "length"].psi is None
    assert figures(old)["reply", "length"].psi is None
    assert figures(new)["reply", "length"].psi is None
