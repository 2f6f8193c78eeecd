"""What waits for the person besides the queue."""

import pytest
from table_store import new_line, new_run, open_store, source_item

from hybriddesk.records.offers import Charge
from hybriddesk.vault.charges import Charges
from hybriddesk.vault.items import Items
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.runs import Runs
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


def test_what_the_provider_said_of_an_unknown_request_is_told(store):
    """The last unknown request of the item counts: who had it, whether it has a name there, and the charge once it was looked up."""
    items, ledger, charges = Items(store.db), Ledger(store.db), Charges(store.db)
    (one,) = items.file_import("f.eml", "reply", [source_item("1")]).new
    items.set_state(one, "unknown")
    begun = new_run(one, item=one)
    Runs(store.db).begin(begun)
    assert standing(store.db).unknown[0].provider == ""
    for attempt, request in ((1, None), (2, "req-2")):
        made = new_line(begun.id, conversation=one, attempt=attempt, at_ms=attempt, provider="nano")
        ledger.intent(made)
        ledger.outcome(made.id, "unknown", 200, request)
    (found,) = standing(store.db).unknown
    assert (found.provider, found.named, found.charge) == ("nano", True, None)
    charges.keep(made.id, begun.id, Charge("charged", 0.5, 3, 4))
    assert standing(store.db).unknown[0].charge == Charge("charged", 0.5, 3, 4)
