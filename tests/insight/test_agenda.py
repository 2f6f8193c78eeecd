"""What the app puts on the agenda of the review."""

from hybriddesk.insight.agenda import Facts, HabitFact, PromptFact, agenda
from hybriddesk.insight.agreement import wilson
from hybriddesk.insight.drifting import DriftFigure
from hybriddesk.insight.reliability import reliability
from hybriddesk.records.advice import table
from hybriddesk.records.troubles import Trouble


def drift(name="latency", state="up", usual=2.0, now=3.0):
    return DriftFigure(name, "reply", "reply@v7", "m", 200, state, usual, now, None, ())


def trouble(number, count=1, state="open"):
    return Trouble(f"{number:016x}", "provider.timeout", "transient", "reply", "send", "cloud", "m", "", state, 1, 2, count), {"seconds": 30, "count": 99}


def keys(**facts):
    return [one.key for one in agenda(Facts(**facts))]


def test_nothing_that_stands_out_is_an_empty_agenda():
    """Also few bad drafts of few, a handful of edits, a drift to the good side, a solved trouble, confidence that fits."""
    assert agenda(Facts()) == ()
    assert keys(
        prompts=(PromptFact("reply", "reply@v1", 4, 2, 3, 1), PromptFact("reply", "reply@v2", 300, 9, 300, 8), PromptFact("reply", "reply@v3", 0, 0)),
        habits=(HabitFact("reply", 2, 2, "numbers"), HabitFact("reply", 5, 100, "wording"), HabitFact("reply", 0, 0)),
        drifts=(drift(state="down"), drift(state="up", usual=None), drift(state="up", now=None)), troubles=(trouble(1, state="muted"),),
        reliability={"reply": reliability([(0.5, 1)] * 20), "sort": reliability([(0.5, 0), (0.5, 1)] * 60)},
        misses=wilson(1, 40), allowed=0.05,
    ) == []


def test_a_handful_of_random_checks_says_nothing():
    """Twenty of them do."""
    assert keys(misses=wilson(19, 19), allowed=0.05) == []
    assert keys(misses=wilson(20, 20), allowed=0.05) == ["misses"]


def test_the_worst_prompts_come_first_and_only_three():
    """By what is certain, not by the share seen: 12 of 20 outweighs 3 of 4."""
    prompts = tuple(PromptFact("reply", f"reply@v{n}", 20, 8 + n) for n in range(5))
    found = agenda(Facts(prompts=prompts))
    assert [one.facts["prompt"] for one in found] == ["reply@v4", "reply@v3", "reply@v2"]
    assert (found[0].figure, found[0].workflow, found[0].facts["percent"]) == ("bad_share", "reply", 60)


def test_unhappy_answers_are_an_early_sign():
    """Thumbs down and questions asked again, per prompt."""
    (found,) = agenda(Facts(prompts=(PromptFact("chat", "chat@v1", 0, 0, 40, 20),)))
    assert (found.code, found.figure, found.facts["unhappy"]) == ("cycle.unhappy", "thumbs_down", 20)


def test_recurring_edits_say_which_words():
    """Replaced, put in, taken out, or a kind of change; words weigh more than a kind."""
    found = agenda(Facts(habits=(
        HabitFact("reply", 9, 20, old="dear sir", new="hello"), HabitFact("reply", 8, 20, new="your team"), HabitFact("reply", 7, 20, old="kindly"),
    )))
    assert [one.code for one in found] == ["cycle.words", "cycle.words_in", "cycle.words_out"]
    (kind,) = agenda(Facts(habits=(HabitFact("reply", 18, 20, kind="numbers"),)))
    assert [one.code for one in agenda(Facts(habits=(HabitFact("reply", 9, 9, kind="names"), HabitFact("reply", 9, 9, old="a", new="b"))))] == ["cycle.words"]
    assert (kind.code, kind.facts["kind"]) == ("cycle.habit", "numbers")
    assert kind.weight < 1


def test_drift_trouble_confidence_and_misses_are_listed():
    """Each with the figure that would show whether something helped, and a sentence for each code."""
    found = agenda(Facts(
        drifts=(drift(), drift("accept_rate", "down"), drift("edit_distance"), drift("length", "down")),
        troubles=tuple(trouble(n, n) for n in range(5)),
        reliability={"reply": reliability([(0.1, 1)] * 120)}, misses=wilson(20, 40), allowed=0.05,
    ))
    assert {one.code for one in found} == {"cycle.drift", "cycle.trouble", "cycle.confidence", "cycle.misses"}
    assert {one.facts["name"]: one.figure for one in found if one.code == "cycle.drift"} == {
        "latency": "latency", "accept_rate": "bad_share", "edit_distance": "edit_distance", "length": "edit_distance",
    }
    assert [one.facts["count"] for one in found if one.code == "cycle.trouble"] == [4, 3, 2]
    assert found[0].code == "cycle.misses"
    for one in found:
        said = table()[one.code].filled(one.facts)
        assert "?" not in said.what
        assert said.do
        assert 0 < one.weight <= 1
