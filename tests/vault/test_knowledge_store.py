"""Sources, the indexes over them, and what is searched and kept."""

from __future__ import annotations

import json

import pytest
from table_store import new_run, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.knowledge import Gathered, HeldBack, Passage
from hybriddesk.vault import knowledge as rows
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.knowledge import SLICE, Knowledge, NewChunk, NewSource
from hybriddesk.vault.knowledge_sources import FileRow, has_content, read_from
from hybriddesk.vault.runs import Runs


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def knowledge(store):
    return Knowledge(store.db)


def new(name: str = "terms.txt", text: str = "refund within thirty days", path: str = "") -> NewSource:
    return NewSource(name, path, "text", f"sum of {text}", 0, text)


def filled(knowledge: Knowledge, version: int, source: str, *texts: str) -> None:
    """The texts as pieces of a source, one after the other."""
    at, chunks = 0, []
    for text in texts:
        chunks.append(NewChunk(at, at + len(text), text, text))
        at += len(text) + 1
    knowledge.put_chunks(version, source, chunks)
    knowledge.mark_whole(version, source, len(chunks))


def first(knowledge: Knowledge) -> int:
    version = knowledge.begin_index(900, 120, "words/1")
    knowledge.finish_index(version)
    return version


def found(knowledge: Knowledge, *terms: str, version: int = 1, limit: int = 10) -> list[str]:
    return [piece.text for piece in rows.search(knowledge.db, version, set(terms), limit).pieces]


def many(knowledge: Knowledge, version: int, source: str, count: int) -> None:
    filled(knowledge, version, source, *(f"word{n} common" for n in range(count)))


# --- sources


def test_a_source_is_listed_and_read(store, knowledge):
    """By name, a page at a time, by a part of the name; with the pieces of the live index; windows are told."""
    second, one = knowledge.add(new("Zoll.pdf", path="/z/Zoll.pdf")), knowledge.add(new("agb.txt", "other text"))
    version = first(knowledge)
    filled(knowledge, version, one, "other text")
    assert [(row.name, row.chunks, row.characters) for row in rows.source_rows(store.db, 10)] == [("Zoll.pdf", 0, 25), ("agb.txt", 1, 10)]
    assert [row.id for row in rows.source_rows(store.db, 1, 1)] == [one]
    assert [row.id for row in rows.source_rows(store.db, 9, needle="ZOLL")] == [second]
    assert (rows.source_count(store.db), rows.source_count(store.db, "agb")) == (2, 1)
    assert list(rows.source_ids(store.db)) == [second, one]
    assert rows.source_text(store.db, one) == "other text"
    assert rows.source_row(store.db, one).used == 0
    assert read_from(store.db) == (FileRow(second, "/z/Zoll.pdf", "sum of refund within thirty days"),)
    assert has_content(store.db, "sum of other text")
    assert "text='" not in repr(new("a", "other text"))
    assert any("knowledge_sources" in changed.tables and one in changed.ids for changed in store.told)


def test_acts_are_audited_without_names(store, knowledge):
    made = knowledge.add(new("Geheim.pdf"))
    knowledge.replace(made, new("x", "anew"))
    knowledge.remove([made])
    knowledge.put_back([made])
    version = first(knowledge)
    knowledge.switch(version)  # in use already: nothing to write down
    knowledge.switch(first(knowledge))
    knowledge.begin_drop(version)
    assert [act for act, _, _ in store.audit][-8:] == [
        "knowledge.added", "knowledge.changed", "knowledge.removed", "knowledge.put_back", "knowledge.index_built", "knowledge.index_built",
        "knowledge.index_switched", "knowledge.index_dropped",
    ]
    assert "Geheim" not in json.dumps(store.audit)


def test_another_text_takes_the_old_pieces_out(store, knowledge):
    """The text is another one now: no piece of the old one is found, and the index is behind."""
    version, made = first(knowledge), knowledge.add(new())
    filled(knowledge, version, made, "refund within thirty days")
    knowledge.replace(made, new(text="only sixty"))
    assert found(knowledge, "refund") == []
    assert knowledge.missing(version) == (made,)
    assert rows.source_row(store.db, made).name == "terms.txt"
    with pytest.raises(Refused, match=r"knowledge\.unknown_source"):
        knowledge.replace("x" * 26, new())


def test_names(store, knowledge):
    made = knowledge.add(new())
    knowledge.rename(made, "  Terms\n2026 \ud800")
    assert rows.source_row(store.db, made).name == "Terms 2026 ?"
    for wanted, name, code in ((made, " ", "unnamed"), ("x" * 26, "a", "unknown_source")):
        with pytest.raises(Refused, match=code):
            knowledge.rename(wanted, name)


def test_a_removed_source_is_out_at_once_and_comes_back(knowledge):
    """Its pieces stay for the undo, but no search has them."""
    version, made = first(knowledge), knowledge.add(new())
    filled(knowledge, version, made, "refund days")
    knowledge.remove([made])
    assert (found(knowledge, "refund"), rows.source_count(knowledge.db), rows.index_rows(knowledge.db)[0].chunks) == ([], 0, 0)
    with pytest.raises(Refused, match=r"knowledge\.unknown_source"):
        rows.source_text(knowledge.db, made)
    assert rows.source_sum(knowledge.db, made) == ""
    knowledge.put_back([made])
    assert found(knowledge, "refund") == ["refund days"]
    knowledge.put_back([made])  # nothing to do
    knowledge.remove(["x" * 26])


# --- what a crash or an earlier session left


def test_the_next_start_wipes_removed_texts_and_drops_unfinished_versions(store, knowledge):
    """Removed in an earlier session: the text is gone, words and path with it, and it cannot be put back. A version that was not
    finished is gone; the live one stands."""
    version, gone, kept = first(knowledge), knowledge.add(new(path="/home/anna/x.txt")), knowledge.add(new("b", "kept words"))
    many(knowledge, version, gone, SLICE + 5)
    filled(knowledge, version, kept, "kept words")
    knowledge.remove([gone])
    half = knowledge.begin_index(400, 0, "words/1")
    filled(knowledge, half, kept, "kept words")
    after = Knowledge(store.db)
    after.settle()
    assert after.unsettled == []
    assert store.db.query("SELECT text, path, characters FROM knowledge_sources WHERE id = ?", (gone,)) == [("", "", 0)]
    assert store.db.query("SELECT count(*) FROM knowledge_chunks") == [(1,)]
    assert [(row.version, row.live) for row in rows.index_rows(store.db)] == [(version, True)]
    assert found(after, "kept") == ["kept words"]
    with pytest.raises(Refused, match=r"knowledge\.wiped"):
        after.put_back([gone])
    assert not after.settle_more()


def test_a_version_of_many_pieces_is_cleared_in_slices(store, knowledge):
    """Each step holds the engine shortly; the version itself goes with the last."""
    made, version = knowledge.add(new()), knowledge.begin_index(900, 0, "words/1")
    many(knowledge, version, made, SLICE + 1)
    assert knowledge.clear(version)
    assert rows.index_rows(store.db)
    assert not knowledge.clear(version)
    assert rows.index_rows(store.db) == ()


def test_a_start_does_not_wait_for_a_long_clearing(store, knowledge, monkeypatch):
    """Only so many slices; the rest is done later, a slice a time."""
    monkeypatch.setattr("hybriddesk.vault.knowledge.AT_START", 2)
    version, gone = first(knowledge), knowledge.add(new())
    many(knowledge, version, gone, 4 * SLICE)
    knowledge.remove([gone])
    after = Knowledge(store.db)
    after.settle()
    assert after.unsettled == [("source", gone)]
    steps = 1
    while after.settle_more():
        steps += 1
    assert steps == 3
    assert store.db.query("SELECT count(*) FROM knowledge_chunks") == [(0,)]


def test_words_of_what_was_taken_out_are_merged_away(store, knowledge):
    """After a clearing the full-text index itself does not have them any more."""
    version, made = first(knowledge), knowledge.add(new())
    many(knowledge, version, made, 3)
    knowledge.put_chunks(version, made, [NewChunk(900, 910, "xylophone", "xylophone")])
    assert not knowledge.take_out(made)
    more = knowledge.merge_words(begin=True)
    while more:
        more = knowledge.merge_words(begin=False)
    blocks = b"".join(bytes(block) for (block,) in store.db.query("SELECT block FROM knowledge_text_data"))
    assert b"ylophone" not in blocks


def test_a_piece_is_found_only_when_its_source_is_whole(knowledge):
    """A source that was being taken in when the app was killed is in no search, and is taken in again."""
    version, made = first(knowledge), knowledge.add(new())
    knowledge.put_chunks(version, made, [NewChunk(0, 6, "refund", "refund")])
    assert (found(knowledge, "refund"), knowledge.missing(version)) == ([], (made,))
    knowledge.put_chunks(version, made, [NewChunk(0, 6, "refund", "refund"), NewChunk(7, 11, "days", "days")])
    knowledge.mark_whole(version, made, 2)
    assert (found(knowledge, "refund"), knowledge.missing(version)) == (["refund"], ())


# --- versions


def test_versions(store, knowledge):
    """Built, switched, dropped; the first goes live by itself, and the live one cannot be dropped."""
    assert rows.live_version(store.db) == 0
    one = first(knowledge)
    two = knowledge.begin_index(400, 50, "words/1")
    with pytest.raises(Refused, match=r"knowledge\.index_building"):
        knowledge.switch(two)
    knowledge.finish_index(two)
    assert rows.live_version(store.db) == one
    knowledge.switch(two)
    assert [(row.version, row.size, row.overlap, row.live, row.state) for row in rows.index_rows(store.db)] == [(2, 400, 50, True, "ready"), (1, 900, 120, False, "ready")]
    with pytest.raises(Refused, match=r"knowledge\.index_live"):
        knowledge.begin_drop(two)
    knowledge.begin_drop(one)
    assert not knowledge.clear(one)
    assert not knowledge.clear(two)
    assert [row.version for row in rows.index_rows(store.db)] == [two]
    for act in (knowledge.switch, knowledge.begin_drop, knowledge.finish_index):
        with pytest.raises(Refused, match=r"knowledge\.unknown_index"):
            act(9)


def test_each_version_has_its_own_pieces(knowledge):
    """A search asks one version alone."""
    one, made = first(knowledge), knowledge.add(new())
    filled(knowledge, one, made, "refund of the first")
    two = first(knowledge)
    filled(knowledge, two, made, "refund", "second")
    assert found(knowledge, "refund", version=one) == ["refund of the first"]
    assert set(found(knowledge, "refund", "second", version=two)) == {"refund", "second"}
    assert found(knowledge, "refund", version=7) == []


# --- searching


def test_search_knows_how_common_words_are(knowledge):
    """Words of the sources that are like the question's, and in how many pieces they stand; others are not in it."""
    version, made = first(knowledge), knowledge.add(new())
    filled(knowledge, version, made, "delivery days", "deliverytime days", "days off", "parking")
    hits = rows.search(knowledge.db, version, {"delivery", "days", "nowhere"}, 10)
    assert (hits.counts, hits.total) == ({"delivery": 1, "deliverytime": 1, "days": 3}, 4)
    assert {piece.text for piece in hits.pieces} == {"delivery days", "deliverytime days", "days off"}
    assert hits.pieces[0].terms == ("delivery", "days")
    assert "delivery" not in repr(hits.pieces[0])
    assert rows.search(knowledge.db, version, {"deliverytimetable"}, 10).counts == {"delivery": 1, "deliverytime": 1}


def test_nothing_in_common_is_nothing(knowledge):
    version = first(knowledge)
    assert rows.search(knowledge.db, version, set(), 10) == rows.Hits((), {}, 0)
    assert rows.search(knowledge.db, version, {"refund"}, 10).pieces == ()


def test_rare_words_pick_the_candidates(knowledge, monkeypatch):
    """A word in more pieces than a search may cost is passed over while a rarer one is there; alone it is used."""
    monkeypatch.setattr("hybriddesk.vault.knowledge_search._COMMON", 3)
    version, made = first(knowledge), knowledge.add(new())
    filled(knowledge, version, made, *(f"common number{n}" for n in range(6)), "common rare")
    assert found(knowledge, "common", "rare") == ["common rare"]
    assert len(found(knowledge, "common")) == 7
    assert len(found(knowledge, "common", limit=2)) == 2


def test_no_word_acts_as_query_syntax(knowledge):
    version, made = first(knowledge), knowledge.add(new())
    filled(knowledge, version, made, "or and not near")
    assert found(knowledge, "or", "near") == ["or and not near"]


# --- questions


def test_questions(store, knowledge):
    made = knowledge.add(new())
    one, two = knowledge.add_question(" How long? ", made), knowledge.add_question("And then?")
    assert [(row.id, row.text, row.wanted) for row in rows.question_rows(store.db)] == sorted([(one, "How long?", made), (two, "And then?", "")])
    knowledge.remove_question(one)
    assert [row.id for row in rows.question_rows(store.db)] == [two]
    assert store.db.query("SELECT text FROM knowledge_questions WHERE id = ?", (one,)) == [("",)]
    for act, code in ((lambda: knowledge.add_question(" "), "no_question"), (lambda: knowledge.add_question("x", "y" * 26), "unknown_source"),
                      (lambda: knowledge.remove_question(one), "unknown_question")):
        with pytest.raises(Refused, match=code):
            act()


# --- what runs were given


def begun(store) -> str:
    run = new_run(Conversations(store.db).new("A thread", "helper", "helper/1").id)
    Runs(store.db).begin(run)
    return run.id


def test_passages_of_a_run(store, knowledge):
    """Kept in order, given and held back apart; a later gathering takes the place of the earlier; sources say how often they were used."""
    made, run = knowledge.add(new()), begun(store)
    one, two = Passage(made, "terms.txt", 0, 6, 0.75, "refund"), Passage(made, "terms.txt", 7, 13, 0.25, "within")
    whole = Gathered(3, (one,), (HeldBack(two, "knowledge.held_irrelevant"),), cut=4)
    assert rows.passages_of(store.db, run) is None
    knowledge.keep(run, whole)
    assert rows.passages_of(store.db, run) == whole
    assert rows.source_row(store.db, made).used == 1
    knowledge.keep(run, Gathered(3, (), (HeldBack(two, "knowledge.held_repeats"),)))
    assert rows.passages_of(store.db, run) == Gathered(3, (), (HeldBack(two, "knowledge.held_repeats"),))
    assert rows.source_row(store.db, made).used == 0


def test_a_fault_in_the_middle_leaves_the_store_as_it_was(store, knowledge, monkeypatch):
    """A full disk or a kill while a source is kept or a version switched: nothing of it stands."""
    version = first(knowledge)
    other = first(knowledge)

    def full(*_args: object, **_facts: object) -> None:
        raise Refused("vault.disk_full")

    monkeypatch.setattr(knowledge._audit, "add", full)
    for act in (lambda: knowledge.add(new()), lambda: knowledge.switch(other), lambda: knowledge.begin_drop(other)):
        with pytest.raises(Refused, match=r"vault\.disk_full"):
            act()
    assert (rows.source_count(store.db), rows.live_version(store.db)) == (0, version)
    assert [row.state for row in rows.index_rows(store.db)] == ["ready", "ready"]


def test_the_number_of_a_dropped_version_is_not_used_again(store, knowledge):
    """Runs, feedback and data sets name the version that they were given passages of."""
    first(knowledge)
    two = knowledge.begin_index(400, 50, "words/1")
    knowledge.finish_index(two)
    run = new_run(Conversations(store.db).new("A thread", "helper", "helper/1").id)
    Runs(store.db).begin(run)
    knowledge.keep(run.id, Gathered(two, (Passage("k" * 26, "terms", 0, 5, 0.5, "terms"),)))
    knowledge.begin_drop(two)
    assert not knowledge.clear(two)
    assert knowledge.begin_index(400, 50, "words/1") == two + 1
