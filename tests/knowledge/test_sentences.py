"""Sentence borders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.knowledge.sentences import sentences, spans


@pytest.mark.parametrize(("text", "count"), [
    ("Dr. Smith came at 10 a.m. and left. He was glad!", 2),
    ("My parcel no. 4711 is lost. Where is it?", 2),
    ("The answer is no. Please try again.", 2),
    ("Am 3. März kam z. B. das Paket. Es war leer.", 2),
    ("Bitte melden Sie sich bei Fr. Dr. Maier. Danke.", 2),
    ("M. Dupont est venu à Paris. Il est reparti.", 2),
    ("El Sr. García vive en la avda. Mayor. Gracias.", 2),
    ("It costs 49.90 EUR. Version 2.1 is out.", 2),
    ('He said "stop." Then he left.', 2),
    ("First point:\n- one thing\n- another thing\n\nNew paragraph", 4),
    ("你好。再见！", 2),
    ("no full stop at all", 1),
    ("It ends with Dr.", 1),
    ("", 0),
    (" \n ", 0),
])
def test_sentences_end_where_people_end_them(text, count):
    """Abbreviations, initials, ordinals, decimals and lists in four languages are not taken for ends."""
    assert len(sentences(text)) == count


def test_a_wall_of_lines_is_cut_at_line_breaks():
    """A long list without full stops does not become one sentence; a line without a break stays whole."""
    assert len(sentences("\n".join(f"row {n} of a long table" for n in range(200)))) > 50
    assert len(sentences("x" * 3000)) == 1


def test_line_breaks_inside_a_sentence_become_spaces():
    """Wrapped mail reads as one line."""
    assert sentences("One\n  two three.") == ("One two three.",)


@given(st.text(alphabet="aB1 .!?\n-", max_size=80))
def test_spans_are_ordered_and_lose_only_white_space(text):
    """Joined spans hold every character of the text that is not white space, in order."""
    found = spans(text)
    assert all(start < end for start, end in found)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
