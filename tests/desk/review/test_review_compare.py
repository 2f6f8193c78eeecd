"""The comparison the desk paints."""

from hybriddesk.desk.review.compare import compare, inline, picture
from hybriddesk.desk.review.marks import Look, Marks
from hybriddesk.desk.review.masking import Mask
from hybriddesk.records.way import MapEntry

MASK = Mask([MapEntry("PERSON_7QXK", "PERSON", "Anna Keller")])
DRAFT = "Dear PERSON_7QXK,\n\nWe will refund you within 24 hours.\n"
FINAL = "Dear PERSON_7QXK,\n\nWe will refund you within 3 to 5 working days.\n"


def painted(text, marks, look):
    return [text[mark.start : mark.end] for mark in marks.within(0, len(text)) if mark.look is look]


def test_removed_words_are_marked_in_the_draft_and_added_ones_in_the_version():
    """Left what went, right what came."""
    found = compare(DRAFT, FINAL)
    drawn = picture(DRAFT, FINAL, MASK, clear=False)
    left, right = Marks((*drawn.removed, *drawn.draft_values)), Marks((*drawn.added, *drawn.final_values))
    assert painted(DRAFT, left, Look.REMOVED) == ["24 hours"]
    assert painted(FINAL, right, Look.ADDED) == ["3 to 5 working days"]
    assert painted(FINAL, right, Look.TOKEN) == ["PERSON_7QXK"]
    assert 0 < found.distance < 1
    assert found.words == 12


def test_an_untouched_draft_has_no_change():
    """As is means as is."""
    found = compare(DRAFT, DRAFT)
    assert found.edits == ()
    assert found.distance == 0.0


def test_real_values_are_marked_when_they_are_shown():
    """Personal data is violet in both forms."""
    clear = MASK.clear(DRAFT)
    assert painted(clear, Marks(picture(clear, clear, MASK, clear=True).draft_values), Look.TOKEN) == ["Anna Keller"]


def test_inline_shows_both_in_one_text():
    """Removed words stand before the added ones, the rest once."""
    text, marks = inline(compare(DRAFT, FINAL), DRAFT, FINAL, MASK, clear=False)
    assert text == "Dear PERSON_7QXK,\n\nWe will refund you within 24 hours 3 to 5 working days.\n"
    assert painted(text, marks, Look.REMOVED) == ["24 hours"]
    assert painted(text, marks, Look.ADDED) == ["3 to 5 working days"]
