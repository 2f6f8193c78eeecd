"""The event stream parser: line ends, comments, joined data, and the sign that other parsers split lines at."""

from __future__ import annotations

import pytest

from hybriddesk.providers.sse import Events
from hybriddesk.records.errors import Permanent


def parse(data: bytes, size: int = 1) -> list[str]:
    events, out = Events(10_000), []
    for start in range(0, len(data), size):
        out += events.feed(data[start : start + size])
    return out + events.close()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_all_three_line_ends(newline, size):
    """LF, CR LF and CR end a line wherever the pieces are cut, and CR LF is one end, not two."""
    text = b"data: one\n\ndata: two\ndata:  three\n\n".replace(b"\n", newline)
    assert parse(text, size) == ["one", "two\n three"]


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_unicode_line_separators_are_text(size):
    """U+2028, U+2029, U+0085, form feed and vertical tab stay inside the data."""
    text = "a\u2028b\u2029c\u0085d\x0ce\x0bf"
    assert parse(f"data: {text}\n\n".encode(), size) == [text]


@pytest.mark.parametrize(("raw", "expected"), [
    (b": comment\n\ndata: x\n\n", ["x"]),
    (b"event: named\nid: 7\nretry: 10\ndata: x\n\n", ["x"]),
    (b"data:x\n\n", ["x"]),
    (b"data\n\n", [""]),
    (b"dataset: x\n\n", []),
    (b"data: x", ["x"]),
    (b"\xef\xbb\xbfdata: x\n\n", ["x"]),
    (b"data: x\n\n\n\ndata: y\n\n", ["x", "y"]),
    (b"", []),
])
def test_fields(raw, expected):
    """Comments and unknown fields are skipped, one space after the colon is dropped, a mark at the start too."""
    assert parse(raw) == expected
    assert parse(raw, 1000) == expected


def test_many_short_data_lines_of_one_event_are_bounded():
    """An event that never ends cannot eat the memory by short lines either."""
    events = Events(1000)
    for _ in range(60):
        events.feed(b"data: 123456789\n")
    with pytest.raises(Permanent, match=r"provider\.too_long"):
        events.feed(b"data: 123456789\n" * 10)


def test_a_line_that_never_ends_is_bounded():
    """The limit holds for a line in pieces and for one in a single piece."""
    events = Events(1000)
    for _ in range(10):
        events.feed(b"x" * 100)
    with pytest.raises(Permanent, match=r"provider\.too_long"):
        events.feed(b"x")
    with pytest.raises(Permanent, match=r"provider\.too_long"):
        Events(1000).feed(b"x" * 1001 + b"\n")
