"""A queue of 100,000: the same answers as a small one, read a page at a time."""

import pytest
from table_store import new_item, open_store

from hybriddesk.records.work import NewDecision
from hybriddesk.vault.queue import review_counts, review_ids, review_rows
from hybriddesk.vault.reviews import Reviews

COUNT = 100_000
FILL = """
WITH RECURSIVE number(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM number WHERE k + 1 < :count)
INSERT INTO reviews(id, conversation, run, workflow, prompt_version, provider, model, state, needs_person, risk, confidence, created_ms,
  changed_ms, title, snippet, reasons_json, request, draft, draft_scrubbed)
SELECT printf('%026d', k), :item, 'r', 'reply', 'reply@1', 'helper', 'helper/1', 'pending', k % 4 > 0, (k * 7919) % 1000 / 1000.0, 0.5,
  k / 10, 0, 'T' || k, 's', '[]', iif(k % 1000, 'parcel', 'kettle'), 'd', 'd' FROM number
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(tmp_path_factory.mktemp("large"))
    with opened.db.write("reviews") as connection:
        connection.execute(FILL, {"count": COUNT, "item": new_item(opened)})
    yield opened
    opened.db.close()


def test_every_entry_is_listed_once_in_order(store):
    """All ids come, each once, riskiest first and the oldest first among equals."""
    ids = review_ids(store.db, "all", "risk")
    assert len(ids) == len(set(ids)) == COUNT

    def place(id_):
        k = int(id_)
        return (k % 4 == 0, -((k * 7919) % 1000), k // 10, k)

    places = [place(id_) for id_ in ids]
    assert places == sorted(places)
    assert review_counts(store.db)["needs"] == len(review_ids(store.db)) == COUNT * 3 // 4


def test_any_page_is_its_own_rows(store):
    """A page from the middle holds the rows of its ids in order, over a reader connection."""
    reader = store.db.reader()
    ids = review_ids(reader, "all", "newest")
    page = ids[70_000:70_064]
    assert [row.id for row in review_rows(reader, page)] == list(page)
    assert ids.position(page[0]) == 70_000
    reader.close()


def test_words_find_the_few_among_the_many(store):
    """A rare word lists exactly the entries that hold it, in queue order."""
    ids = review_ids(store.db, "all", "oldest", "kettle")
    assert [int(id_) for id_ in ids] == list(range(0, COUNT, 1000))


def test_the_riskiest_is_taken_and_decided(store):
    """Taking from a large queue gives the first of the list, and a decision moves exactly that one."""
    reviews = Reviews(store.db)
    first = reviews.ids()[0]
    assert reviews.take_next("ada").id == first
    reviews.decide(NewDecision(first, "edit", "Mine", "", 0.5, 0.5, 1.0), "ada")
    assert list(reviews.ids("done")) == [first]
    assert reviews.ids().position(first) is None
    assert len(reviews.ids()) == COUNT * 3 // 4 - 1
