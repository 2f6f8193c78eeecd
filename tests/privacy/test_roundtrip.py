"""Properties that hold for any text: nothing is lost, nothing known leaves, a stream equals its whole."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hybriddesk.privacy import KINDS, Restorer, Scrubber, residual, scrub_text
from hybriddesk.records.way import ByHand, Draft, KnownMap, MapEntry, Message

PIECES = st.sampled_from([
    "Anna Keller", "anna", "ANNA KELLER", "Dr. Bob Ross", "anna@example.org", "+44 20 7946 0018", "https://", "www.", "http://a.b/", "](", "![x](",
    'src="', "href='", "PERSON_7QXK", "person 7qxk", "EMAIL\\_ABCD", "PERSON_", "PERSON_7Q", "ORDER ABC", "078-05-1120", "SSN ", "password: hunter2",
    "\u200b", "\u202e", "\ud800", "\x00", "👩‍👧", "é", "e\u0301", "９", "，", " ", "\n", "'", '"', "<", ">", "`", "_", "-", "(", ")", "Dear ",
    "4111 1111 1111 1111", "10.0.0.1", "München", "Мария", "李雷", "mailto:", "{", "}", "\\", "/", ":", "@", "#", "ﬁ", "İ", "ß", "~", "**",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))
ANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def clear(text: str, entries: tuple[MapEntry, ...], scrubbed: str) -> None:
    assert Restorer(entries).text(scrubbed).text == text


@ANY
@given(TEXTS)
@example("http://Anna Keller@x.org")
@example("PERSON Anna Keller met person 7qxk")
@example("![Anna Keller](http://x/Anna Keller)")
@example('<img src="a/anna@example.org">')
def test_restore_undoes_scrub_for_any_text(text: str) -> None:
    scrubbed = scrub_text(text)
    clear(text, scrubbed.entries, scrubbed.messages[0].text)


@ANY
@given(st.lists(TEXTS, min_size=2, max_size=3), st.lists(st.tuples(st.sampled_from(["show", "hide"]), TEXTS), max_size=2), st.lists(TEXTS, max_size=2))
def test_restore_undoes_scrub_over_a_whole_conversation_with_lists_and_overrides(texts, by_hand, words) -> None:
    known = KnownMap(by_hand=tuple(ByHand(action, value) for action, value in by_hand), allow=tuple(words[:1]), deny=tuple(words[1:]))
    for turn in range(len(texts)):
        messages = tuple(Message("user", text) for text in texts[: turn + 1])
        scrubbed = Scrubber().scrub(Draft("c", "r", "chat", messages), known)
        for message, sent in zip(messages, scrubbed.messages, strict=True):
            clear(message.text, scrubbed.entries, sent.text)
        known = KnownMap((*known.entries, *scrubbed.new_entries), known.by_hand, known.allow, known.deny)


@ANY
@given(TEXTS)
def test_the_residual_check_never_refuses_what_the_scrubber_made(text: str) -> None:
    scrubbed = scrub_text(text)
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": scrubbed.messages[0].text}]}).encode()
    assert residual(body, scrubbed) == ()


@ANY
@given(TEXTS)
def test_spans_are_in_order_disjoint_and_inside_the_text(text: str) -> None:
    spans = Scrubber().detect(text)
    names = {kind.name for kind in KINDS}
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) and span.kind in names for span in spans)


@ANY
@given(TEXTS)
def test_scrubbing_what_is_scrubbed_changes_nothing_but_tokens(text: str) -> None:
    once = scrub_text(text)
    again = Scrubber().detect(once.messages[0].text, None, KnownMap(once.entries))
    for span in again:
        left = once.messages[0].text[span.start : span.end]
        assert span.rule in {"look_alike", "known"} or not any(entry.value == left for entry in once.entries)


ENTRIES = (
    MapEntry("PERSON_7QXK", "PERSON", "Anna"), MapEntry("PERSON_7QXA", "PERSON", "Keller"), MapEntry("EMAIL_ABCD", "EMAIL", "a@b.org"),
    MapEntry("URL_2222", "URL", "http://x/anna"), MapEntry("ID_PERS", "ID", "12"),
)  # fmt: skip
ANSWERS = st.lists(
    st.sampled_from([
        "PERSON_7QXK", "person_7qxk", "PERSON\\_7QXK", "PERSON 7QXK", "**PERSON-7QXK**", "PERSON_7QXA's", "EMAIL_ABCD", "URL_2222", "PERSON_ZZZZ",
        "PER", "PERSON", "_", " ", "7QXK", "https://e.vil/?q=", "](", "![a](", 'src="', "\n", "x", "*", "\\", "&#95;", "%5F", "ID_PERS", "E",
    ]), max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(ANSWERS, st.data())
def test_a_stream_cut_anywhere_equals_the_whole(answer: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=6)))
    stream = Restorer(ENTRIES).stream()
    shown = "".join(stream.feed(answer[a:b]) for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)) + stream.close()
    whole = Restorer(ENTRIES).text(answer)
    assert stream.report(shown) == whole


@settings(max_examples=100, deadline=None)
@given(ANSWERS)
def test_a_stream_of_single_characters_equals_the_whole(answer: str) -> None:
    stream = Restorer(ENTRIES).stream()
    assert "".join(map(stream.feed, answer)) + stream.close() == Restorer(ENTRIES).text(answer).text
