"""Importing work and following its state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_store import new_item, new_review, new_run, open_store, source_item

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import NewDecision, Signal, SourceFault, SourceItem
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.items import Items, digest, item, item_counts
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs
from hybriddesk.vault.search import Search


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def items(store):
    return Items(store.db)


def test_an_import_in_parts_is_one_import(store, items):
    """Further parts join the first: one row, all items in order, the count of all."""
    first = items.file_import("big.csv", "reply", [source_item("1")])
    more = items.file_import("big.csv", "reply", [source_item("2"), source_item("1")], into=first.id)
    assert (more.id, more.doubles) == (first.id, 1)
    assert items.by_import(first.id) == first.new + more.new
    assert store.db.query("SELECT items FROM imports") == [(2,)]


def test_an_import_comes_back_whole(store, items):
    """Items return in the order given with all their fields, faults with code and facts, each item with a conversation of its own."""
    found = [source_item("1", sender="ada@example.org", received_ms=5, extra={"Message-ID": "<1@x>"}), source_item("2", "Second")]
    faults = [SourceFault("inbox.mbox", "3", "intake.broken", {"line": 7}), SourceFault("b.csv", "", "intake.empty")]
    done = items.file_import("inbox.mbox", "reply", found, faults)
    first = items.get(done.new[0])
    assert (first.subject, first.body, first.sender, first.received_ms) == ("Parcel", "Where is my parcel?", "ada@example.org", 5)
    assert (first.state, first.workflow, first.kind, first.sample, first.key) == ("new", "reply", "mail", False, "1")
    assert items.by_import(done.id) == done.new == items.waiting()
    assert items.faults(done.id) == tuple(faults)
    assert items.extra(first.id) == {"Message-ID": "<1@x>"}
    assert items.headers(first.id) == {"message-id": "<1@x>"}
    thread = Conversations(store.db).get(first.id)
    assert (thread.kind, thread.title) == ("item", "Parcel")
    assert store.told[0].ids == {done.id, *done.new}


def test_doubles_are_counted_and_left_out(items):
    """What the store or the import itself holds already is not stored again; the same text under another key is other work."""
    first = items.file_import("a", "reply", [source_item("1"), source_item("1"), source_item("2")])
    assert (len(first.new), first.doubles) == (2, 1)
    again = items.file_import("copy of a", "reply", [source_item("2"), source_item("3")])
    assert (len(again.new), again.doubles) == (1, 1)
    assert items.counts() == {"new": 3}


@given(st.lists(st.text(max_size=4), min_size=4, max_size=4), st.lists(st.text(max_size=4), min_size=4, max_size=4))
def test_only_equal_work_has_an_equal_digest(one, two):
    """Text cannot move from one field to the next unnoticed."""
    made = [SourceItem("s", key, "text", subject, body, sender) for key, subject, body, sender in (one, two)]
    assert (digest(made[0]) == digest(made[1])) == (one == two)


def test_a_title_is_made_from_the_text_where_there_is_no_subject(store, items):
    """A text file's conversation is named by its first words, on one line, kept short."""
    done = items.file_import("note.txt", "reply", [source_item(subject="", body="  Dear\n\nall " + "x" * 500)])
    title = Conversations(store.db).get(done.new[0]).title
    assert title.startswith("Dear all xxx")
    assert len(title) <= 120


def test_broken_signs_are_told_apart(items):
    """A lone surrogate from a broken file still has a digest of its own."""
    assert digest(source_item(body="\ud800")) != digest(source_item(body="?"))


def test_an_import_is_all_or_nothing(store, items):
    """When one item cannot be stored, none of the import is."""
    with pytest.raises(UnicodeEncodeError):
        items.file_import("a", "reply", [source_item("1"), source_item("2", "\ud800")])
    assert items.waiting() == ()
    assert store.db.query("SELECT (SELECT count(*) FROM imports), (SELECT count(*) FROM conversations)") == [(0, 0)]


def test_states_are_followed(store, items):
    """An item's state and fault are kept, counted, and listed oldest first."""
    one, two = new_item(store, "1"), new_item(store, "2")
    items.set_state(one, "failed", "provider.timeout")
    assert (items.get(one).state, items.get(one).fault_code) == ("failed", "provider.timeout")
    assert items.waiting() == (two,)
    assert items.in_state("failed") == (one,)
    items.set_state(one, "new")
    assert items.get(one).fault_code is None
    assert items.waiting(1) == (one,)
    assert item_counts(store.db) == {"new": 2}
    with pytest.raises(Refused, match=r"item\.unknown"):
        items.set_state("x" * 26, "new")
    for read in (items.get, items.extra, items.headers):
        with pytest.raises(Refused, match=r"item\.unknown"):
            read("x" * 26)


def test_what_a_dead_process_was_drafting_waits_again(store, items):
    """At start-up items in drafting go back to new; others stay."""
    one, two = new_item(store, "1"), new_item(store, "2")
    items.set_state(one, "drafting")
    items.set_state(two, "drafted")
    assert items.put_back_drafting() == 1
    assert items.counts() == {"new": 1, "drafted": 1}


def test_samples_leave_with_all_that_hangs_on_them(store, items):
    """Removing samples takes items, conversations, runs, drafts, decisions, and their words out of the search; own work stays."""
    own, sample = new_item(store, "own"), new_item(store, "s", sample=True)
    reviews, runs = Reviews(store.db), Runs(store.db)
    for wanted in (own, sample):
        filed = reviews.file(new_review(wanted, item=wanted, sample=wanted == sample, title=f"sample{wanted == sample}"), 0.5)
        reviews.decide(NewDecision(filed, "approve", None, "", None, None, 1.0), "ada")
        runs.begin(new_run(wanted))
        Feedback(store.db).add(Signal(wanted, None, None, "thumb", "up"), {})
    assert item(store.db, sample).sample
    assert len(Search(store.db).find("sampletrue")) == 1
    assert items.remove_samples() == 1
    assert items.counts() == {"new": 1}
    assert Search(store.db).find("sampletrue") == ()
    for table in ("items", "conversations", "runs", "reviews", "decisions", "imports", "feedback"):
        assert store.db.query(f"SELECT count(*) FROM {table}") == [(1,)], table
    assert items.remove_samples() == 0


def test_the_ledger_survives_the_removal_of_samples(store, items):
    """What left is never forgotten, not even for a sample."""
    from table_store import new_line

    sample = new_item(store, "s", sample=True)
    Ledger(store.db).intent(new_line("run", conversation=sample))
    items.remove_samples()
    assert Ledger(store.db).count() == 1


def test_ten_thousand_items_go_in_at_once(items):
    """A large import is one transaction, and importing it again stores nothing."""
    many = [source_item(str(n), f"Body {n}") for n in range(10_000)]
    assert len(items.file_import("big.csv", "reply", many).new) == 10_000
    assert items.file_import("big.csv", "reply", many).doubles == 10_000
