"""The board of the improvement cycle in the store."""

from dataclasses import replace

import pytest
from table_store import open_store

from hybriddesk.records.cycle import Check, Entry, Plan, Session, Side
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.vault.cycle import Cycle


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
