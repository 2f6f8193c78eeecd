"""Sources, kept questions and passages between devices: they travel, indexes do not, and what was removed does not come back."""

from __future__ import annotations

import anyio
import pytest
from sync_stores import LOG_N, PASS, conversation, empty, filled, insert, written

from hybriddesk.building import build
from hybriddesk.records.ids import new_id
from hybriddesk.records.knowledge import Gathered, Passage
from hybriddesk.sync import bundling
from hybriddesk.sync.bundle_write import write_bundle
from hybriddesk.vault.knowledge import (
    Knowledge,
    NewSource,
    index_rows,
    keep_passages,
    passages_of,
    question_rows,
    source_rows,
    source_text,
)

TEXT = "You may return a kettle within 30 days. We refund the price."


@pytest.fixture
def source(tmp_path):
    db = empty(tmp_path / "a")
    yield db
    db.close()


@pytest.fixture
def target(tmp_path):
    db = empty(tmp_path / "b")
    yield db
    db.close()


def carry(one, other, tmp_path) -> None:
    """A bundle of one store into the other."""
    written(one, tmp_path / "b.age")
    bundling.import_bundle(other, tmp_path / "b.age", PASS)


def found(db, question: str) -> list[str]:
    async def ask() -> Gathered:
        return await build(db).retrieving.find(question)

    return [one.text for one in anyio.run(ask).given]


def test_a_source_is_found_on_the_other_device(source, target, tmp_path):
    """No index travels; the other device takes in what is new, whether it had an index or not."""
    Knowledge(source).add(NewSource("terms", "", "text", "s", 0, TEXT))
    Knowledge(source).add_question("How long?")
    assert found(source, "return the kettle") == [TEXT]
    assert found(target, "return the kettle") == []
    carry(source, target, tmp_path)
    assert index_rows(target) == ()
    assert found(target, "return the kettle") == [TEXT]
    assert [row.text for row in question_rows(target)] == ["How long?"]
    Knowledge(source).add(NewSource("parking", "", "text", "p", 0, "Parking is free behind the building."))
    carry(source, target, tmp_path)
    assert found(target, "is parking free?") == ["Parking is free behind the building."]


def test_another_text_of_a_source_takes_the_place_of_the_pieces(source, target, tmp_path):
    """What was found before the import is found no more."""
    made = Knowledge(source).add(NewSource("terms", "", "text", "s", 0, TEXT))
    carry(source, target, tmp_path)
    assert found(target, "return the kettle") == [TEXT]
    Knowledge(source).replace(made, NewSource("terms", "", "text", "t", 0, "A toaster may be returned within 60 days."))
    carry(source, target, tmp_path)
    assert found(target, "refund the price of the kettle") == []
    assert found(target, "return the toaster") == ["A toaster may be returned within 60 days."]


def test_what_was_removed_stays_removed(source, target, tmp_path):
    """On every device, also after its text was wiped here and a bundle still has it; the later act stands."""
    made = Knowledge(source).add(NewSource("terms", "/home/anna/terms.txt", "text", "s", 0, TEXT))
    carry(source, target, tmp_path)
    Knowledge(target).remove([made])
    Knowledge(target).settle()
    carry(source, target, tmp_path)
    assert target.query("SELECT text, path FROM knowledge_sources") == [("", "")]
    with target.write("knowledge_sources") as connection:
        connection.execute("UPDATE knowledge_sources SET changed_ms = changed_ms + 1000000000")
    carry(target, source, tmp_path)
    assert source_rows(source, 9) == ()
    assert source.query("SELECT text FROM knowledge_sources") == [("",)]


def test_a_forgotten_question_stays_forgotten(source, target, tmp_path):
    made = Knowledge(source).add_question("How long?")
    carry(source, target, tmp_path)
    Knowledge(target).remove_question(made)
    carry(source, target, tmp_path)
    assert question_rows(target) == ()
    carry(target, source, tmp_path)
    assert question_rows(source) == ()


def test_a_handed_over_conversation_takes_its_passages_along(tmp_path, target):
    """Those of its own runs, and no source: what a run was given stands in its passages."""
    db = filled(tmp_path / "c")
    thread, run = conversation(db), new_id()
    insert(db, "runs", id=run, conversation=thread, workflow="chat", prompt_version="", provider="mine", model="m", state="done", started_ms=8)
    keep_passages(db, run, Gathered(1, (Passage("k" * 26, "Bedingungen.pdf", 0, 9, 0.5, "14 Tage ☕"),)))
    reader = db.reader()
    reader.begin()
    write_bundle(reader, tmp_path / "one.age", PASS, bundling.about(db), log_n=LOG_N, only=thread)
    reader.close()
    db.close()
    bundling.import_bundle(target, tmp_path / "one.age", PASS)
    kept = passages_of(target, run)
    assert kept is not None
    assert [one.text for one in kept.given] == ["14 Tage ☕"]
    assert target.query("SELECT count(*) FROM passages") == [(1,)]
    assert source_rows(target, 9) == ()


def test_a_text_of_many_characters_travels_whole(source, target, tmp_path):
    """A book in one row."""
    text = "Paragraph with ümläuts and 🙂.\n\n" * 60_000
    made = Knowledge(source).add(NewSource("book", "", "text", "s", 0, text))
    carry(source, target, tmp_path)
    assert source_text(target, made) == text
