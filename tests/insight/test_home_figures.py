"""The figures of Home, from rows written by hand."""

import datetime as dt

import pytest

from hybriddesk.insight.home import DAYS, home_figures, p95
from hybriddesk.records.figures import DecisionFact, RunFact

UTC = dt.UTC
NOW = int(dt.datetime(2026, 11, 23, 15, 0, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000


def decision(action="approve", *, days=0, words=0.0, undone=False, sample=False):
    return DecisionFact(NOW - days * DAY, action, words, 30.0, 0.8, undone, "reply", "helper/1", sample)


def run(state="done", *, days=0, ms=2000, usd=None, provider="helper", model="helper/1"):
    return RunFact(NOW - days * DAY, state, ms, usd, 10, 20, provider, model, 1, None)


def figures(decisions=(), runs=(), zone=UTC):
    return home_figures(decisions, runs, NOW, zone=zone)


def test_no_data_is_no_figure():
    """An empty store shows no zero anywhere: every tile is without a value and over no limit."""
    home = figures()
    for tile in home.tiles:
        assert (tile.value, tile.before, tile.count, tile.over) == (None, None, 0, False)
        assert tile.series == (None,) * DAYS
    assert (home.spend, home.spend_usd, home.decided_today, home.decided, home.with_samples) == ((), 0.0, 0, 0, False)


def test_approved_without_edits_counts_edits_and_returns_against_it():
    """The share is approvals as they were among all that was judged in 7 days; escalations are no judgement."""
    home = figures([decision(), decision("edit", words=0.2), decision("return", words=None), decision("escalate", words=None)])
    assert home.approved_unedited.value == pytest.approx(1 / 3)
    assert home.approved_unedited.count == 3
    assert home.approved_unedited.over


def test_a_decision_taken_back_does_not_count():
    """Undo removes the decision from every figure."""
    home = figures([decision(undone=True)])
    assert home.approved_unedited.value is None
    assert home.decided_today == 0


def test_edit_distance_is_the_median_of_what_was_kept():
    """Returned drafts have no final and so no distance; the middle of the others counts."""
    home = figures([decision(words=0.0), decision("edit", words=0.4), decision("edit", words=0.5), decision("return", words=None)])
    assert home.edit_distance.value == pytest.approx(0.4)
    assert home.edit_distance.over


def test_errors_are_failed_and_unknown_runs():
    """A run that was cancelled is no error and no success; an unknown outcome is an error."""
    home = figures(runs=[run(), run("failed"), run("unknown"), run("cancelled"), run("sent")])
    assert home.error_rate.value == pytest.approx(2 / 3)
    assert home.error_rate.over
    assert not figures(runs=[run()]).error_rate.over


def test_latency_is_the_95th_percentile_of_done_runs_in_seconds():
    """Failed runs and runs without a time do not count; the value occurred."""
    runs = [run(ms=1000 * n) for n in range(1, 21)] + [run("failed", ms=99_000), run(ms=None)]
    assert figures(runs=runs).latency_p95.value == 19.0
    assert p95([3.0]) == 3.0


def test_last_week_is_compared_with_the_week_before():
    """The value is the last 7 days, the comparison the 7 before; older rows are in neither."""
    tile = figures([decision(days=6), decision("edit", days=7), decision("edit", days=13), decision("edit", days=14)]).approved_unedited
    assert (tile.value, tile.before) == (1.0, 0.0)
    assert tile.series[-7] == 1.0
    assert tile.series[-8] == tile.series[0] == 0.0
    assert sum(value is not None for value in tile.series) == 3


def test_days_are_the_persons_days():
    """What happened before midnight here is yesterday, though it is today in UTC."""
    early = DecisionFact(int(dt.datetime(2026, 11, 23, 2, 0, tzinfo=UTC).timestamp() * 1000), "approve", 0.0, 1.0, 0.8, False, "reply", "m", False)
    assert figures([early]).decided_today == 1
    assert figures([early], zone=dt.timezone(dt.timedelta(hours=-5))).decided_today == 0


def test_rows_from_a_clock_that_was_ahead_count_as_today():
    """A row in the future is not lost."""
    assert figures([decision(days=-2)]).decided_today == 1


def test_spend_is_by_model_of_this_month():
    """Known charges are summed by model, dearest first; last month's are out; runs without a price are counted, not guessed."""
    home = figures(runs=[
        run(usd=0.25, model="big", provider="openai"), run("failed", usd=0.5, model="big", provider="openai"), run(usd=None, model="new", provider="openai"),
        run(usd=0.0), run(usd=9.0, days=30, model="big", provider="openai"),
    ])
    assert [(one.model, one.cost_usd, one.runs, one.unpriced) for one in home.spend] == [("big", 0.75, 2, 0), ("helper/1", 0.0, 1, 0), ("new", 0.0, 1, 1)]
    assert home.spend_usd == 0.75


def test_samples_count_and_are_named():
    """The first approved sample changes Home, and Home says that samples are in it."""
    home = figures([decision(sample=True)])
    assert home.approved_unedited.value == 1.0
    assert home.with_samples
    assert home.decided == 1


def test_a_call_that_failed_without_a_charge_is_no_spending() -> None:
    """A refused call appears in no row; a failed one with a charge does."""
    home = home_figures([], [run("failed", model="a"), run("failed", usd=0.5, model="b")], NOW)
    assert [(one.model, one.cost_usd, one.unpriced) for one in home.spend] == [("b", 0.5, 0)]
