from __future__ import annotations

import itertools
import sys
import threading

import anyio
import anyio.lowlevel
import pytest

from hybriddesk.desk.engine.engine import Engine, merged
from hybriddesk.desk.engine.question import ask_person
from hybriddesk.desk.engine.turn import SLICE_S
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.records.work import Changed


@pytest.fixture
def engine(qapp):
    made = Engine()
    made.start()
    yield made
    made.stop()


async def _give(value):
    return value


def test_emitting_true_keeps_its_references(qtbot, engine):
    """A signal that carries True does not eat references to True (PySide 6.12 on Python 3.11 does, and dies of it)."""
    job = engine.job(lambda: _give(None))
    before = sys.getrefcount(True)
    for _ in range(50):
        job.done.emit(True)
    assert sys.getrefcount(True) >= before - 5


def test_a_job_gives_its_result_on_the_window_thread(qtbot, engine):
    """The work runs on another thread; the result arrives on this one, and ended comes last."""
    seen = []
    job = engine.job(lambda: _give(threading.get_ident()))
    job.done.connect(lambda value: seen.append(("done", value, threading.get_ident())))
    with qtbot.waitSignal(job.ended):
        job.ended.connect(lambda: seen.append(("ended",)))
        job.start()
    (_, worker, here), last = seen
    assert worker != here == threading.get_ident()
    assert last == ("ended",)


def test_a_fault_arrives_as_it_was_raised(qtbot, engine):
    """A Refused of a service reaches failed as the same object."""
    fault = Refused("vault.locked")

    async def refuse():
        raise fault

    job = engine.job(refuse)
    with qtbot.waitSignal(job.failed) as caught:
        job.start()
    assert caught.args[0] is fault


def test_a_defect_becomes_a_fault_without_its_message(qtbot, engine):
    """An error nobody expected is named by kind and line; its message, which may hold text of people, is left out."""

    async def break_down():
        raise ValueError("Anna Keller")

    job = engine.job(break_down)
    with qtbot.waitSignal(job.failed) as caught:
        job.start()
    fault = caught.args[0]
    assert isinstance(fault, Fault)
    assert fault.code == "desk.defect"
    assert "Anna" not in str(fault)
    assert fault.facts["kind"] == "ValueError"


def test_cancel_ends_a_job_without_a_result(qtbot, engine):
    """A cancelled job says neither done nor failed; it ends."""
    job = engine.job(anyio.sleep_forever)
    said = []
    job.done.connect(said.append)
    job.failed.connect(said.append)
    job.start()
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert said == []


def test_cancel_before_start_still_ends(qtbot, engine):
    """A job that was cancelled before it began does no work."""
    began = []

    async def begin():
        await anyio.lowlevel.checkpoint()
        began.append(1)

    job = engine.job(begin)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        job.start()
    assert began == []


def test_twenty_thousand_reports_arrive_in_order_in_few_turns(qtbot, engine):
    """Reports are handed over in batches: far fewer wake-ups than reports, none lost, none out of order."""
    wakes, seen = [], []
    engine._turns._wake.connect(lambda: wakes.append(1))
    job = engine.job(lambda: _report(job), on_progress=seen.append)

    async def _report(told):
        for number in range(20_000):
            told.report(number)

    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start()
    assert seen == list(range(20_000))
    assert len(wakes) < 2_000


def test_a_stream_hands_over_each_value(qtbot, engine):
    """Every value of an asynchronous iterator reaches progress."""

    async def letters():
        for letter in "abc":
            yield letter

    seen = []
    job = engine.stream(letters)
    job.progress.connect(seen.append)
    with qtbot.waitSignal(job.done):
        job.start()
    assert seen == ["a", "b", "c"]


def test_changes_of_one_turn_are_merged(qtbot, engine):
    """Two commits in one turn are one changed signal with the tables and ids of both."""
    seen = []
    engine.changed.connect(seen.append)
    with qtbot.waitSignal(engine.changed):
        engine.post_changed(Changed(frozenset({"items"}), frozenset({"a"})))
        engine.post_changed(Changed(frozenset({"reviews"}), frozenset({"b"})))
    assert seen == [Changed(frozenset({"items", "reviews"}), frozenset({"a", "b"}))]


def test_a_change_without_ids_leaves_the_named_rows_of_another_named(qtbot, engine):
    """Whoever reads only the rows that changed is not made to read all because something else was committed in the same moment."""
    seen = []
    engine.changed.connect(seen.append)
    engine.post_changed(Changed(frozenset({"turns"}), frozenset({"a"})))
    engine.post_changed(Changed(frozenset({"breakers"})))
    qtbot.waitUntil(lambda: len(seen) > 1)
    assert seen == [Changed(frozenset({"turns"}), frozenset({"a"})), Changed(frozenset({"breakers"}))]


def test_a_change_without_ids_means_all():
    """Merging with a change that named no ids gives no ids: anything in the tables may differ."""
    named, whole = Changed(frozenset({"a"}), frozenset({"1"})), Changed(frozenset({"b"}))
    assert merged([named, whole]) == (named, whole)
    assert merged([whole, whole]) == (whole,)


def test_stop_cancels_lets_end_and_then_closes(qtbot, qapp):
    """Stop waits for the running work's own clean-up and only then closes the store."""
    order = []
    engine = Engine()
    engine.start()
    began = threading.Event()

    async def work():
        try:
            began.set()
            await anyio.sleep_forever()
        finally:
            order.append("cleaned")

    async def close():
        await anyio.lowlevel.checkpoint()
        order.append("closed")

    engine.at_stop(close)
    engine.job(work).start()
    assert began.wait(5)
    engine.stop()
    engine.stop()
    assert order == ["cleaned", "closed"]
    assert not engine._thread.is_alive()


def test_jobs_started_before_the_thread_run_with_it(qtbot, qapp):
    """A job started while the thread is still coming up is not lost."""
    engine = Engine()
    job = engine.call(lambda: 7)
    job.start()
    with qtbot.waitSignal(job.done) as caught:
        engine.start()
    engine.stop()
    assert caught.args == [7]


def test_a_question_waits_for_the_person(qtbot, engine):
    """The work goes on with what the person answered in the window."""
    job = engine.job(lambda: ask_person(engine, lambda reply: reply.give("yes")))
    with qtbot.waitSignal(job.done) as caught:
        job.start()
    assert caught.args == ["yes"]


def test_a_cancelled_question_is_withdrawn(qtbot, engine):
    """When the work behind a question is cancelled, the window is told to take the question away."""
    shown = []
    withdrawn = []

    def show(reply):
        reply.withdrawn = lambda: withdrawn.append(1)
        shown.append(reply)

    job = engine.job(lambda: ask_person(engine, show)).start()
    qtbot.waitUntil(lambda: bool(shown))
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert withdrawn == [1]


def test_the_window_lives_while_twenty_thousand_reports_come(qtbot, engine, monkeypatch):
    """A flood of reports is delivered in slices, so that other work of the window gets its turn in between."""
    turns = []
    hundredths = itertools.count()
    monkeypatch.setattr("hybriddesk.desk.engine.turn.perf_counter", lambda: next(hundredths) * SLICE_S / 100)

    def count():
        turns.append(1)

    job = engine.job(lambda: _flood(job))

    async def _flood(told):
        for number in range(20_000):
            told.report(number)

    from PySide6.QtCore import QTimer

    timer = QTimer()
    timer.timeout.connect(count)
    timer.start(0)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start()
    assert len(turns) > 100


def test_cycles_are_collected_on_the_window_thread_only(qapp):
    """While the keeper lives Python never collects by itself; the keeper does, once a limit is passed."""
    import gc

    from hybriddesk.desk.engine.garbage import Garbage

    garbage = Garbage()
    try:
        assert not gc.isenabled()
        rings = [[] for _ in range(2_000)]
        for ring in rings:
            ring.append(ring)
        del rings, ring
        assert garbage.collect() >= 1_000
    finally:
        garbage.stop()
    assert gc.isenabled()


def test_a_kept_job_finishes_though_the_engine_stops(qapp):
    """An autosave that is under way when the window closes is finished, not cancelled."""
    engine = Engine()
    engine.start()
    began, saved = threading.Event(), []

    async def save():
        began.set()
        await anyio.sleep(0.05)
        saved.append(1)

    engine.job(save, keep=True).start()
    assert began.wait(5)
    engine.stop()
    assert saved == [1]


def test_alone_waits_for_the_other_jobs(qtbot, engine):
    """The job that closes the store goes on only when every other job has ended."""
    order = []

    async def slow():
        await anyio.sleep(0.05)
        order.append("slow")

    async def last():
        await engine.alone()
        order.append("last")

    engine.job(slow).start()
    job = engine.job(last)
    with qtbot.waitSignal(job.ended):
        job.start()
    assert order == ["slow", "last"]


def test_a_defect_is_told_to_the_log_and_a_log_that_fails_hides_nothing(qtbot, engine):
    """While somebody listens every defect of a job is heard once, a fault never; the person hears of the defect in any case."""
    heard, failed = [], []

    def listen(defect):
        heard.append(str(defect))
        raise Refused("vault.locked")

    def breaks(error):
        def work():
            raise error

        return work

    engine.on_defect = listen
    for error in (ValueError("a defect"), Refused("vault.locked")):
        job = engine.call(breaks(error))
        job.failed.connect(failed.append)
        with qtbot.waitSignal(job.ended):
            job.start()
    assert heard == ["a defect"]
    assert [fault.code for fault in failed] == ["desk.defect", "vault.locked"]
