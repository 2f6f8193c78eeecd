"""Where bad answers came from: counts, shares only where there are enough, and what the agenda makes of it."""

from hybriddesk.insight.agenda import CauseFact, Facts, agenda
from hybriddesk.insight.causes import ENOUGH, causes
from hybriddesk.records.advice import table
from hybriddesk.records.diagnoses import CAUSES, SENTENCES, SIDES, DiagnosisFact


def fact(cause, named_by="app", workflow="reply", version="reply@1"):
    return DiagnosisFact("r", cause, named_by, workflow, version, 1)


def test_no_answer_gives_no_row():
    """An empty store has nothing to count."""
    found = causes([])
    assert (found.count, found.of, found.sides, found.groups) == (0, (), (), ())


def test_few_are_counted_and_no_share_is_claimed():
    """Below ten the counts stand alone; what a person named is told apart."""
    found = causes([fact("missed"), fact("missed", "person"), fact("gap")])
    assert [(one.cause, one.count, one.share, one.named) for one in found.of] == [("missed", 2, None, 1), ("gap", 1, None, 0)]
    assert [(one.side, one.count, one.share) for one in found.sides] == [("retrieval", 2, None), ("sources", 1, None)]


def test_enough_have_shares_with_intervals_by_cause_side_and_group():
    """The larger group first; a small one beside it has no share."""
    found = causes([fact("ignored")] * 6 + [fact("unclear")] * 4 + [fact("ignored", workflow="chat", version="chat@1")])
    assert found.count == 11
    assert found.of[0].share.count == 11
    assert found.of[0].share.low < found.of[0].share.value == 7 / 11 < found.of[0].share.high
    assert [(one.side, one.share.value) for one in found.sides] == [("model", 7 / 11), ("unclear", 4 / 11)]
    assert [(one.workflow, one.prompt_version, one.count, one.of[0].cause) for one in found.groups] == [
        ("reply", "reply@1", 10, "ignored"), ("chat", "chat@1", 1, "ignored")]
    assert (found.groups[0].of[0].share.count, found.groups[1].of[0].share) == (ENOUGH, None)


def test_equal_counts_keep_one_order():
    """That of the causes, and of names for groups."""
    found = causes([fact("unclear"), fact("missed"), fact("wording", workflow="chat", version="chat@1"), fact("gap", workflow="chat", version="chat@1")])
    assert [one.cause for one in found.of] == ["missed", "gap", "wording", "unclear"]
    assert [one.workflow for one in found.groups] == ["chat", "reply"]


def test_the_agenda_says_what_most_bad_answers_lacked():
    """From ten traced on, three of a cause, and only where the share is beyond chance; with what to do, and not for mere wording."""
    (topic,) = agenda(Facts(causes=(CauseFact("reply", "missed", 11, 24),)))
    assert (topic.key, topic.code, topic.workflow, topic.figure) == ("cause:reply:missed", "cycle.cause_missed", "reply", "bad_share")
    said = table()[topic.code].filled(topic.facts)
    assert said.what == "Of 24 bad answers 11 lacked a passage that your sources have."
    assert said.do
    few = (CauseFact("reply", "missed", 5, 9), CauseFact("reply", "gap", 2, 12), CauseFact("reply", "held", 4, 40), CauseFact("reply", "wording", 30, 40), CauseFact("a", "gap", 0, 0))
    assert agenda(Facts(causes=few)) == ()


def test_every_cause_has_its_side_and_its_sentence():
    """Nothing is found that could not be told."""
    assert set(SIDES) == set(CAUSES)
    assert all(SENTENCES[cause] in table() for cause in CAUSES)
