"""A judge model's words, and what samples and a judge do to the confidence."""

import pytest

from hybriddesk.review.assessing import Assessor
from hybriddesk.review.judging import LONGEST_WHY, Judgement, judgement, question
from hybriddesk.review.seen import Seen


@pytest.mark.parametrize(("answer", "share", "why"), [
    ("85 The tone fits.", 0.85, "The tone fits."), ("100", 1.0, ""), ("0: nothing fits", 0.0, "nothing fits"),
    ("I would say 40 out of 100. The date is wrong.", 0.4, "The date is wrong."), ("60% - too long", 0.6, "too long"),
    ("72.5/100\n\nThe sum\nis off.", 0.72, "The sum is off."),
])
def test_a_number_and_a_sentence_are_read(answer, share, why):
    """However the model writes them."""
    assert judgement(answer) == Judgement(share, why)


@pytest.mark.parametrize("answer", ["", "Good draft.", "version v2", "1234"])
def test_without_a_number_nothing_was_said(answer):
    """A judge that does not keep to the form says nothing, rather than something made up."""
    assert judgement(answer) is None


def test_the_judges_words_are_kept_short():
    """They stand beside a draft, not in its place."""
    assert len(judgement("5 " + "word " * 200).why) <= LONGEST_WHY
    assert question("Where is it?", "On its way.")[1].text.startswith("REQUEST\nWhere is it?\n\nDRAFT\nOn its way.")


def test_a_judge_moves_the_confidence_and_says_why():
    """Doubt lowers it with a reason in words; approval raises it without one; being judged again does not count the answer twice."""
    answer = {"text": "Your parcel arrives on Monday.", "source": "Where is my parcel?", "workflow": "reply", "instructs": False}
    assessor = Assessor()
    plain = assessor.assess(Seen(**answer))
    low = assessor.assess(Seen(**answer, judged=Judgement(0.1, "No date was promised.")), again=True)
    high = assessor.assess(Seen(**answer, judged=Judgement(0.95, "")), again=True)
    assert low.confidence < plain.confidence < high.confidence
    (reason,) = [one for one in low.reasons if one.code == "review.judge_doubts"]
    assert (reason.value, reason.facts["percent"], reason.facts["why"]) == (0.1, 10, "No date was promised.")
    assert all(one.code != "review.judge_doubts" for one in high.reasons)
    silent = assessor.assess(Seen(**answer, judged=Judgement(0.2, "")), again=True)
    assert next(one for one in silent.reasons if one.code == "review.judge_doubts").facts["why"] == "-"
