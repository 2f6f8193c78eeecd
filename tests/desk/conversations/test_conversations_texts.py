"""What stands on the screen: cleaned, cut into pieces, turned into harmless HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.desk.conversations.clean import Cleaner, clean
from hybriddesk.desk.conversations.markdown import as_html, column_widths, host, links, may_open
from hybriddesk.desk.conversations.pieces import CODE_LINES, PARAGRAPH, REACH, TABLE_ROWS, Piece, Splitter, pieces

MARKDOWN = st.text(alphabet="ab #-*`~|>\n1.:_[]()😀ש\x1b\r", max_size=400)
CUTS = st.lists(st.integers(1, 40), max_size=80)


def chopped(text, sizes):
    at = 0
    for size in sizes:
        yield text[at : at + size]
        at += size
    yield text[at:]


def test_nothing_that_steers_a_terminal_or_turns_letters_round_is_shown():
    """Terminal codes, direction overrides, NUL and other controls are gone; letters, blanks and lines stay."""
    assert clean("a\x1b[31mred\x1b[0m\x00b\u202ecod\u2066x\u2069\x9b\ue000") == "aredbcodx"
    assert clean("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"
    assert clean("\x1b]8;;http://evil.example\x07link\x1b]8;;\x07") == "link"


def test_emoji_and_right_to_left_letters_stay_whole():
    """Joined emoji keep their joiners, Hebrew and Arabic their letters."""
    assert clean("👩‍👩‍👧 שלום مرحبا ❤️") == "👩‍👩‍👧 שלום مرحبا ❤️"


@given(MARKDOWN, CUTS)
def test_cleaning_in_pieces_equals_cleaning_the_whole(text, sizes):
    """However a stream was cut, the shown text is the same."""
    cleaner = Cleaner()
    assert "".join([*(cleaner.feed(part) for part in chopped(text, sizes)), cleaner.close()]) == clean(text)


@given(MARKDOWN, CUTS)
def test_however_a_text_arrives_its_pieces_are_the_same(text, sizes):
    """A streamed answer looks like the same answer read from the store."""
    splitter = Splitter()
    for part in chopped(text, sizes):
        splitter.feed(part)
    splitter.close()
    assert splitter.closed == pieces(text)


def test_long_things_are_cut_where_they_may_be():
    """A paragraph at a sentence, code at 20 lines, a table at 5 rows, a list at each item."""
    sentence = pieces("A sentence stands here. " * 200)
    assert len(sentence) > 4
    assert all(len(one.source) <= PARAGRAPH + REACH for one in sentence)
    assert [one.joins for one in sentence] == [False, *[True] * (len(sentence) - 1)]
    code = pieces("```py\n" + "x = 1\n" * 45 + "```\n")
    assert [one.source.count("\n") + 1 for one in code] == [CODE_LINES, CODE_LINES, 5]
    assert {one.group for one in code} == {0}
    table = pieces("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 12)
    assert [one.source.count("\n") - 1 for one in table] == [TABLE_ROWS, TABLE_ROWS, 2]
    assert [one.kind for one in pieces("- a\n- b\n\n1. c\n2. d\n")] == ["item"] * 4


def test_a_cut_leaves_no_emphasis_open():
    """The stars of a bold passage stay in one piece."""
    text = "word " * 158 + "**bold words that end. after the cut** and more text here " + "word " * 100
    assert all(one.source.count("**") % 2 == 0 for one in pieces(text))


def test_an_open_fence_is_code_at_once():
    """A code block under way looks like one before its end has come."""
    splitter = Splitter()
    splitter.feed("Look:\n\n```python\ndef f(")
    assert splitter.open == Piece("code", "def f(", 1, language="python")


def test_raw_html_is_letters():
    """A tag in an answer is shown as it is written and does nothing."""
    made = as_html(Piece("text", "<script>alert(1)</script><img src='http://t.example/p.png'>", 0))
    assert "<script" not in made
    assert "<img" not in made
    assert "&lt;script&gt;" in made


def test_a_picture_is_its_words_and_its_address():
    """No picture is ever part of the page: it would tell its server that the answer was read."""
    made = as_html(Piece("text", "![our logo](https://t.example/p.png?u=1)", 0))
    assert "<img" not in made
    assert "[our logo: https://t.example/p.png?u=1]" in made


def test_a_link_names_its_host_and_other_schemes_are_no_links():
    """What a link says and where it leads may differ; javascript, files and data are never links."""
    made = as_html(Piece("text", "[bank.example](https://evil.example/login)", 0))
    assert "(evil.example)" in made
    for bad in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//evil.example", "ftp://x.example", "http://"):
        assert not may_open(bad)
        assert "<a " not in as_html(Piece("text", f"[x](<{bad}>)", 0))
    assert host("mailto:anna@example.org") == "anna@example.org"
    assert host("https://[broken") == ""
    assert links("see [a](https://a.example) and [b](ftp://b.example)") == (("a", "https://a.example"),)


def test_the_parts_of_a_long_table_line_up():
    """A table that goes on keeps its column widths and does not repeat its head."""
    first, second = pieces("| name | n |\n|---|---|\n" + "| a long cell | 2 |\n" * 7)
    widths = column_widths(first)
    assert sum(widths) in range(98, 103)
    html = as_html(second, widths)
    assert "<th" not in html
    assert all(f'width="{width}%"' in html for width in widths)
