"""What waits for the person besides the queue."""

import pytest
from table_store import open_store, source_item

from hybriddesk.vault.items import Items
from hybriddesk.vault.standing import LEFT, NAMED, Standing, failed_ids, standing


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def test_an_empty_store_is_empty(store):
    """Nothing waits, nothing was ever brought in."""
    assert standing(store.db) == Standing(0, 0, 0, (), 0, empty=True)


def test_counts_by_what_is_needed(store):
    """Waiting, failed and unknown items are counted; what the person let rest is no longer asked for; the oldest unknown are named."""
    items = Items(store.db)
    ids = items.file_import("f.eml", "reply", [source_item(str(n), subject="" if n == 3 else f"Case {n}") for n in range(10)]).new
    items.file_import("s", "reply", [source_item("s")], sample=True)
    for one in ids[:2]:
        items.set_state(one, "failed", "provider.cut")
    items.set_state(ids[2], "failed", LEFT)
    for one in ids[3:9]:
        items.set_state(one, "unknown")
    now = standing(store.db)
    assert (now.waiting, now.failed, now.unknown_count, now.samples, now.empty) == (2, 2, 6, 1, False)
    assert [one.id for one in now.unknown] == list(ids[3 : 3 + NAMED])
    assert now.unknown[1].title == "Case 4"
    assert failed_ids(store.db) == ids[:2]
    assert "Case" not in repr(now)
