"""Word diff and edit distance."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.review import words
from hybriddesk.review.words import Edit, count, diff, edit_distance, places, word_distance

TEXT = st.text(alphabet="ab ,.\n\tü👍", max_size=40)
SENTENCES = st.lists(st.sampled_from(["the", "parcel", "broken", ",", "\n\n", "refund", "today", "."]), max_size=30).map(" ".join)


def shown(draft, final):
    return [
        (edit.kind, draft[edit.draft_start : edit.draft_end], final[edit.final_start : edit.final_end])
        for edit in diff(draft, final)
        if edit.kind != "equal" and not edit.quiet
    ]


@pytest.mark.parametrize("texts", [TEXT, SENTENCES])
def test_pieces_tile_both_texts(texts):
    """The edits cover both texts without a gap, and exactly the equal ones have equal text."""

    @given(texts, texts)
    def holds(draft, final):
        at = (0, 0)
        for edit in diff(draft, final):
            assert (edit.draft_start, edit.final_start) == at
            at = (edit.draft_end, edit.final_end)
            same = draft[edit.draft_start : edit.draft_end] == final[edit.final_start : edit.final_end]
            assert same == (edit.kind == "equal")
        assert at == (len(draft), len(final))

    holds()


def test_each_kind_of_edit():
    """Inserted, deleted and replaced words are named as such, with their white space."""
    draft = "one two three four five six seven eight"
    assert shown(draft, draft.replace("four ", "")) == [("delete", "four ", "")]
    assert shown(draft, draft.replace("four", "four and")) == [("insert", "", "and ")]
    assert shown(draft, draft.replace("four", "vier")) == [("replace", "four", "vier")]
    assert diff("same", "same") == (Edit("equal", 0, 4, 0, 4),)
    assert diff("", "") == ()
    assert diff("", "new") == (Edit("insert", 0, 0, 0, 3),)


def test_edits_close_together_are_one_place():
    """Two changed words with at most two unchanged words between them are one place; with three they stay two."""
    assert shown("a one b c two d", "a X b c Y d") == [("replace", "one b c two", "X b c Y")]
    assert len(shown("a one b c d two e", "a X b c d Y e")) == 2


def test_line_breaks_alone_are_quiet():
    """Changed white space is in the diff but marked, so that nobody paints it."""
    edits = diff("First line.\nSecond line.", "First line.\n\nSecond  line.")
    assert places(edits) == 0
    assert [edit.kind for edit in edits if edit.quiet] == ["insert", "insert"]
    assert all(edit.quiet for edit in edits if edit.kind != "equal")


def test_white_space_and_words_change_at_different_places():
    """A quiet edit beside a real one stays apart from it and does not count."""
    draft, final = "one two three four five six seven.\nend", "one  two three four five six eight.\nend"
    assert places(diff(draft, final)) == 1
    assert shown(draft, final) == [("replace", "seven", "eight")]


def test_paragraphs_are_aligned_first():
    """A new paragraph in front leaves the old one untouched, though both share words."""
    draft = "We will send the parcel today.\n"
    final = "We will refund the parcel today.\n" + draft
    assert shown(draft, final) == [("insert", "", "We will refund the parcel today.\n")]


def test_too_many_words_count_as_replaced(monkeypatch):
    """Past the size limit a block is one replacement instead of minutes of work."""
    monkeypatch.setattr(words, "MOST_CELLS", 3)
    assert shown("x one two three y", "x four five six y") == [("replace", "one two three", "four five six")]


def test_distance_ignores_white_space_and_composition():
    """Line breaks and decomposed letters are no edits."""
    draft = "Grüße aus Köln"
    assert edit_distance(draft, unicodedata.normalize("NFD", draft).replace(" ", "\n ")) == words.EditDistance(0.0, 0.0)
    assert edit_distance("", "") == words.EditDistance(0.0, 0.0)


def test_distance_is_the_share_that_changed():
    """One word of four replaced is a quarter of the words; nothing kept is 1."""
    assert word_distance("one two three four", "one two three five") == pytest.approx(0.25)
    assert edit_distance("abc", "xyz") == words.EditDistance(1.0, 1.0)
    assert edit_distance("abcd", "abcx").chars == pytest.approx(0.25)


def test_words_are_counted_as_people_do():
    """Signs are no words; hyphens and apostrophes join."""
    assert count("It's a first-rate reply, isn't it? 12 %") == 7
