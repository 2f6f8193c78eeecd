"""The board of the improvement cycle in the store."""

from dataclasses import replace

import pytest
from table_store import new_item, new_review, open_store

from hybriddesk.records.cycle import Check, Entry, Plan, Session, Side
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.cycle import FIRST_REVIEW, Cycle, CycleDue, cycle_due
from hybriddesk.vault.reviews import Reviews


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def entry(stage="evaluate", plan=None):
    return Entry(new_id(), "prompt:reply@v7", "cycle.prompt", {"bad": 3, "percent": 30.5, "prompt": "reply@v7"}, stage, "Greeting is stiff", plan, 5, 5)


def test_a_card_comes_back_as_it_was_put(store):
    """Every field, with and without a plan and a check; changing it moves it to the front and notes the time."""
    board, first, second = Cycle(store.db), entry(), entry()
    board.put(first)
    store.clock.move(10)
    board.put(second)
    store.clock.move(10)
    plan = Plan("Shorter greeting", "Ada", "bad_share", "reply", 7, 50)
    check = Check("helped", Side(0.4, 0.3, 0.5, 60), Side(None, None, None, 0), -0.3, None, None, 9)
    changed = board.put(replace(first, stage="act", plan=plan, decided_ms=6, acted_ms=7, closed_ms=8, check=check))
    assert changed.changed_ms == store.clock.now
    assert [one.id for one in board.all()] == [first.id, second.id]
    assert board.get(first.id) == changed
    assert board.get(second.id).plan is None
    assert store.told[-1].tables == {"cycle_entries"}


def test_a_dropped_card_is_off_the_board_and_not_gone(store):
    """Dropping can be taken back; a card nobody knows is refused."""
    board, one = Cycle(store.db), entry()
    board.put(replace(one, stage="dropped"))
    assert board.all() == ()
    assert board.get(one.id).stage == "dropped"
    with pytest.raises(Refused, match=r"cycle\.unknown"):
        board.get(new_id())


def test_reviews_that_were_held_are_listed_latest_first(store):
    """Who held them, and what came of them."""
    board = Cycle(store.db)
    early, late = Session(new_id(), 1, "Ada", 4, 2), Session(new_id(), 2, "Ben", 0, 0)
    board.hold(early)
    board.hold(late)
    assert board.sessions() == (late, early)


def test_a_review_is_due_in_its_rhythm(store):
    """The first one two weeks after work began in earnest, the next two weeks after the last; an action when its days are over."""
    day, every = 86_400_000, 14 * 86_400_000

    def due():
        return cycle_due(store.db, store.clock.now, every)

    assert due() == CycleDue(review=False, checks=0)
    for number in range(FIRST_REVIEW):
        review = Reviews(store.db).file(new_review(new_item(store, key=str(number))), 0.5)
        Reviews(store.db).decide(NewDecision(review, "return", None, "", None, None, 1.0), "ada")
    assert not due().review
    store.clock.move(every)
    assert due().review
    board = Cycle(store.db)
    board.hold(Session(new_id(), store.clock.now, "Ada", 1, 1))
    assert not due().review
    board.put(replace(entry("act", Plan("x", "Ada", "latency", days=7)), acted_ms=store.clock.now))
    store.clock.move(7 * day)
    assert due() == CycleDue(review=False, checks=1)
    store.clock.move(7 * day)
    assert due().review
