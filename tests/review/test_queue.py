"""Queue rules."""

import pytest
from review_making import restored

from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Scored
from hybriddesk.records.work import DONE_STATES, OPEN_STATES
from hybriddesk.review.queue import after, allowed, draw, gate, needs_person, risk


def scored(confidence, must=False):
    return Scored(restored("text"), confidence, (), must)


def test_open_entries_can_be_decided_and_done_ones_reopened():
    """The state table: decisions from every open state, reopening from every done one, release only by who has it."""
    for state in OPEN_STATES:
        assert {after(state, action) for action in ("approve", "edit", "return", "escalate")} == {*DONE_STATES, "escalated"}
        assert after(state, "take") == "in_review"
    for state in DONE_STATES:
        assert allowed(state) == ("reopen",)
        assert after(state, "reopen") == "in_review"
    assert after("in_review", "release") == "pending"


@pytest.mark.parametrize(("state", "action"), [("approved", "approve"), ("pending", "release"), ("returned", "take"), ("pending", "sing")])
def test_other_steps_are_refused(state, action):
    """A step that is not in the table is refused with both names and a sentence."""
    with pytest.raises(Refused) as caught:
        after(state, action)
    assert caught.value.code == "review.not_possible"
    assert caught.value.facts == {"state": state, "action": action}
    assert advice(caught.value.code).do


def test_the_sensitive_lane_comes_first():
    """A sure draft with a bank account goes before an unsure one without; inside a lane the unsure one goes first."""
    assert risk(scored(0.9), {"IBAN"}) > risk(scored(0.1), {"PERSON"})
    assert risk(scored(0.4), {"IBAN", "PERSON"}) > risk(scored(0.9), {"IBAN"})
    assert risk(scored(0.4), ()) > risk(scored(0.9), ())
    assert risk(scored(1.0), ()) > 0


def test_a_rule_counts_as_certainly_bad():
    """What a rule sends to a person is ordered as if it were wrong."""
    assert risk(scored(0.9, must=True), ()) == 1.0


def test_three_ways_to_a_person():
    """By rule, by low confidence, by random check; a confident draft that is not drawn need not wait."""
    def why(one, share):
        reason = gate(one, threshold=0.75, audit_share=share, run="r1")
        return reason and reason.code

    assert why(scored(0.9, must=True), 0.0) == "review.rule"
    assert why(scored(0.749), 0.0) == "review.below_threshold"
    assert why(scored(0.9), 1.0) == "review.random_check"
    assert why(scored(0.9), 0.0) is None
    assert needs_person(scored(0.2), threshold=0.75, audit_share=0.0, run="r1")
    assert not needs_person(scored(0.75), threshold=0.75, audit_share=0.0, run="r1")


def test_the_random_check_belongs_to_the_run():
    """The same run is always drawn alike, and about the wanted share of runs is drawn."""
    assert draw("abc") == draw("abc")
    share = sum(needs_person(scored(0.99), threshold=0.75, audit_share=0.05, run=f"run{n}") for n in range(4000)) / 4000
    assert 0.04 < share < 0.06
