"""How often a workflow usually brings something, and what is silence."""

from __future__ import annotations

from hybriddesk.insight.rhythm import DAY_MS, HOUR_MS, Rhythm, job_rhythm, rhythm

MINUTE = 60_000


def test_a_jobs_limit_lies_between_half_a_minute_and_75_seconds():
    """Three times a slow one of its like; never so late that a person would see it after 90 seconds."""
    assert job_rhythm([]) == Rhythm(0.0, 75.0)
    assert job_rhythm([2_000] * 20) == Rhythm(2.0, 30.0)
    assert job_rhythm([*[2_000] * 10, *[15_000] * 10]) == Rhythm(8.5, 45.0)
    assert job_rhythm([600_000]) == Rhythm(600.0, 75.0)


def working_days(days, until_hour=17):
    """A draft every ten minutes from nine, five days a week."""
    return [day * DAY_MS + 9 * HOUR_MS + step * 10 * MINUTE
            for day in range(days) if day % 7 < 5 for step in range((until_hour - 9) * 6 + 1)]


def test_a_workflow_that_works_by_day_is_missed_by_day_and_not_at_night():
    """In the middle of a morning a quarter of an hour is silence; after five in the afternoon a night and a weekend are not."""
    ends = working_days(19)
    morning = [*ends, 21 * DAY_MS + 9 * HOUR_MS, 21 * DAY_MS + 9 * HOUR_MS + 10 * MINUTE, 21 * DAY_MS + 10 * HOUR_MS + 30 * MINUTE - 60 * MINUTE]
    known = rhythm([*morning, 21 * DAY_MS + 10 * HOUR_MS + 40 * MINUTE - 60 * MINUTE, 21 * DAY_MS + 11 * HOUR_MS + 30 * MINUTE - 60 * MINUTE])
    assert known.usual_s == 600
    assert known.limit_s == 1.5 * 50 * 60  # the gap this very morning counts already
    evening = rhythm(ends)
    assert evening.limit_s > 2 * DAY_MS / 1000
    assert rhythm([*ends, ends[-1] + 3 * DAY_MS - 8 * HOUR_MS]).usual_s == 600


def test_few_pauses_say_nothing():
    """One burst is no rhythm, and five pauses must lie on five days."""
    assert rhythm([0, 1_000, 2_000]) is None
    assert rhythm([step * 10 * MINUTE for step in range(6)]) is None
    assert rhythm([day * DAY_MS for day in range(6)]) == Rhythm(86_400.0, 129_600.0)
