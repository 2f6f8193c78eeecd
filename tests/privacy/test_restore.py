"""What models do to tokens, and what must never come back."""

from __future__ import annotations

import json

import pytest

from hybriddesk.privacy import Restorer, residual, scrub_text, slots
from hybriddesk.privacy.links import link_end, link_start
from hybriddesk.privacy.residual import leaves
from hybriddesk.records.way import MapEntry

ENTRIES = (MapEntry("PERSON_7QXK", "PERSON", "Anna"), MapEntry("EMAIL_ABCD", "EMAIL", "anna@example.org"))
RESTORER = Restorer(ENTRIES)


@pytest.mark.parametrize(("written", "read"), [
    ("PERSON_7QXK", "Anna"), ("person_7qxk", "Anna"), ("Person_7qxK", "Anna"), ("**PERSON_7QXK**", "**Anna**"), ("PERSON\\_7QXK", "Anna"),
    ("PERSON 7QXK", "Anna"), ("PERSON-7QXK", "Anna"), ("PERSON_7QXK's", "Anna's"), ("PERSON_7QXKs", "Annas"), ("[PERSON_7QXK]", "[Anna]"),
    ("<PERSON_7QXK>", "<Anna>"), ("{{PERSON_7QXK}}", "{{Anna}}"), ("PERSON%5F7QXK", "Anna"), ("PERSON&#95;7QXK", "Anna"), ("`PERSON_7QXK`", "`Anna`"),
    ("PERSON_**7QXK", "Anna"), ("xPERSON_7QXKx", "xAnnax"), ("PERSON\u20117QXK", "Anna"), ("mailto:EMAIL_ABCD", "mailto:anna@example.org"),
    ("[Anna](mailto:EMAIL_ABCD)", "[Anna](mailto:anna@example.org)"), ('<a href="EMAIL_ABCD">', '<a href="anna@example.org">'),
    ("a=PERSON_7QXK", "a=Anna"), ("url(PERSON_7QXK", "url(Anna"),
])  # fmt: skip
def test_a_token_comes_back_however_it_was_written(written: str, read: str) -> None:
    assert RESTORER.text(written).text == read


@pytest.mark.parametrize("text", [
    "![x](https://e.vil/?q=PERSON_7QXK)", "https://e.vil/PERSON_7QXK", "[x](//e.vil/PERSON_7QXK)", "<img src='x?PERSON_7QXK'>", "www.e.vil/PERSON_7QXK",
    "<img src=x/PERSON_7QXK>", "background: url(x/PERSON_7QXK)", "https://PERSON_7QXK.e.vil/", "[x](https://e.vil/(PERSON_7QXK))", "mailto:a@e.vil?body=PERSON_7QXK https://x/PERSON_7QXK",
])  # fmt: skip
def test_nothing_comes_back_inside_a_link(text: str) -> None:
    restored = RESTORER.text(text)
    assert "Anna" not in restored.text.replace("body=Anna", "")
    assert "PERSON_7QXK" in restored.unresolved


def test_the_account_names_used_missing_and_unknown_tokens() -> None:
    restored = RESTORER.text("EMAIL_ABCD, PERSON_7QXA, ORDER-ABCD and person with no one")
    assert (restored.used, restored.missing, restored.unresolved) == (("EMAIL_ABCD",), ("PERSON_7QXK",), ("PERSON_7QXA",))
    assert "anna" not in repr(restored)


def test_one_way_kinds_stay_tokens_in_whole_answers_and_in_streams() -> None:
    entries = (*ENTRIES, MapEntry("SECRET_2ABC", "SECRET", "hunter2"))
    restorer = Restorer(entries, ("SECRET",))
    restored = restorer.text("PERSON_7QXK has secret 2abc and SECRET_2ABC")
    assert restored.text == "Anna has secret 2abc and SECRET_2ABC"
    assert (restored.used, restored.unresolved, restored.kept) == (("PERSON_7QXK", "SECRET_2ABC"), (), ("SECRET_2ABC",))
    stream = restorer.stream()
    assert "".join(map(stream.feed, "PERSON_7QXK has secret 2abc and SECRET_2ABC")) + stream.close() == restored.text
    assert Restorer(entries).text("SECRET_2ABC").text == "hunter2"


def test_a_stream_shows_all_but_the_beginning_of_a_token() -> None:
    stream = RESTORER.stream()
    assert [stream.feed("Dear PERS"), stream.feed("ON_7Q"), stream.feed("XK, hello"), stream.close()] == ["Dear ", "", "Anna, hello", ""]


def test_overlapping_tokens_are_read_from_the_left() -> None:
    entries = (MapEntry("ID_PERS", "ID", "12"), MapEntry("PERSON_7QXK", "PERSON", "Anna"))
    assert Restorer(entries).text("ID_PERSON_7QXK").text == "12ON_7QXK"


def test_a_link_of_the_persons_own_is_hidden_whole_and_comes_back() -> None:
    text = "see https://crm.example/c?mail=anna@example.org&x=1 and ![p](http://x.example/anna@example.org)"
    scrubbed = scrub_text(text)
    assert "crm.example" not in scrubbed.messages[0].text
    assert Restorer(scrubbed.entries).text(scrubbed.messages[0].text).text == text


def test_where_a_link_starts_and_ends() -> None:
    assert link_start("plain ") is None
    assert link_start("see http://a/") == len("see ")
    assert link_start("[x](") is None
    assert link_start("[x](mailto:") is None
    assert link_start("[x](/a/") == len("[x](")
    assert link_start("name=x=") is None
    assert link_end("abc def") == len("abc")
    assert link_end("abc") == len("abc")


def body(text: str) -> bytes:
    return json.dumps({"model": "anna-1", "messages": [{"role": "user", "content": text}], "n": 1}).encode()


def test_the_residual_check_finds_values_and_secrets_in_clear_and_names_the_place() -> None:
    scrubbed = scrub_text("Anna Keller")
    leaks = residual(body("ask ANNA KELLER, password: hunter2"), scrubbed)
    assert [(leak.kind, leak.code, leak.where) for leak in leaks] == [
        ("PERSON", "privacy.value_in_clear", "messages.0.content"), ("SECRET", "privacy.secret_in_clear", "messages.0.content"),
    ]  # fmt: skip


def test_the_residual_check_lets_shown_values_and_tokens_pass() -> None:
    scrubbed = scrub_text("Anna Keller")
    assert residual(body(f"ask {scrubbed.entries[0].token} or Anna Keller, password: hunter2"), scrubbed, ("Anna Keller", "hunter2")) == ()


def test_a_body_that_is_no_json_is_one_text() -> None:
    assert list(leaves(b"\xffplain")) == [("", "\ufffdplain")]
    assert residual(b"ask Anna Keller", scrub_text("Anna Keller"))[0].where == ""


def test_a_deeply_nested_body_is_read_as_one_text() -> None:
    assert next(iter(leaves(b"[" * 100_000)))[0] == ""


def test_slots_replace_tokens_and_values_by_their_kind() -> None:
    assert slots("Dear PERSON_7QXK, anna wrote from anna@example.org to PERSON_ZZZZ", ENTRIES) == "Dear {PERSON}, {PERSON} wrote from {EMAIL} to PERSON_ZZZZ"
