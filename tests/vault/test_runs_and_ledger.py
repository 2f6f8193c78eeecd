"""Runs, spans and the outgoing ledger: what left is on disk before it leaves."""

import pytest
from table_store import new_item, new_line, new_run, open_again, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Draft, Estimate, Outgoing, Reply, Route, Scrubbed, Usage
from hybriddesk.vault.ledger import Ledger, ledger_ids, ledger_line, ledger_rows
from hybriddesk.vault.runs import Runs, StepSpan, run_rows, span_rows


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def runs(store):
    return Runs(store.db)


@pytest.fixture
def ledger(store):
    return Ledger(store.db)


@pytest.fixture
def item(store):
    return new_item(store)


def reply():
    scrubbed = Scrubbed(Draft("c", "r", "chat", ()), (), (), (), (), ())
    outgoing = Outgoing(scrubbed, Route("nano", "openai", "m-1", "h", local=False), "POST", "u", (), b"", "", Estimate(0, 0, None))
    return Reply(outgoing, "text", "stop", "m-1-2026", Usage(10, 20, 0.003), request_id="q-2", attempts=2, latency_ms=900)


def test_a_run_from_intent_to_end(store, runs, item):
    """A run is there before it is sent and ends with what the reply says of cost and time."""
    run = new_run(item, item=item)
    runs.begin(run)
    assert runs.get(run.id) == run
    assert runs.open() == (run,)
    runs.sent(run.id, request_id="q-1")
    assert (runs.get(run.id).state, runs.get(run.id).request_id) == ("sent", "q-1")
    store.clock.move(900)
    runs.finish(run.id, "done", reply=reply())
    ended = runs.get(run.id)
    assert (ended.state, ended.ended_ms, ended.latency_ms, ended.attempts) == ("done", store.clock.now, 900, 2)
    assert (ended.prompt_tokens, ended.completion_tokens, ended.cost_usd, ended.request_id) == (10, 20, 0.003, "q-2")
    assert store.db.query("SELECT finish, served_model FROM runs") == [("stop", "m-1-2026")]
    assert runs.open() == ()


def test_a_failed_run_keeps_its_fault(runs, item):
    """A run that failed says why; what was known before stays."""
    run = new_run(item)
    runs.begin(run)
    runs.sent(run.id, request_id="q-1", attempts=1)
    runs.finish(run.id, "unknown", fault_code="provider.cut")
    ended = runs.get(run.id)
    assert (ended.state, ended.fault_code, ended.request_id, ended.attempts) == ("unknown", "provider.cut", "q-1", 1)
    assert runs.unknown() == (ended,)


def test_unknown_runs_are_refused(runs, item):
    """Acts on a run or conversation that is not there say so and write nothing."""
    for act in (lambda: runs.get("x"), lambda: runs.sent("x"), lambda: runs.finish("x", "done"),
                lambda: runs.add_span("x", "send", 0, 0, "ok", {})):
        with pytest.raises(Refused, match=r"run\.unknown"):
            act()
    with pytest.raises(Refused, match=r"conversation\.unknown"):
        runs.begin(new_run("x"))


def test_recent_runs_page_by_page(store, runs, item):
    """The latest come first, and each page goes on after the last, also at equal times."""
    made = [new_run(item, started_ms=n // 2) for n in range(5)]
    for run in made:
        runs.begin(run)
    first = runs.recent(2)
    rest = run_rows(store.db, 9, first[-1])
    assert [run.started_ms for run in first + rest] == [2, 1, 1, 0, 0]
    assert {run.id for run in first + rest} == {run.id for run in made}


def test_spans_tell_the_steps(store, runs, item):
    """The steps of a run return in order with their facts."""
    run = new_run(item)
    runs.begin(run)
    runs.add_span(run.id, "send", 5, 1200, "ok", {"attempts": 2})
    runs.add_span(run.id, "score", 6, None, "failed", {"code": "x.y"})
    assert runs.spans(run.id) == span_rows(store.db, run.id) == (
        StepSpan("send", 5, 1200, "ok", {"attempts": 2}), StepSpan("score", 6, None, "failed", {"code": "x.y"}),
    )


def test_a_ledger_line_keeps_the_exact_bytes(store, ledger):
    """Body, headers in order and every replacement return as they were."""
    line = new_line("r", body=b"\x00\xff{}", headers=(("b", "1"), ("a", "2")))
    ledger.intent(line)
    assert ledger.get(line.id) == ledger_line(store.db, line.id) == line
    assert ledger.count() == 1


def test_outcome_follows(ledger):
    """Status and request id arrive once and stay."""
    line = new_line("r")
    ledger.intent(line)
    ledger.outcome(line.id, "sent", 200, "q-1")
    ledger.outcome(line.id, "done")
    ended = ledger.get(line.id)
    assert (ended.outcome, ended.status, ended.request_id) == ("done", 200, "q-1")
    for act in (lambda: ledger.outcome("x", "done"), lambda: ledger.get("x")):
        with pytest.raises(Refused, match=r"ledger\.unknown"):
            act()


def test_lines_of_a_run_or_of_all(store, ledger):
    """Of one run in the order sent, of all the latest first and page by page; the list shows sizes and counts without bodies."""
    made = [new_line("r1" if n < 2 else "r2", attempt=n + 1, at_ms=n) for n in range(4)]
    for line in made:
        ledger.intent(line)
    assert ledger.lines(run="r1") == tuple(made[:2])
    assert ledger.lines() == tuple(reversed(made))
    assert ledger.lines(limit=2, before_ms=3) == (made[2], made[1])
    ids = ledger_ids(store.db)
    assert list(ids) == [line.id for line in reversed(made)]
    rows = ledger_rows(store.db, [ids[1], "x", ids[0]])
    assert [(row.at_ms, row.size, row.replaced, row.outcome) for row in rows] == [(2, 16, 1, "intent"), (3, 16, 1, "intent")]


def test_the_list_of_lines_can_be_filtered(store, ledger):
    """By words in provider, model or host, and by outcome; percent signs are plain text."""
    first, second = new_line("r1", host="api.example.org"), new_line("r2", host="100%.example.net", at_ms=9)
    for line in (first, second):
        ledger.intent(line)
    ledger.outcome(second.id, "done")
    assert list(ledger_ids(store.db, "API.example")) == [first.id]
    assert list(ledger_ids(store.db, "%")) == [second.id]
    assert list(ledger_ids(store.db, outcome="done")) == [second.id]
    assert list(ledger_ids(store.db, "nowhere")) == []


def test_what_a_dead_process_left_open_is_unknown(ledger):
    """At start-up lines without an outcome become unknown, once, and their runs are named; ended lines stay."""
    for run, outcome in (("r1", "intent"), ("r1", "sent"), ("r2", "failed"), ("r3", "sent"), ("r4", "done")):
        line = new_line(run)
        ledger.intent(line)
        if outcome != "intent":
            ledger.outcome(line.id, outcome)
    assert set(ledger.mark_interrupted()) == {"r1", "r3"}
    assert [line.outcome for line in ledger.lines(run="r1")] == ["unknown", "unknown"]
    assert ledger.lines(run="r4")[0].outcome == "done"
    assert ledger.mark_interrupted() == ()


def test_an_intent_outlives_the_process(store, ledger):
    """A line written before sending is there when the store is opened again."""
    line = new_line("r")
    ledger.intent(line)
    store.db.close()
    store.db = open_again(store)
    assert Ledger(store.db).mark_interrupted() == ("r",)
