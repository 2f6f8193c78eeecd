"""Rows, names and passages of sources as windows read them."""

from __future__ import annotations

import pytest
from table_store import open_store

from hybriddesk.vault.knowledge import Knowledge, NewChunk, NewSource
from hybriddesk.vault.knowledge_pages import source_names, source_page, spans_of
from hybriddesk.vault.knowledge_sources import source_row


@pytest.fixture
def db(tmp_path):
    opened = open_store(tmp_path)
    yield opened.db
    opened.db.close()


def test_pages_are_in_the_order_asked_for_and_leave_out_what_is_gone(db):
    """Removed sources and unknown ids are not there; names are sorted and cut."""
    knowledge = Knowledge(db)
    first, second, third = (knowledge.add(NewSource(name, "", "text", "", 0, "Some text.")) for name in ("C", "A", "B"))
    knowledge.remove([third])
    assert [row.id for row in source_page(db, [second, third, "x" * 26, first])] == [second, first]
    assert source_page(db, [first]) == (source_row(db, first),)
    assert source_page(db, []) == ()
    assert source_names(db, 10) == ((second, "A"), (first, "C"))
    assert source_names(db, 1) == ((second, "A"),)


def test_passages_of_a_source_are_those_of_one_version(db):
    """In the order of the text."""
    knowledge = Knowledge(db)
    made = knowledge.add(NewSource("A", "", "text", "", 0, "Some longer text."))
    one, two = knowledge.begin_index(900, 0, "words/1"), knowledge.begin_index(400, 0, "words/1")
    knowledge.put_chunks(one, made, [NewChunk(5, 17, "longer text.", "longer text"), NewChunk(0, 5, "Some ", "some")])
    knowledge.put_chunks(two, made, [NewChunk(0, 17, "Some longer text.", "some longer text")])
    assert spans_of(db, made, one) == ((0, 5), (5, 17))
    assert spans_of(db, made, two) == ((0, 17),)
    assert spans_of(db, made, 0) == ()
