"""Signals kept with their context, and the facts that figures are made of."""

import pytest
from table_store import new_item, new_review, new_run, open_store, source_item

from hybriddesk.records.advice import table
from hybriddesk.records.errors import Refused
from hybriddesk.records.figures import DecisionFact, EventRow, RunFact
from hybriddesk.records.work import NewDecision, Signal, SourceFault
from hybriddesk.vault.feedback import Feedback, stars_of
from hybriddesk.vault.figures_rows import Figures
from hybriddesk.vault.items import Items
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def test_signals_are_kept_with_their_context(store):
    """Signals return oldest first; the latest of a name stands; the context is stored beside them."""
    feedback = Feedback(store.db)
    made = [Signal("c", turn, None, name, value, "tone", "too long") for turn, name, value in
            (("t1", "thumb", "up"), ("t1", "copy", "0.5"), ("t1", "thumb", "down"), ("t2", "thumb", "up"))]
    for signal in made:
        feedback.add(signal, {"model": "m-1", "n": 2})
    feedback.add(Signal("other", None, None, "thumb", "up"), {})
    assert feedback.of("c") == tuple(made)
    assert feedback.standing("c", "thumb") == {"t1": made[2], "t2": made[3]}
    assert store.db.query("SELECT context_json FROM feedback LIMIT 1") == [('{"model":"m-1","n":2}',)]


def test_stars_can_be_changed_and_taken_back(store):
    """One to five or nothing; the latest stands, whether it was given in the conversation or in Review; anything else is refused and not kept."""
    feedback = Feedback(store.db)
    assert stars_of(feedback.of("c"), turn="t") == 0
    for turn, review, value in (("t", None, "4"), ("t", "r", "2"), (None, "r2", "5"), ("t2", None, "3"), ("t2", None, "")):
        feedback.add(Signal("c", turn, review, "stars", value), {"model": "m"})
    feedback.add(Signal("c", "t", None, "thumb", "up"), {})
    given = feedback.of("c")
    assert [stars_of(given, turn="t"), stars_of(given, turn="t", review="r"), stars_of(given, review="r2"), stars_of(given, turn="t2"), stars_of(given)] == [2, 2, 5, 0, 0]
    for wrong in ("0", "6", "3.5", "up"):
        with pytest.raises(Refused) as fault:
            feedback.add(Signal("c", "t", None, "stars", wrong), {})
        assert fault.value.code == "feedback.stars"
    assert feedback.of("c") == given
    assert stars_of([Signal("c", "t", None, "stars", "many")], turn="t") == 0  # a store of another version
    (first, context, at), *rest = feedback.all()
    assert (first, context, at, len(rest)) == (given[0], '{"model":"m"}', store.clock.now, 5)


def test_decisions_are_handed_over_as_facts(store):
    """Each decision since a time comes with model and outcome, undone ones marked, and no text."""
    item, reviews, figures = new_item(store), Reviews(store.db), Figures(store.db)
    ids = [reviews.file(new_review(item, sample=n == 1), 0.5) for n in range(2)]
    reviews.decide(NewDecision(ids[0], "edit", "Mine", "", 0.25, 0.2, 7.0), "ada")
    at = store.clock.now
    store.clock.move(10)
    reviews.decide(NewDecision(ids[1], "approve", None, "", 0.0, 0.0, 1.0), "ada")
    reviews.undo("ada")
    edited = DecisionFact(at, "edit", 0.25, 7.0, 0.5, undone=False, workflow="reply", model="helper/1", sample=False)
    approved = DecisionFact(at + 10, "approve", 0.0, 1.0, 0.5, undone=True, workflow="reply", model="helper/1", sample=True)
    assert figures.decisions_since(0) == (edited, approved)
    assert figures.decisions_since(at + 1) == (approved,)


def test_runs_are_handed_over_once_ended(store):
    """A run counts from the moment it ended, under the model that served it."""
    item, runs, figures = new_item(store), Runs(store.db), Figures(store.db)
    for state in ("done", None, "failed"):
        run = new_run(item)
        runs.begin(run)
        if state:
            runs.finish(run.id, state, fault_code="provider.timeout" if state == "failed" else None)
        store.clock.move(1)
    assert figures.runs_since(store.clock.now - 1) == (
        RunFact(store.clock.now - 1, "failed", None, None, None, None, "nano", "m-1", 0, "provider.timeout"),
    )
    assert len(figures.runs_since(0)) == 2


def test_latest_events_are_the_newest_of_all_kinds(store):
    """Imports, runs, decisions and their undoing come mixed, newest first, each with a sentence in the advice table."""
    items, reviews, runs, figures = Items(store.db), Reviews(store.db), Runs(store.db), Figures(store.db)
    done = items.file_import("a", "reply", [source_item("1"), source_item("2")], [SourceFault("b", "", "intake.empty")])
    for state, attempts in (("done", 1), ("done", 3), ("failed", 1), ("unknown", 1), ("cancelled", 0)):
        store.clock.move(1)
        run = new_run(done.new[0], attempts=attempts)
        runs.begin(run)
        runs.finish(run.id, state)
    for action in ("escalate", "approve", "edit", "return"):
        wanted = reviews.file(new_review(done.new[0], run="r9"), 0.5)
        store.clock.move(1)
        reviews.decide(NewDecision(wanted, action, "Mine" if action == "edit" else None, "", 0.314, 0.3, 1.0), "ada")
    store.clock.move(1)
    reviews.undo("ada")
    events = figures.latest_events(20)
    assert [(event.code, event.result) for event in events] == [
        ("event.undone", "review"), ("event.return", "returned"), ("event.edit", "ok"), ("event.approve", "ok"),
        ("event.escalate", "review"), ("event.run_cancelled", "cancelled"), ("event.run_unknown", "unknown"),
        ("event.run_failed", "failed"), ("event.run_recovered", "recovered"), ("event.run_done", "ok"), ("event.imported", "ok"),
    ]
    assert events[2] == EventRow(events[2].at_ms, "event.edit", "reply", "r9", "ok", (("edit_percent", 31),))
    assert events[-1].facts == (("items", 2), ("faults", 1))
    assert figures.latest_events(3) == events[:3]
    for event in events:
        assert "?" not in table()[event.code].filled(dict(event.facts)).what


def test_how_long_somebody_has_waited(store):
    """The oldest open entry that needs a person gives the time; without one there is none."""
    reviews, figures = Reviews(store.db), Figures(store.db)
    assert figures.oldest_waiting_ms() is None
    item = new_item(store)
    reviews.file(new_review(item, needs_person=False), 0.5)
    store.clock.move(5)
    wanted = reviews.file(new_review(item), 0.5)
    assert figures.oldest_waiting_ms() == store.clock.now
    reviews.decide(NewDecision(wanted, "approve", None, "", 0.0, 0.0, 1.0), "ada")
    assert figures.oldest_waiting_ms() is None
