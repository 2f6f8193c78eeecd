"""Search over all work, the packed list of ids, and the indexes kept in step."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_store import new_item, new_review, new_turn, open_store, source_item

from hybriddesk.records.ids import new_id
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.items import Items
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.search import Search
from hybriddesk.vault.source import IdList, id_list, match_terms


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def test_hits_of_all_kinds_newest_first(store):
    """Items, turns and drafts are found by their words, newest first, with the words marked."""
    threads, search = Conversations(store.db), Search(store.db)
    item = Items(store.db).file_import("a", "reply", [source_item("1", "The wombat in the parcel")]).new[0]
    store.clock.move(1)
    other = new_item(store, "2")
    filed = Reviews(store.db).file(new_review(other, draft="No wombat here"), 0.5)
    chat = threads.new("", "", "")
    turn = new_turn(chat.id, text="A wombat?", created_ms=store.clock.now + 5)
    threads.add_turn(turn)
    hits = search.find("WOMB")
    assert [(hit.kind, hit.id, hit.conversation) for hit in hits] == [
        ("turn", turn.id, chat.id), ("review", filed, other), ("item", item, item),
    ]
    assert hits[0].snippet == "A \x02wombat\x03?"
    assert len(search.find("wombat", 2)) == 2
    assert search.find("  ") == ()


def test_one_hit_a_conversation(store):
    """A draft stands for its turns and its item, so that one matter fills one line."""
    item = Items(store.db).file_import("a", "reply", [source_item("1", "wombat")]).new[0]
    filed = Reviews(store.db).file(new_review(item, request="wombat", draft="wombat"), 0.5)
    Conversations(store.db).add_turn(new_turn(item, text="wombat"))
    assert [(hit.kind, hit.id) for hit in Search(store.db).find("wombat")] == [("review", filed)]


def test_words_of_a_final_are_found(store):
    """What a person wrote into a final leads to its entry."""
    reviews = Reviews(store.db)
    filed = reviews.file(new_review(new_item(store)), 0.5)
    reviews.decide(NewDecision(filed, "edit", "Take this voucher", "", None, None, 1.0), "ada")
    assert [hit.id for hit in Search(store.db).find("voucher")] == [filed]


@pytest.mark.parametrize(("text", "terms"), [
    ("", ""), ("  -- ", ""), ("refund", '"refund"*'), ("my refund", '"my" AND "refund"*'), ('a"b', '"a b"*'),
    ("x-ray OR", '"x ray" AND "OR"*'), ("plan b", '"plan" AND "b"'), ("7", '"7"'), ("退", '"退"*'),
])
def test_typed_words_become_a_safe_expression(text, terms):
    """Words are quoted and all must occur; the last is a beginning unless it is a lone letter."""
    assert match_terms(text) == terms


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20))
def test_no_typed_text_breaks_the_search(store, text):
    """Whatever is typed, the index answers."""
    Search(store.db).find(text)
    Reviews(store.db).ids("done", text=text)


TABLES = {"items_text": "items", "turns_text": "turns_ended", "reviews_text": "reviews", "edits_text": "reviews_edited", "finals_text": "finals"}


def test_every_index_stays_in_step(store):
    """After filing, editing, streaming, undoing and removing, each index agrees with its table word for word."""
    reviews, threads = Reviews(store.db), Conversations(store.db)
    items = [new_item(store, str(n), sample=n == 2) for n in range(3)]
    filed = [reviews.file(new_review(item, sample=n == 2), 0.5) for n, item in enumerate(items)]
    for n, wanted in enumerate(filed):
        reviews.decide(NewDecision(wanted, "edit", f"Words {n}", "", None, None, 1.0), "ada")
    reviews.undo("ada")
    turn = new_turn(items[0], state="streaming")
    threads.add_turn(turn)
    threads.save_partial(turn.id, "more", "more")
    threads.add_turn(new_turn(items[2], text="sample words"))
    with store.db.write() as connection:
        connection.execute("UPDATE reviews SET title = 'Other' WHERE id = ?", (filed[0],))
        connection.execute("UPDATE items SET subject = 'Other' WHERE id = ?", (items[0],))
    Items(store.db).remove_samples()
    with store.db.write() as connection:
        for index in TABLES:
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES('integrity-check', 1)")
    assert store.db.query("SELECT count(*) FROM edits_text WHERE edits_text MATCH 'words'") == [(2,)]


def test_removed_words_leave_the_index_pages(store):
    """A removed word is not only unlisted: no index page holds it any more."""
    item = Items(store.db).file_import("a", "reply", [source_item("1", "quokkaword")], sample=True).new[0]
    Reviews(store.db).file(new_review(item, request="quokkaword", sample=True), 0.5)
    pages = "SELECT count(*) FROM (SELECT block FROM items_text_data UNION ALL SELECT block FROM reviews_text_data) WHERE instr(block, CAST('uokkaword' AS BLOB))"
    assert store.db.query(pages) == [(2,)]
    Items(store.db).remove_samples()
    assert store.db.query(pages) == [(0,)]


@given(st.integers(0, 20), st.integers(-25, 25), st.integers(-25, 25), st.integers(1, 4))
def test_a_packed_list_is_a_list(count, start, stop, step):
    """Length, index, slice, iteration, membership and position agree with a plain list."""
    plain = [new_id() for _ in range(count)]
    packed = IdList("".join(plain))
    assert list(packed) == plain
    assert len(packed) == count
    assert packed[start:stop:step] == tuple(plain[start:stop:step])
    assert packed == IdList("".join(plain))
    assert hash(packed) == hash(IdList("".join(plain)))
    assert packed != plain
    for at, id_ in enumerate(plain):
        assert packed[at] == packed[at - count] == id_
        assert packed.position(id_) == at
        assert id_ in packed
    assert new_id() not in packed
    assert packed.position("short") is None
    assert 7 not in packed
    with pytest.raises(IndexError):
        packed[count]


def test_an_id_across_two_ids_is_not_found():
    """Letters that happen to span two neighbours are no position."""
    packed = IdList("a" * 26 + "b" * 26 + "a" * 13 + "b" * 13)
    assert packed.position("a" * 13 + "b" * 13) == 2
    assert packed.position("a" * 12 + "b" * 14) is None


def test_no_rows_make_an_empty_list(store):
    """A query without rows gives a list of length 0."""
    assert len(id_list(store.db, "SELECT id FROM reviews")) == 0
