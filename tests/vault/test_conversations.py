"""Conversations, their turns, and their maps of placeholders."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_store import new_item, new_turn, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.way import ByHand, MapEntry
from hybriddesk.vault.conversations import Conversations, conversation_rows, turn_rows, turns_of
from hybriddesk.vault.placeholders import Placeholders, known_map
from hybriddesk.vault.search import Search


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def threads(store):
    return Conversations(store.db)


@pytest.fixture
def chat(threads):
    return threads.new("Plans", "nano", "m-1")


def test_a_conversation_comes_back_as_made(threads, chat):
    """Title, model and composer text are kept and can be changed."""
    assert threads.get(chat.id) == chat
    threads.rename(chat.id, "Other")
    threads.set_model(chat.id, "helper", "helper/1")
    threads.set_unsent(chat.id, "half a quest")
    changed = threads.get(chat.id)
    assert (changed.title, changed.provider, changed.model, threads.unsent(chat.id)) == ("Other", "helper", "helper/1", "half a quest")


@pytest.mark.parametrize("act", [
    lambda t: t.get("x"), lambda t: t.rename("x", ""), lambda t: t.delete("x"), lambda t: t.undelete("x"), lambda t: t.unsent("x"),
    lambda t: t.set_unsent("x", ""), lambda t: t.add_turn(new_turn("x")), lambda t: t.set_model("x", "", ""),
])
def test_an_unknown_conversation_is_refused(threads, act):
    """Every act on a conversation that is not there says so."""
    with pytest.raises(Refused, match=r"conversation\.unknown"):
        act(threads)


def test_deleting_can_be_undone(store, threads, chat):
    """A deleted conversation leaves the list and the search, and comes back with its turns."""
    threads.add_turn(new_turn(chat.id, text="wombat"))
    threads.delete(chat.id)
    assert threads.recent(10) == ()
    assert Search(store.db).find("wombat") == ()
    threads.undelete(chat.id)
    assert [one.id for one in threads.recent(10)] == [chat.id]
    assert len(threads.turns(chat.id)) == 1


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gaps=st.lists(st.integers(0, 1), max_size=12), page=st.integers(1, 4))
def test_pages_show_every_conversation_once(store, gaps, page):
    """Page by page, the latest touched first, none is shown twice or left out, even when touched in the same millisecond."""
    threads = Conversations(store.db)
    with store.db.write("conversations") as connection:
        connection.execute("DELETE FROM conversations")
    made = []
    for gap in gaps:
        store.clock.move(gap)
        made.append(threads.new("", "", "").id)
    shown, last = [], None
    while rows := conversation_rows(store.db, page, last):
        shown += rows
        last = rows[-1]
    assert sorted(one.id for one in shown) == sorted(made)
    assert [one.updated_ms for one in shown] == sorted((one.updated_ms for one in shown), reverse=True)


def test_all_reads_every_page(store, threads):
    """More conversations than a page holds all come, of one kind only."""
    with store.db.write():
        made = {threads.new(str(n), "", "").id for n in range(230)}
    new_item(store)
    assert {one.id for one in threads.all()} == made
    assert len(list(threads.all("item"))) == 1


def test_a_page_reads_along_an_index(store):
    """The list of conversations sorts nothing, whatever the page."""
    where = "kind = 'chat' AND deleted_ms IS NULL AND updated_ms <= 5 AND (updated_ms < 5 OR id > 'x')"
    plan = store.db.query(f"EXPLAIN QUERY PLAN SELECT title FROM conversations WHERE {where} ORDER BY updated_ms DESC, id LIMIT 9")
    assert [row[3] for row in plan] == ["SEARCH conversations USING INDEX conversations_recent (kind=? AND updated_ms<?)"]


def test_turns_come_back_in_order(store, threads, chat):
    """Turns return oldest first with all their fields, and a new one brings the conversation to the top."""
    other = threads.new("Other", "", "")
    store.clock.move(5)
    first = new_turn(chat.id)
    second = new_turn(chat.id, role="assistant", parent=first.id, text="Hi", confidence=0.8, run="r", created_ms=first.created_ms)
    threads.add_turn(first)
    threads.add_turn(second)
    assert threads.turns(chat.id) == (first, second) == turn_rows(store.db, chat.id)
    assert threads.turn(second.id) == second
    assert [one.id for one in threads.recent(10)] == [chat.id, other.id]
    assert threads.turns(other.id) == ()


def test_a_streamed_answer_is_saved_on_the_way(store, threads, chat):
    """What has streamed in is kept; once the turn has ended a late save changes nothing; the words are found once it has ended."""
    turn = new_turn(chat.id, role="assistant", text="", state="streaming")
    threads.add_turn(turn)
    threads.save_partial(turn.id, "The wom", "The wom")
    assert threads.turn(turn.id).text == "The wom"
    assert Search(store.db).find("wom") == ()
    threads.end_turn(turn.id, "The wombat", "The X", "complete", 0.7, "m-2", provider="other")
    threads.save_partial(turn.id, "late", "late")
    ended = threads.turn(turn.id)
    assert (ended.text, ended.scrubbed, ended.state, ended.confidence) == ("The wombat", "The X", "complete", 0.7)
    assert (ended.model, ended.provider) == ("m-2", "other")
    assert len(Search(store.db).find("wombat")) == 1
    threads.end_turn(turn.id, "The cat", "The cat", "complete")
    assert (threads.turn(turn.id).model, Search(store.db).find("wombat")) == ("m-2", ())
    with pytest.raises(Refused, match=r"turn\.unknown"):
        threads.end_turn("x" * 26, "", "", "complete")


def test_turns_are_read_by_id(store, threads, chat):
    """Only those asked for, in the order they were made; unknown ids are left out."""
    one, two, three = (new_turn(chat.id, text=f"wombat {n}") for n in range(3))
    for turn in (one, two, three):
        threads.add_turn(turn)
    assert turns_of(store.db, [three.id, "x" * 26, one.id]) == (threads.turn(one.id), threads.turn(three.id))
    assert turns_of(store.db, ()) == ()


def test_answers_of_a_dead_process_keep_their_text(store, threads, chat):
    """At start-up a half answer is unknown if its run is, else interrupted; its text stays and is found."""
    one, two, done = (new_turn(chat.id, text=f"wombat {n}", state="streaming", run=f"run{n}") for n in range(3))
    for turn in (one, two, done):
        threads.add_turn(turn)
    threads.end_turn(done.id, "whole", "whole", "complete")
    assert threads.interrupt_streaming({"run0"}) == 2
    assert [turn.state for turn in threads.turns(chat.id)] == ["unknown", "interrupted", "complete"]
    assert threads.turn(one.id).text == "wombat 0"
    assert store.db.query("SELECT count(*) FROM turns_text WHERE turns_text MATCH 'wombat'") == [(2,)]


def test_a_map_only_grows(store, chat):
    """Tokens return in the order issued; one that was issued keeps its value; conversations share nothing."""
    other = Conversations(store.db).new("", "", "")
    maps = Placeholders(store.db)
    first = MapEntry("PERSON_7QXK", "PERSON", "Ada Lovelace")
    second = MapEntry("EMAIL_2BCD", "EMAIL", "ada@example.org")
    maps.add(chat.id, [first])
    maps.add(chat.id, [second, MapEntry("PERSON_7QXK", "PERSON", "Somebody else")])
    assert maps.known(chat.id).entries == (first, second)
    assert known_map(store.db, other.id).entries == ()


def test_overrides_are_audited_by_kind(store, chat):
    """A value shown or hidden by hand stays so; the log has the kind and never the value."""
    maps = Placeholders(store.db)
    maps.override(chat.id, ByHand("show", "Ada Lovelace", "PERSON"))
    store.clock.move(1)
    maps.override(chat.id, ByHand("hide", "Falcon", "OTHER"))
    maps.override(chat.id, ByHand("hide", "Ada Lovelace", "PERSON"))
    assert set(maps.known(chat.id).by_hand) == {ByHand("hide", "Falcon", "OTHER"), ByHand("hide", "Ada Lovelace", "PERSON")}
    maps.remove_override(chat.id, "Falcon")
    maps.remove_override(chat.id, "Falcon")
    assert maps.known(chat.id).by_hand == (ByHand("hide", "Ada Lovelace", "PERSON"),)
    assert [act for act, subject, _ in store.audit if subject == chat.id] == [
        "privacy.show", "privacy.hide", "privacy.hide", "privacy.override_removed",
    ]
    assert "Ada" not in str(store.audit)
    assert "Falcon" not in str(store.audit)
