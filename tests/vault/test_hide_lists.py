"""Lists of what is always hidden: kept, checked, assigned, audited without a word of them, and found by conversation."""

from __future__ import annotations

import pytest
from table_store import new_item, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.hide_lists import LONGEST, MOST, HideLists, import_names, lists_here, terms_for
from hybriddesk.vault.placeholders import Placeholders


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def lists(store):
    return HideLists(store.db)


def chat(store):
    return Conversations(store.db).new("Talk", "", "").id


def test_a_list_is_kept_changed_and_removed(store, lists):
    made = lists.add("  Krähe & Söhne ", ["Krähe", " Krähe ", "", "K-2041", "bad \ud800"])
    assert (made.name, made.terms, made.everywhere) == ("Krähe & Söhne", ("Krähe", "K-2041", "bad ?"), False)
    lists.add("another", ["x"])
    assert [one.name for one in lists.all()] == ["another", "Krähe & Söhne"]
    changed = lists.change(made.id, "Krähe", ["Krähe", "Craehe"], everywhere=True)
    assert changed == lists.get(made.id)
    assert (changed.terms, changed.everywhere) == (("Krähe", "Craehe"), True)
    lists.remove(made.id)
    assert [one.name for one in lists.all()] == ["another"]


def test_a_list_is_found_by_id_or_name(store, lists):
    """In whatever case; two of one name, as they come from two computers, are told apart by their ids; an id is never taken for a name."""
    made, other = lists.add("Krähe & Söhne", []), lists.add("Other", [])
    assert [lists.named(words).id for words in (made.id, "krähe & SÖHNE", " Other ")] == [made.id, made.id, other.id]
    with pytest.raises(Refused) as fault:
        lists.named("no")
    assert fault.value.code == "privacy.list_unknown"
    with store.db.write("hide_lists") as connection:
        connection.execute("UPDATE hide_lists SET name = 'KRÄHE & söhne' WHERE id = ?", (other.id,))
    with pytest.raises(Refused) as fault:
        lists.named("Krähe & Söhne")
    assert fault.value.code == "privacy.list_ambiguous"
    assert set(fault.value.facts["ids"].split(", ")) == {made.id, other.id}
    assert lists.named(other.id).id == other.id


def test_the_audit_log_holds_no_word_of_a_list(store, lists):
    thread = chat(store)
    made = lists.add("Krähe", ["Planted Name"])
    lists.change(made.id, "Krähe", ["Planted Name", "b"], everywhere=True)
    lists.use(made.id, "conversation", thread)
    lists.use(made.id, "conversation", thread, on=False)
    lists.remove(made.id)
    acts = [row for row in store.audit if row[0].startswith("privacy.list_")]
    assert [act for act, _, _ in acts] == ["privacy.list_added", "privacy.list_changed", "privacy.list_used", "privacy.list_unused", "privacy.list_removed"]
    assert "Planted" not in str(acts)
    assert "Krähe" not in str(acts)


def test_a_list_is_used_where_it_is_assigned(store, lists):
    """Everywhere, in one conversation, or for everything imported under one name, what came before and comes later."""
    thread, other = chat(store), chat(store)
    first = new_item(store)
    made, wide = lists.add("Krähe", ["Krähe", "both"]), lists.add("House", ["both", "House"], everywhere=True)
    assert terms_for(store.db, thread) == ("both", "House")
    used = lists.use(made.id, "conversation", thread)
    assert used.conversations == (thread,)
    lists.use(made.id, "conversation", thread)
    assert set(terms_for(store.db, thread)) == {"Krähe", "both", "House"}
    assert set(Placeholders(store.db).known(thread).deny) == {"Krähe", "both", "House"}
    assert terms_for(store.db, other) == ("both", "House")
    assert lists.use(made.id, "import", "inbox.mbox").imports == ("inbox.mbox",)
    later = new_item(store, "2")
    assert "Krähe" in terms_for(store.db, first)
    assert "Krähe" in terms_for(store.db, later)
    assert lists.use(made.id, "import", "inbox.mbox", on=False).imports == ()
    assert "Krähe" not in terms_for(store.db, later)
    lists.remove(made.id)
    lists.remove(wide.id)
    assert terms_for(store.db, thread) == ()
    assert import_names(store.db) == ("inbox.mbox",)


def test_what_is_refused(store, lists):
    made = lists.add("Krähe", ["x"])
    for refused, code in (
        (lambda: lists.get("no"), "list_unknown"), (lambda: lists.remove("no"), "list_unknown"), (lambda: lists.add(" ", ["x"]), "list_unnamed"),
        (lambda: lists.add("KRÄHE", ["x"]), "list_taken"), (lambda: lists.use(made.id, "conversation", "no"), "list_no_conversation"),
        (lambda: lists.add("long", ["x" * (LONGEST + 1)]), "list_too_long"), (lambda: lists.add("many", [str(n) for n in range(MOST + 1)]), "list_too_long"),
        (lambda: lists.change("no", "n", [], everywhere=False), "list_unknown"),
    ):
        with pytest.raises(Refused, match=f"privacy.{code}"):
            refused()
    assert lists.all() == (made,)


def test_a_removed_list_is_put_back_with_its_uses(store, lists):
    thread = chat(store)
    made = lists.add("Krähe", ["x"])
    lists.use(made.id, "conversation", thread)
    used = lists.use(made.id, "import", "inbox.mbox")
    lists.remove(made.id)
    assert lists.put_back(used) == used
    lists.add("another", [])
    with pytest.raises(Refused, match=r"privacy\.list_taken"):
        lists.put_back(used.__class__("other", "Another", (), everywhere=False))


def test_what_is_used_for_a_conversation_is_told_by_name(store, lists):
    """Everywhere, here, or for the import it came with; no word of a list is read for it."""
    thread = chat(store)
    lists.add("Every", ["a"], everywhere=True)
    here, other = lists.add("Here", ["b"]), lists.add("Other", ["c"])
    lists.use(here.id, "conversation", thread)
    lists.use(other.id, "import", "inbox")
    assert lists_here(store.db, thread) == (("Every", True), ("Here", True), ("Other", False))
    assert lists_here(store.db, "none") == (("Every", True), ("Here", False), ("Other", False))
