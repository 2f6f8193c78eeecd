"""What was typed is in the store, and the indicator never lies about it."""

import pytest

from hybriddesk.desk.review.autosave import Autosave

pytestmark = pytest.mark.usefixtures("qapp")


class Store:
    def __init__(self):
        self.calls = []
        self.ends = []

    def save(self, review, text, done, failed):
        self.calls.append((review, text))
        self.ends.append((done, failed))


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def autosave(store):
    return Autosave(store.save)


@pytest.fixture
def states(autosave):
    seen = []
    autosave.state.connect(seen.append)
    return seen


def test_typed_text_is_written_by_itself_and_only_then_called_saved(qtbot, autosave, store, states):
    """Nobody presses save; "saved" is said when the store has answered, not before."""
    autosave.touch("a", lambda: "one")
    qtbot.waitUntil(lambda: bool(store.calls), timeout=2_000)
    assert states == ["unsaved", "saving"]
    store.ends[0][0]()
    assert states[-1] == "saved"
    assert autosave.clean


def test_text_typed_during_a_write_is_written_after_it(autosave, store, states):
    """A slow disk loses nothing."""
    autosave.touch("a", lambda: "one")
    autosave.flush()
    autosave.touch("a", lambda: "two")
    autosave.flush()
    assert store.calls == [("a", "one")]
    store.ends[0][0]()
    assert store.calls == [("a", "one"), ("a", "two")]
    assert "saved" not in states
    store.ends[1][0]()
    assert states[-1] == "saved"


def test_two_drafts_touched_in_a_row_are_both_written(autosave, store):
    """Going to the next draft does not drop the last words of the one before."""
    autosave.touch("a", lambda: "one")
    autosave.flush()
    autosave.touch("b", lambda: "two")
    autosave.touch("a", lambda: "three")
    autosave.flush()
    for number in range(3):
        store.ends[number][0]()
    assert store.calls[1:] == [("b", "two"), ("a", "three")] or store.calls[1:] == [("a", "three"), ("b", "two")]
    assert autosave.clean


def test_a_failed_write_is_said_and_kept_for_another_try(autosave, store, states):
    """A full disk is not "saved", and the text waits."""
    autosave.touch("a", lambda: "one")
    autosave.flush()
    store.ends[0][1]()
    assert states[-1] == "failed"
    assert not autosave.clean
    autosave.flush()
    assert store.calls == [("a", "one"), ("a", "one")]


def test_newer_text_wins_over_the_failed_one(autosave, store):
    """After a failed write the newest words are written, not the old ones."""
    autosave.touch("a", lambda: "one")
    autosave.flush()
    autosave.touch("a", lambda: "two")
    store.ends[0][1]()
    autosave.flush()
    assert store.calls[-1] == ("a", "two")


def test_a_decided_draft_is_not_saved_again(autosave, store):
    """The decision carries the text; a late autosave would meet a closed entry."""
    autosave.touch("a", lambda: "one")
    assert autosave.take("a")() == "one"
    autosave.flush()
    assert store.calls == []


def test_on_the_way_out_everything_is_handed_over_at_once(autosave, store):
    """Locking does not wait for a write under way before it hands over the newer words."""
    autosave.touch("a", lambda: "one")
    autosave.flush()
    autosave.touch("a", lambda: "two")
    autosave.touch("b", lambda: "three")
    autosave.settle()
    assert store.calls == [("a", "one"), ("a", "two"), ("b", "three")]
    for done, _ in store.ends:
        done()
    assert autosave.clean
