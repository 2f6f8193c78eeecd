"""The judge that learns from decisions."""

import math
import random

import pytest

from hybriddesk.review import calibration, map_logistic
from hybriddesk.review.assessing import Assessor, Past
from hybriddesk.review.calibration import Platt, calibrated, isotonic, logistic, platt
from hybriddesk.review.learner import EVERY, Learner
from hybriddesk.review.learning import Judged, Weights, base_rate
from hybriddesk.review.rejected import Rejected
from hybriddesk.review.rules import RuleBook
from hybriddesk.review.scaling import Scaling
from hybriddesk.review.seen import Seen
from hybriddesk.review.traits import BASE, FIRM, LOOSE, TRAITS


def decisions(count, *, seed=1, rule=lambda doubt, rare: doubt + 0 * rare, workflow="reply"):
    """Answers whose badness follows ``rule`` of two traits."""
    chance = random.Random(seed)
    for _ in range(count):
        doubt, rare = chance.gauss(0, 1), chance.gauss(0, 1)
        bad = float(chance.random() < logistic(2 * rule(doubt, rare) - 1))
        yield Judged(workflow, {"lp_mean": -0.45 - 0.22 * doubt, "words": 3.8 + rare}, bad)


def learned(judged):
    learner, known = Learner(), list(judged)
    for one in known:
        learner.see(one.workflow, one.values)
    learner.learn(known)
    learner.settle()
    return learner


def test_before_any_decision_the_hand_set_weights_judge():
    """An unsure model is riskier from the first item on, around the base rate."""
    learner = Learner()
    assert learner.p_bad("reply", {}) == pytest.approx(logistic(BASE))
    assert learner.p_bad("reply", {"lp_mean": -0.9}) > learner.p_bad("reply", {"lp_mean": -0.1})
    learner.settle()
    assert learner.weights == Weights()


def test_decisions_teach_what_a_trait_means_here():
    """A trait without prior gets the sign that decisions give it, and the order of pulls names it."""
    learner = learned(decisions(300, rule=lambda _doubt, rare: rare))
    assert learner.weights.traits["words"] > 0.4
    assert learner.p_bad("reply", {"words": 6.0}) > 0.5 > learner.p_bad("reply", {"words": 1.8})
    assert next(iter(learner.pulls("reply", {"words": 6.0, "lp_mean": -0.45}))) == "words"


def test_each_workflow_has_an_offset_of_its_own():
    """A workflow whose drafts are always changed is doubted more than one whose drafts never are."""
    rows = [Judged(name, {}, bad) for name, bad in (("easy", 0.0), ("hard", 1.0)) for _ in range(40)]
    learner = learned(rows)
    assert learner.p_bad("hard", {}) > 0.8
    assert learner.p_bad("easy", {}) < 0.2
    assert learner.p_bad("easy", {}) < learner.p_bad("new", {}) < learner.p_bad("hard", {})


def test_a_refit_waits_for_enough_new_decisions():
    """Weights move with the 25th decision, or when the caller settles."""
    learner, few = Learner(), Learner()
    few.learn(list(decisions(3)))
    assert few.weights == Weights()
    few.settle()
    assert few.weights != Weights()
    learner.learn(list(decisions(EVERY - 1)))
    assert learner.weights == Weights()
    learner.learn([Judged("reply", {}, 1.0)])
    assert learner.weights != Weights()
    assert learner.count == EVERY


def test_decisions_are_looked_at_again_apart():
    """From a hundred decisions on each has a figure by a judge that had not seen it, in their order; before that, none."""
    judged = list(decisions(150))
    learner = learned(judged)
    assert [bad for _, bad in learner.apart] == [one.bad for one in judged]
    assert all(0 < p < 1 for p, _ in learner.apart)
    assert learned(judged[:99]).apart == ()


def test_a_workflow_where_doubt_says_more_has_a_slope_of_its_own():
    """The hand-set weights count more where they are right and less where they are noise."""
    clear = decisions(200, rule=lambda doubt, _rare: 3 * doubt, workflow="clear")
    noise = decisions(200, rule=lambda _doubt, rare: 0 * rare, workflow="noise", seed=2)
    learner = learned([*clear, *noise])
    assert learner.weights.slopes["clear"] > 0.2 > -0.2 > learner.weights.slopes["noise"]
    doubtful = {"lp_mean": -0.9, "words": 3.8}
    assert learner.pulls("clear", doubtful)["lp_mean"] > learner.pulls("new", doubtful)["lp_mean"] > learner.pulls("noise", doubtful)["lp_mean"]


def test_hints_count_less_than_decisions():
    """A judgement of weight 0.1 moves the judge less than a full one."""
    light = learned(Judged("w", {}, 1.0, 0.1) for _ in range(30))
    full = learned(Judged("w", {}, 1.0) for _ in range(30))
    assert logistic(BASE) < light.p_bad("w", {}) < full.p_bad("w", {})


def test_learned_probabilities_mean_what_they_say():
    """With 1,500 decisions the expected calibration error on fresh ones is small."""
    learner = learned(decisions(1_500))
    fresh = list(decisions(3_000, seed=2))
    bins = [[0.0, 0.0, 0] for _ in range(10)]
    for one in fresh:
        p = learner.p_bad(one.workflow, one.values)
        held = bins[min(9, int(10 * p))]
        held[0], held[1], held[2] = held[0] + p, held[1] + one.bad, held[2] + 1
    assert sum(abs(p - bad) for p, bad, _ in bins) / len(fresh) < 0.04
    assert isinstance(learner.calibration, Platt)


def test_calibration_grows_with_the_decisions():
    """None under 100, a line to 2,000, steps above; all of them keep the order."""
    chance = random.Random(5)
    p = [chance.random() for _ in range(2_500)]
    bad = [float(chance.random() < value**2) for value in p]
    assert calibrated(p[:99], bad[:99]) == Platt()
    assert isinstance(calibrated(p[:500], bad[:500]), Platt)
    steps = calibrated(p, bad)
    for wanted in (0.3, 0.6, 0.9):
        assert steps(wanted) == pytest.approx(wanted**2, abs=0.08)
    inside = [steps(value / 100) for value in range(101)]
    assert inside == sorted(inside)
    assert len(set(inside)) == 101
    line = platt(p, bad)
    assert line(0.2) < 0.2
    assert 0.0 < line(0.0) < line(1.0) < 1.0


def test_isotonic_of_little_is_still_a_figure():
    """A few decisions end in one step; a rate of nothing at nothing does not divide by it."""
    assert 0.5 <= isotonic([0.0] * 5, [1.0] * 5)(0.0) <= 0.51
    few = isotonic([0.1] * 50 + [0.9] * 3, [0.0] * 50 + [1.0] * 3)
    assert few(0.1) < few(0.5) < few.line(0.5)


def test_separated_decisions_stay_finite():
    """Decisions that a line separates perfectly give no endless slope, and weights stop after their steps."""
    found = platt([0.5 - 1e-9, 0.5 + 1e-9] * 200, [0.0, 1.0] * 200)
    assert math.isfinite(found.slope)
    assert math.isfinite(found.shift)


def test_a_line_is_near_after_one_round(monkeypatch):
    """Newton's first round already points the right way; the others settle it and stop when nothing moves."""
    p, bad = [0.2, 0.8] * 200, [0.0, 0.0, 1.0, 1.0] * 100
    whole = platt(p, bad)
    monkeypatch.setattr(calibration, "ROUNDS", 1)
    once = platt(p, bad)
    assert once.slope == pytest.approx(whole.slope, abs=0.1)
    assert once != whole


def test_weights_are_near_after_one_step(monkeypatch):
    """Newton's first step already points the right way; more steps only settle it."""
    whole = learned(decisions(200)).weights.traits["lp_mean"]
    monkeypatch.setattr(map_logistic, "STEPS", 1)
    assert learned(decisions(200)).weights.traits["lp_mean"] == pytest.approx(whole, abs=0.4)


def test_what_is_usual_is_learned_per_workflow():
    """The same length is long where texts are short; a trait measured in deviations already is left alone."""
    scaling = Scaling()
    for _ in range(200):
        scaling.add("short", {"words": 2.0, "unknown": 1.0, "own": 3.0})
        scaling.add("long", {"words": 6.0})
    assert scaling.z("short", {"words": 4.0})["words"] > 1 > -1 > scaling.z("long", {"words": 4.0})["words"]
    assert scaling.z("short", {"own": 3.0, "unknown": 1.0}) == {"own": 3.0}
    assert scaling.z("short", {"words": 99.0})["words"] == 4.0


def test_weights_count_in_the_scale_they_were_learned_in():
    """Answers seen since the last lesson do not shift what was learned; a kind of work that no lesson knew is measured by itself."""
    learner = learned(decisions(60, rule=lambda _doubt, rare: rare))
    before = learner.p_bad("reply", {"words": 5.0})
    for _ in range(200):
        learner.see("reply", {"words": 7.0})
        learner.see("new", {"words": 7.0})
    assert learner.p_bad("reply", {"words": 5.0}) == before
    assert learner.p_bad("new", {"words": 7.0}) < learner.p_bad("reply", {"words": 7.0})
    learner.refit()
    assert learner.p_bad("reply", {"words": 5.0}) != before


def test_two_kinds_apart_are_not_called_odd():
    """A flag that one workflow always has and others never is no alarm there."""
    scaling = Scaling()
    for _ in range(100):
        scaling.add("german", {"language": 1.0})
        for _ in range(50):
            scaling.add("english", {"language": 0.0})
    assert scaling.z("german", {"language": 1.0})["language"] < 1


def test_the_base_rate_starts_at_the_prior():
    """Twenty decisions' worth of prior keep the first decisions from swinging it."""
    assert logistic(base_rate([])) == pytest.approx(logistic(BASE))
    assert logistic(base_rate([Judged("w", {}, 1.0)] * 980)) > 0.98


def test_every_hand_set_weight_belongs_to_a_trait_with_a_scale():
    """No spread is zero, and what is held loosely has a prior."""
    assert all(trait.sd > 0 for trait in TRAITS.values())
    assert {trait.precision for trait in TRAITS.values()} == {LOOSE, FIRM}


def test_a_rejected_text_is_recognised_again():
    """Nearly the same words in the same workflow, not short phrases, not another workflow."""
    rejected = Rejected()
    text = "Dear customer, we cannot find your order and will not look for it any further, sorry about that, goodbye and farewell."
    rejected.add("reply", text)
    rejected.add("reply", "Ok.")
    assert rejected.like("reply", text.replace("sorry", "Sorry"))
    assert not rejected.like("chat", text)
    assert not rejected.like("reply", "Ok.")
    assert not rejected.like("reply", text[:60])


def test_rules_that_are_wrong_too_often_are_retired():
    """At 30 judged answers a rule under 30 % precision sends nobody any more."""
    book = RuleBook()
    for turn in range(30):
        book.learn(["hedgehog"], bad=turn < 8)
        book.learn(["good"], bad=turn < 9)
        book.learn(["few"], bad=False) if turn < 29 else None
    assert book.retired() == {"hedgehog"}
    assert book.precision("few") == (0.0, 29)
    assert book.precision("none") == (None, 0)


def test_the_assessor_learns_rules_texts_and_weights_from_the_past():
    """A retired rule does not send, a rejected text does; what nobody judged only counts for what is usual."""
    refusal = Seen("I'm sorry, but I cannot help with that.", "q", "reply")
    fresh = Assessor()
    values = fresh.assess(refusal).values
    past = [Past("reply", values, 0.0) for _ in range(30)]
    text = "One two three four five six seven eight nine ten."
    past += [Past("reply", {}, 1.0, text=text), Past("reply", {}, 1.0), Past("reply", {}, None), Past("reply", {}, 1.0, 0.3)]
    taught = Assessor(past)
    assert fresh.assess(refusal).must
    assert not taught.assess(refusal).must
    again = taught.assess(Seen(text, "q", "reply"))
    assert again.must
    assert again.reasons[0].code == "review.like_rejected"
    assert again.values["rejected"] == 4.0


def test_a_low_confidence_without_a_finding_is_explained_by_the_past():
    """Somebody always reads why."""
    taught = Assessor([Past("reply", {}, 1.0) for _ in range(60)])
    found = taught.assess(Seen("Dear Anna, thank you.", "Hello, thank you for this.", "reply"), threshold=0.75)
    assert [reason.code for reason in found.reasons] == ["review.past_decisions", "review.below_threshold"]
