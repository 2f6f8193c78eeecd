"""Groups of entries that are alike, as the store keeps them."""

import pytest
from table_store import new_item, new_review, open_store

from hybriddesk.vault import likeness
from hybriddesk.vault.reviews import Reviews


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def file(store):
    item, reviews = new_item(store), Reviews(store.db)
    return lambda risk, **more: reviews.file(new_review(item, **more), risk)


def numbers(store):
    return {id_: n for n, id_ in store.db.query("SELECT n, id FROM reviews")}


def test_groups_stand_side_by_side_the_riskiest_first(store, file):
    """a1 .9, b .8, a2 .1 and an entry in no group: the group of a1 brings a2 up."""
    a1, b, alone, a2 = file(0.9), file(0.8), file(0.7), file(0.1)
    n, db = numbers(store), store.db
    likeness.place(db, n[a1], None, (1, 2))
    likeness.place(db, n[a2], n[a1], (1, 2))
    likeness.place(db, n[b], None, (3,))
    reviews = Reviews(db)
    assert list(reviews.ids("needs", "alike")) == [a1, a2, b, alone]
    assert list(reviews.ids("all", "alike", "parcel")) == [a1, a2, b, alone]
    assert list(reviews.ids("all", "alike", "nothing")) == []
    assert list(reviews.ids("done", "alike", "parcel")) == []
    assert likeness.like(db, a1, 10) == (a2,)
    assert likeness.like(db, alone, 10) == ()


def test_only_open_entries_wait_to_be_placed(store, file):
    """In the order filed, a page at a time, with the request where the draft is empty."""
    one, two = file(0.5), file(0.5, draft=" ", draft_scrubbed=" ")
    n = numbers(store)
    assert likeness.last(store.db) == n[two]
    assert likeness.unplaced(store.db, 10) == ((n[one], "It is on its way."), (n[two], "Where is my parcel?"))
    assert likeness.unplaced(store.db, 1) == ((n[one], "It is on its way."),)
    likeness.place(store.db, n[one], None, ())
    assert [row[0] for row in likeness.unplaced(store.db, 10)] == [n[two]]
    assert likeness.unplaced(store.db, 10, after=n[two]) == ()


def test_leaders_are_found_by_their_bands(store, file):
    """The one with more bands in common first; one that is gone is left out; a second placing changes nothing."""
    one, two = file(0.5), file(0.5)
    n, db = numbers(store), store.db
    likeness.place(db, n[one], None, (1, 2))
    likeness.place(db, n[two], None, (2, 3))
    likeness.place(db, n[two], n[one], (9,))
    likeness.place(db, 999, None, (2,))
    assert [leader for leader, _ in likeness.candidates(db, (2, 3))] == [n[two], n[one]]
    assert likeness.candidates(db, (9,)) == ()


def test_sample_entries_leave_their_groups(store):
    """Removing the samples leaves no group behind that another entry's row number could fall into."""
    reviews, item = Reviews(store.db), new_item(store, sample=True)
    one = reviews.file(new_review(item, sample=True), 0.5)
    likeness.place(store.db, numbers(store)[one], None, (1,))
    reviews.remove_samples()
    assert store.db.query("SELECT (SELECT count(*) FROM likeness), (SELECT count(*) FROM likeness_bands)") == [(0, 0)]
