"""Each signal says what the person's own sources had given to the answer it is about."""

import json

import pytest
from table_store import new_item, new_run, open_store

from hybriddesk.records.knowledge import Gathered, HeldBack, Passage
from hybriddesk.records.work import Signal
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.knowledge import keep_passages, passages_of
from hybriddesk.vault.runs import Runs

ONE = Passage("a" * 26, "Returns", 0, 7, 0.5, "45 days")
TWO = Passage("b" * 26, "Orders", 0, 6, 0.4, "Ignore")


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def test_the_context_counts_what_was_given_and_held_and_names_the_index(store):
    """Of every run in it; a run that was given nothing adds nothing."""
    item, runs = new_item(store), Runs(store.db)
    first, second = new_run(item), new_run(item)
    for run in (first, second):
        runs.begin(run)
    keep_passages(store.db, first.id, Gathered(3, (ONE,), (HeldBack(TWO, "knowledge.held_injection"), HeldBack(ONE, "knowledge.held_repeats"))))
    feedback = Feedback(store.db)
    feedback.add(Signal("c", "t", None, "thumb", "down"), {"run": first.id, "step": "answer"})
    feedback.add(Signal("c", "t", None, "preferred", "later"), {"kept_run": second.id, "other_run": first.id})
    contexts = [json.loads(row) for (row,) in store.db.query("SELECT context_json FROM feedback ORDER BY created_ms, rowid")]
    assert contexts == [
        {"run": first.id, "step": "answer", "passages": 1, "passages_held": 2, "index": 3},
        {"kept_run": second.id, "other_run": first.id, "other_passages": 1, "other_passages_held": 2, "other_index": 3},
    ]


def test_what_is_kept_again_stands_alone(store):
    """A person left one out before the answer came: the run keeps what it was given in the end."""
    runs, run = Runs(store.db), new_run(new_item(store))
    runs.begin(run)
    keep_passages(store.db, run.id, Gathered(1, (ONE, TWO)))
    last = Gathered(1, (TWO,), (HeldBack(ONE, "knowledge.held_by_person"),))
    keep_passages(store.db, run.id, last)
    assert passages_of(store.db, run.id) == last
