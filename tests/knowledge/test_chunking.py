"""Texts in pieces: nothing lost, offsets right, words whole, as long as the text."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.knowledge.chunking import cuts
from hybriddesk.knowledge.sentences import spans

ODD = "🙂 family 👨‍👩‍👧 Straße\r\nשלום עולם. مرحبا بالعالم!\r\n\r\n# Heading\nText under it. - item\n\n\u2028x\u00a0y\n"


def words_of(text: str) -> list[str]:
    return text.split()


@given(
    st.text(alphabet=st.sampled_from("ab .\n\r\t#-1é🙂ש\u2028\x85日"), max_size=400) | st.text(max_size=200),
    st.integers(1, 60), st.integers(0, 30),
)
def test_every_character_is_covered_and_offsets_are_right(text, size, overlap):
    """Whatever the text: pieces in order, none empty or too long, every character that is no white space is in one."""
    overlap = min(overlap, size // 2)
    found = list(cuts(text, size, overlap))
    covered = set()
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.end - one.start <= size
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()
        covered.update(range(one.start, one.end))
    assert all(at in covered for at, char in enumerate(text) if not char.isspace())
    assert all(one.start < other.start and one.end < other.end for one, other in pairwise(found))


@given(st.lists(st.text(alphabet="abcé🙂", min_size=1, max_size=12), min_size=1, max_size=80))
def test_no_word_is_cut(words):
    """A piece begins and ends where a word does, unless the word alone is longer than a piece."""
    text = " ".join(words)
    for one in cuts(text, 20, 5):
        assert one.start == 0 or text[one.start - 1].isspace()
        assert one.end == len(text) or text[one.end].isspace()


def test_overlap_is_of_the_same_paragraph():
    """Two pieces of one long paragraph share a sentence; pieces of two paragraphs share nothing."""
    long = " ".join(f"Sentence number {n} says something." for n in range(12))
    first, second, *_ = cuts(long, 120, 40)
    assert second.start < first.end
    assert long[second.start : first.end].endswith("something.")
    apart = list(cuts("One paragraph of words here.\n\nAnother one of words.", 30, 15))
    assert [one.start for one in apart] == [0, 30]
    assert apart[0].end <= apart[1].start


def test_headings_begin_pieces_and_are_known_below():
    """A heading is not left at the end of a piece; what stands further down knows it."""
    text = "# Returns\n\n" + "You may send it back soon. " * 6 + "\n\n# Delivery\nIt takes three days."
    found = list(cuts(text, 100, 0))
    assert text[found[-1].start :].startswith("# Delivery")
    assert found[-1].heading is None
    below = [one for one in found if one.start > 0 and one.end < text.index("# Delivery")]
    assert below
    assert all(one.heading and text[slice(*one.heading)] == "# Returns" for one in below)


def test_a_row_stays_together():
    """Rows of a table, a paragraph each, are never parted while they fit."""
    rows = [f"question: Where is parcel {n}?\nanswer: It is on its way. Look at the link." for n in range(20)]
    text = "\n\n".join(rows)
    for one in cuts(text, 200, 60):
        assert all(row in rows for row in text[one.start : one.end].split("\n\n"))


def test_odd_texts():
    """Emoji, right to left, CRLF, nothing at all, one word."""
    assert list(cuts("")) == []
    assert list(cuts(" \n\n\t ")) == []
    assert [(one.start, one.end) for one in cuts("word")] == [(0, 4)]
    assert "".join(ODD[one.start : one.end] for one in cuts(ODD, 1000)).split() == ODD.split()


def test_sizes_that_make_no_sense():
    for size, overlap in ((0, 0), (100, 51), (100, -1)):
        with pytest.raises(ValueError, match="half"):
            list(cuts("text", size, overlap))


def steps(text: str) -> int:
    """Lines of Python run while it is cut."""
    count = 0

    def tracer(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        for _ in cuts(text, 300, 60):
            pass
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", [
    "word ", "A sentence of words. ", "z.B. ", "Paragraph.\n\n", "# Heading\n", "- item\n", "x", "line without end\n", "1. ",
], ids=lambda unit: unit.strip() or "blank")
def test_the_work_grows_with_the_text(unit):
    """Four times the text is about four times the steps, whatever it is made of."""
    short, long = steps(unit * (8_000 // len(unit))), steps(unit * (32_000 // len(unit)))
    assert long < 5 * short


def test_one_line_of_five_megabytes():
    """A line that never ends is cut between words; a word that never ends is cut at the size."""
    text = "lorem ipsum " * 430_000
    found = list(cuts(text))
    assert len(found) > 5_000
    assert max(one.end - one.start for one in found) <= 900
    assert len(list(cuts("x" * 5_000_000))) == -(-5_000_000 // 900)


def test_sentences_look_back_a_bounded_way():
    """A run of abbreviations has no word before it that is longer than a line."""
    assert len(spans("z.B. " * 2_000 + "Ende.")) == 1
