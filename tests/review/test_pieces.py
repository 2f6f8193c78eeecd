"""Long texts in pieces: nothing is left out, nothing is read twice, and what is found is what one run over the whole finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.review.pieces import PIECE, matches, pieces, words
from hybriddesk.review.silent import Answered, silent

_WORD = re.compile(r"\w+")


@given(st.lists(st.sampled_from(["word ", "line\n", "end.\n\n", "x" * 3_000, "ü", "\U0001f600 "]), max_size=60).map("".join))
def test_the_pieces_make_up_the_text(text: str) -> None:
    """They follow each other without a gap, each of them no longer than one may be."""
    found = list(pieces(text))
    assert "".join(text[begin:end] for begin, end in found) == text
    assert all(end - begin <= PIECE for begin, end in found)


@pytest.mark.parametrize("mark", ["\n\n", "\n", " "])
def test_a_piece_ends_where_a_word_ends(mark: str) -> None:
    """A paragraph, a line, a word, whichever there is."""
    text = f"abcdefg{mark}" * 4_000
    assert all(text[:end].endswith(mark) for _, end in pieces(text))
    assert words(_WORD, text) == _WORD.findall(text)
    assert [match.span() for match in matches(_WORD, text)] == [match.span() for match in _WORD.finditer(text)]


def test_a_text_without_an_end_is_cut_all_the_same() -> None:
    """A run of 100,000 signs is no reason to hold a window."""
    assert len(list(pieces("x" * 100_000))) == 13


def test_stock_phrases_count_in_every_piece() -> None:
    """Phrases alone are boilerplate however many there are; three words of one's own, far behind, make an answer of it."""
    stock = "I hope this helps. " * 1_000
    assert "silent.boilerplate" in {reason.code for reason in silent(Answered(stock, "q", "chat"))}
    assert "silent.boilerplate" not in {reason.code for reason in silent(Answered(stock + "Parcel arrives Tuesday", "q", "chat"))}
    assert "silent.boilerplate" not in {reason.code for reason in silent(Answered("The parcel comes on Tuesday.", "q", "chat"))}
