"""A workflow that has stopped producing: from the fault to the alert, with a clock moved by hand."""

from __future__ import annotations

import anyio
import pytest

from hybriddesk.insight.rhythm import DAY_MS, HOUR_MS, SLOWEST_S
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.consent import Consent
from hybriddesk.vault.errors import Errors
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.producing import CHECK_S, Producing
from tests.vault.table_store import new_item, open_store


class Watched:
    """The watch on a real store. ``wait`` lets time pass with a look every ten seconds and says after how many something was silent."""

    def __init__(self, store):
        self.store, self.clock = store, store.clock
        self.errors = Errors(store.db)
        self.producing = Producing(store.db, ErrorLog(self.errors, store.db.clock, Scrubber()))

    def wait(self, seconds):
        for passed in range(CHECK_S, seconds + 1, CHECK_S):
            self.clock.move(CHECK_S * 1000)
            if any(not one.muted for one in self.producing.check()):
                return passed
        return None

    def history(self, ends, took=2_000, workflow="reply"):
        item = new_item(self.store)
        with self.store.db.write("runs") as connection:
            connection.executemany(
                "INSERT INTO runs(id, conversation, item, workflow, prompt_version, provider, model, state, attempts, started_ms, ended_ms)"
                " VALUES(?, ?, ?, ?, '', 'p', 'm', 'done', 1, ?, ?)",
                [(f"{number:026d}", item, item, workflow, end - took, end) for number, end in enumerate(ends)],
            )


@pytest.fixture
def watched(tmp_path):
    store = open_store(tmp_path)
    yield Watched(store)
    store.db.close()


def test_a_job_that_stops_is_seen_within_90_seconds(watched):
    """Without any history after at most 75 seconds and a look; with a quick history sooner. The log has it once, while it lasts."""
    with watched.producing.job("reply") as job:
        assert watched.wait(60) is None
        watched.producing.alive(job)
        assert watched.wait(300) <= SLOWEST_S + CHECK_S < 90
        assert watched.wait(50) == 10
        (trouble,) = watched.errors.all()
        assert (trouble.code, trouble.kind, trouble.workflow, trouble.node, trouble.count) == ("silent.no_sign", "silent", "reply", "watch", 1)
        watched.producing.alive(job)
        assert watched.producing.check() == ()
        assert watched.wait(300) is not None
        assert watched.errors.all()[0].count == 2
    assert watched.producing.check() == ()


def test_a_quick_job_is_missed_sooner(watched):
    """Drafts that took two seconds each: half a minute of nothing is silence."""
    watched.history([watched.clock.now - 60_000 + step * 2_000 for step in range(20)])
    with watched.producing.job("reply"):
        assert watched.wait(300) <= 40
        (silence,) = watched.producing.silences
        assert (silence.kind, silence.usual_s) == ("job", 2)
        assert watched.errors.all()[0].code == "silent.stopped"


def test_a_job_that_waits_for_a_person_is_not_silent(watched):
    """However long they think; afterwards its time begins anew."""
    async def ask(_outgoing, _waiting):
        assert watched.wait(600) is None
        return Consent("send")

    with watched.producing.job("reply") as job:
        assert anyio.run(watched.producing.patient(job, ask), None, 0).answer == "send"
        assert watched.wait(60) is None
        assert watched.wait(60) is not None


def test_a_workflow_that_brought_something_every_morning_is_missed(watched):
    """Five mornings at the same hour teach it; the sixth without anything is said within a look after the longest pause; other windows hear."""
    start = watched.clock.now - watched.clock.now % DAY_MS + 9 * HOUR_MS
    watched.history([start + day * DAY_MS for day in range(7)])
    watched.clock.now = start + 6 * DAY_MS
    assert watched.producing.check() == ()
    watched.clock.move(int(1.5 * DAY_MS) - 20_000)
    told = len(watched.store.told)
    assert watched.wait(90) <= 30
    (silence,) = watched.producing.silences
    assert (silence.kind, silence.usual_s) == ("rhythm", 86_400)
    assert any("silences" in changed.tables for changed in watched.store.told[told:])
    with watched.producing.job("reply"):
        assert watched.producing.check() == ()


def test_a_muted_one_is_counted_and_not_shown(watched):
    """Muted in the error log: nothing is shown until it is opened again."""
    with watched.producing.job("reply"):
        assert watched.wait(300) is not None
        (silence,) = watched.producing.silences
        watched.errors.set_state(silence.fingerprint, "muted")
        assert watched.wait(100) is None
        assert watched.producing.silences[0].muted
        watched.errors.set_state(silence.fingerprint, "open")
        assert watched.wait(10) == 10
