"""Looking for earlier replies."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.knowledge.matching import MOST_WORDS, match, query_for, rank
from hybriddesk.knowledge.smallwords import content_words
from hybriddesk.records.work import PastFinal

BROKEN = "Hello, my lamp arrived broken, the glass is in pieces. Please send a new one."


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE finals USING fts5(request, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO finals VALUES (?)", (BROKEN,))
    yield connection
    connection.close()


@given(st.text(max_size=120))
def test_nothing_a_sender_writes_is_query_syntax(text):
    """Any text gives an empty query or one the full-text index reads without a fault."""
    query = query_for(text + ' "x" OR NEAR(a b) * ^ - {c}: )')
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()
    connection.close()


def test_a_query_finds_a_request_with_other_words_around(index):
    """One shared telling word is enough to be found, small words are not."""
    found = index.execute("SELECT count(*) FROM finals WHERE finals MATCH ?", (query_for("The glass of my vase is cracked"),)).fetchone()
    assert found == (1,)
    assert query_for("Hello, please, thank you! 4711 PERSON_7QXK {ORDER}") == ""


def test_a_query_is_short():
    """Long messages make no long query, and what stands twice comes first."""
    query = query_for("refund " + " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(100)) + " refund")
    assert query.count(" OR ") == MOST_WORDS - 1
    assert query.startswith('"refund"')


def test_matches_are_between_none_and_the_same():
    """Same text 1, no common word 0, something between otherwise."""
    assert match(BROKEN, BROKEN) == pytest.approx(1)
    assert match(BROKEN, "Invoice copy needed") == match(BROKEN, "") == match("", BROKEN) == 0
    assert 0.3 < match(BROKEN, "My lamp came broken") < 1


def test_candidates_are_ranked_by_their_request():
    """The most alike request comes first with its own match; strangers are left out."""
    past = [PastFinal("a", "Invoice copy needed", "x", 0.9), PastFinal("b", "The lamp is broken", "y", 0.1), PastFinal("c", BROKEN, "z", 0.1)]
    assert [one.review for one in rank(BROKEN, past)] == ["c", "b"]
    assert rank(BROKEN, past)[0].match == pytest.approx(1)


def test_telling_words_only():
    """Small words of four languages, numbers and placeholders tell nothing."""
    assert content_words("Guten Tag, mon colis PERSON_7QXK no ha llegado: the Parcel 12") == ["colis", "llegado", "parcel"]
