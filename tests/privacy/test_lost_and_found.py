"""A known value that lay inside a span which then lost its place is hidden by itself."""

from __future__ import annotations

from hybriddesk.privacy import scrub
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.way import Draft, KnownMap, Message, Span


def test_what_touches_no_settled_span_is_free() -> None:
    """Before, between and after the settled ones; what overlaps one is not."""
    settled = [Span(5, 8, "ORG", 1.0, "x"), Span(12, 14, "ORG", 1.0, "x")]
    asked = [Span(0, 3, "DENY", 1.0, "y"), Span(6, 7, "DENY", 1.0, "y"), Span(8, 12, "DENY", 1.0, "y"), Span(13, 20, "DENY", 1.0, "y"), Span(20, 22, "DENY", 1.0, "y")]
    assert [span.start for span in scrub._free(asked, settled)] == [0, 8, 20]


def test_a_known_value_whose_span_gave_way_is_hidden_still(monkeypatch) -> None:
    """The third settling of a text is the one in its own offsets: what it loses comes back from what is known."""
    real, calls = scrub.resolve, list[int]()

    def losing(text, spans):
        calls.append(1)
        return () if len(calls) == 3 else real(text, spans)

    monkeypatch.setattr(scrub, "resolve", losing)
    scrubbed = Scrubber().scrub(Draft("c", "r", "scrub", (Message("user", "the word zwibbel is here"),)), KnownMap(deny=("zwibbel",)))
    assert "zwibbel" not in scrubbed.messages[0].text
    assert len(calls) > 3
