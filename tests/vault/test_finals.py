"""Past replies found again by likeness."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_store import open_store

from hybriddesk.vault.finals import Finals, words


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def finals(store):
    return Finals(store.db)


def test_the_same_request_matches_fully(finals):
    """Even a lone reply is found by its own request with match 1."""
    finals.index("r1", "Dear {PERSON}, where is my parcel?", "It is on its way.")
    (found,) = finals.search("where is my parcel", 3)
    assert (found.review, found.final, found.match) == ("r1", "It is on its way.", 1.0)


def test_quoted_words_joined_by_or_are_taken_as_words(finals):
    """The query may come as an index expression; the word OR in it is not looked for."""
    finals.index("r1", "parcel late", "a")
    assert finals.search('"parcel" OR "late"', 3)[0].match == 1.0


def test_the_more_alike_the_better(finals):
    """Sharing rare words counts more than sharing common ones; unlike requests are not shown; the limit holds."""
    finals.index("refund", "please refund my broken kettle", "R")
    finals.index("address", "please change my address", "A")
    finals.index("hours", "please tell my opening hours", "H")
    found = finals.search("please refund the kettle", 3)
    assert found[0].review == "refund"
    assert found[0].match > 2 * found[1].match > 0
    assert len(finals.search("please", 2)) == 2
    assert finals.search("entirely unlike", 3) == ()


@pytest.mark.parametrize("query", ["", "  ?!", '""', "AND OR NOT", 'a" OR b*', "col:umn", "NEAR(x y)", "\x00", "_"])
def test_any_text_is_a_safe_query(finals, query):
    """Nothing a sender writes acts as query syntax."""
    finals.index("r1", "where is my parcel", "a")
    assert finals.search(query, 3) == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30), request_text=st.text(max_size=30))
def test_match_is_a_share(finals, query, request_text):
    """Whatever the texts, every match lies above 0 and not above 1, and equal words match fully."""
    finals.index("r1", request_text.replace("\x00", ""), "a")
    found = finals.search(query, 3)
    assert all(0 < past.match <= 1.0000001 for past in found)


def test_indexing_again_replaces(finals):
    """One review has one past reply; removing it leaves nothing to find."""
    finals.index("r1", "parcel", "first")
    finals.index("r1", "kettle", "second")
    assert finals.count() == 1
    assert finals.search("parcel", 3) == ()
    assert finals.search("kettle", 3)[0].final == "second"
    finals.remove("r1")
    assert finals.search("kettle", 3) == ()


def test_words_are_folded_as_the_index_folds_them(store, finals):
    """Case and accents do not matter, in any script with them."""
    finals.index("r1", "Größe ÉTÉ naïve ŁÓDŹ", "a")
    assert words("Größe") == ["grosse"]
    assert finals.search("ete naive", 3)[0].match == 1.0


def test_when_all_words_are_common_the_rarest_are_used(store, finals, monkeypatch):
    """A query of nothing but common words still finds something, by the two rarest of them."""
    monkeypatch.setattr("hybriddesk.vault.finals._COMMON", 1)
    for n in range(3):
        finals.index(f"r{n}", "please help", "a")
    assert len(finals.search("please help", 5)) == 3
