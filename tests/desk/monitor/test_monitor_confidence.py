"""The Confidence page: whether confidence can be trusted, what drifts, who gives feedback."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from hybriddesk.desk.monitor.drift_card import figure_sentence
from hybriddesk.desk.monitor.judge_cards import fit_words
from hybriddesk.desk.monitor.judgement_words import amount, drift_amount, ending_words, figure_words, scale, signal_words
from hybriddesk.insight.drifting import DriftFigure
from hybriddesk.records.work import Signal
from tests.desk.home.opened_home import unnamed
from tests.way.judged import Answered, month, plant
from tests.window.test_window_reach import clipped


def opened(desk, rows=(), **size):
    if rows:
        desk.fetch(lambda: plant(desk.db, list(rows)))
    page = desk.view("confidence", **size)
    desk.wait(lambda: not page.fresh.reading and page.shown is not None)
    return page


def past(desk, count=240, **more):
    return month(desk.db.clock(), count, **more)


def test_an_empty_store_says_what_would_fill_the_page(desk):
    """No diagram with made-up figures: a sentence instead."""
    page = opened(desk)
    assert page.empty.isVisible()
    assert not page.judge.isVisible()
    assert page.empty.title.text() == "No answer was judged yet"


def test_answers_nobody_decided_about_have_scores_and_no_diagram(desk):
    """The spread is known from the first answer; who speaks is the rules it was delivered with."""
    page = opened(desk, [Answered(desk.db.clock(), 0.3)])
    assert page.judge.who.text() == "Starting rules"
    assert not page.judge.chart.isVisible()
    assert not page.judge.fit.isVisible()
    assert page.judge.missing.text() == "ECE and Brier score come with 30 more decisions."
    assert page.workflows.none.isVisible()
    assert page.spread.words.text().startswith("1 of the latest 1 went to a person")
    assert "The usual is known after 50 more" in page.drift.lines[0].words.text()


def test_a_month_of_decisions_is_shown_with_its_figures(desk):
    """Diagram, ECE, Brier beside the average's, each workflow, each drift; nothing is claimed that is not known."""
    rows = past(desk) + past(desk, 40, seed=9, workflow="summary", version="summary@v2")
    page = opened(desk, rows)
    assert (page.judge.who.text(), page.judge.missing.text()) == ("Learned and set right", "")
    assert "280 decisions" in page.judge.facts.text()
    assert "always saying the average would score" in page.judge.facts.text()
    assert page.judge.fit.text() in {"Fits", "Roughly fits", "Off"}
    assert page.judge.chart.isVisible()
    assert [page.workflows.table.item(row, 0).text() for row in range(2)] == ["Reply", "Summary"]
    names = [line.name.text() for line in page.drift.lines]
    assert names[:4] == ["Length, Reply", "Time to an answer, Reply", "Edit distance, Reply", "Accepted, Reply"]
    assert page.drift.lines[0].state.text() == "Steady"
    assert "usually 35 characters, lately 35 characters" in page.drift.lines[0].course.accessibleName()


def test_who_gives_feedback_is_shown_with_its_bias(desk):
    """Sent-back drafts are commented on more often than approved ones, and it says how much more."""
    page = opened(desk, past(desk, 400))
    assert "\u201cDrafts sent back\u201d is commented on" in page.voices.sentence.text()
    table = page.voices.endings
    assert [table.item(row, 0).text() for row in range(table.rowCount())] == ["Drafts approved as they were", "Drafts approved with edits", "Drafts sent back"]
    assert {page.voices.signals.item(row, 0).text() for row in range(page.voices.signals.rowCount())} == {"Thumb up", "Thumb down"}
    assert page.voices.reversed.item(0, 0).text() == "People, reply@v7"


def test_no_feedback_says_what_it_would_show(desk):
    """Nothing ended: a sentence."""
    page = opened(desk, [Answered(desk.db.clock())])
    assert page.voices.sentence.text().startswith("Nothing ended in the last 90 days")


def test_a_new_decision_is_counted_when_the_page_is_seen(desk):
    """In sight at once, out of sight when it is looked at."""
    page = opened(desk, past(desk, 40))
    desk.fetch(lambda: plant(desk.db, past(desk, 2, seed=8)))
    desk.wait(lambda: page.shown.judgement.whole.count == 42)
    desk.shell.go_to("monitor", view="errors")
    desk.fetch(lambda: plant(desk.db, past(desk, 1, seed=7)))
    desk.idle()
    assert page.shown.judgement.whole.count == 42
    desk.shell.go_to("monitor", view="confidence")
    desk.wait(lambda: page.shown.judgement.whole.count == 43)


def test_the_gate_is_one_click_away(desk):
    """From the spread to the choice of the line."""
    page = opened(desk, past(desk, 30))
    desk.click(page, "scores_gate")
    desk.wait(lambda: desk.place.views.value() == "gate")
    desk.idle()


def test_locking_while_it_reads_shows_no_fault(desk):
    """The page is about to go."""
    page = opened(desk, past(desk, 30))
    desk.fetch(desk.db.close)
    page.fresh.refresh()
    page.fresh.refresh()
    desk.idle()
    assert desk.shell.error_bar.fault is None


@pytest.mark.parametrize("width", [1008, 1259, 1440])
def test_everything_has_a_name_and_room(desk, width):
    """Nothing is cut at any breakpoint, and every control says what it is."""
    opened(desk, past(desk), width=width, height=600)
    desk.qtbot.wait(1)
    assert unnamed(desk.place) == []
    assert clipped(SimpleNamespace(front=desk.window)) == []


def test_words_of_another_version_stay_as_they_are():
    """A newer device may know more figures, signals and endings."""
    assert (figure_words("newer"), scale("newer"), ending_words("a", "b"), signal_words("c", "d")) == ("newer", "share", "b", "c d")
    assert [drift_amount("length", None), drift_amount("latency", 2.0), drift_amount("accept_rate", 0.5)] == ["\u2014", "2.0\u202fs", "50\u202f%"]
    assert [amount("cost", 0.01), amount("latency", 2.0), amount("bad_share", 0.5)] == ["$0.0100", "2.0\u202fs", "50.0\u202f%"]
    assert [fit_words(ece, beyond=True)[0] for ece in (0.01, 0.05, 0.2)] == ["Fits", "Roughly fits", "Off"]
    assert fit_words(0.2, beyond=False)[0] == "Fits"
    drift = DriftFigure("length", "reply", "reply@v7", "m", 900, "up", 100.0, 200.0, 0.15, ())
    assert "this week differs (PSI 0.15)" in figure_sentence(drift)
    much = DriftFigure("length", "reply", "reply@v7", "m", 900, "up", 100.0, 200.0, 0.4, ())
    assert "another population" in figure_sentence(much)


def test_stars_are_shown_by_prompt_version_and_model(desk):
    """The mean with its interval from ten rated answers on, below that how many are wanted; the counts always, and nothing where nobody rated."""
    def rate():
        for n in range(13):
            context = {"prompt_version": "chat@1" if n < 10 else "reply@v7", "model": "small-1"}
            desk.workspace.feedback.add(Signal("c", f"t{n}", None, "stars", "5" if n % 2 else "4"), context)

    page = opened(desk, past(desk, 40))
    assert page.voices.stars.rowCount() == 0
    desk.fetch(rate)
    desk.wait(lambda: page.voices.stars.rowCount() == 2)
    assert [[page.voices.stars.item(row, column).text() for column in range(4)] for row in range(2)] == [
        ["chat@1, small-1", "4.5 (4.2 to 4.8)", "10", "0 \u00b7 0 \u00b7 0 \u00b7 5 \u00b7 5"],
        ["reply@v7, small-1", "Too few: from 10 on", "3", "0 \u00b7 0 \u00b7 0 \u00b7 2 \u00b7 1"],
    ]
