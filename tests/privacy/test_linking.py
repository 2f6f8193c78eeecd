"""The report of what links conversations: every planted link is named, and a fair draw is not called one."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from hybriddesk.privacy.linking import findings
from hybriddesk.privacy.linking_tokens import tail
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.ids import new_id
from hybriddesk.records.linking import IsolationReport, Seen, Sighting, Tls
from hybriddesk.records.way import Draft, KnownMap, Message

TEXT = "I am Marta Vidal, marta@example.org, +1 202 555 0147, card 4111 1111 1111 1111, DE89 3704 0044 0532 0130 00, 192.0.2.44."
TLS = Tls("TLSv1.3", ("a", "b"), resumed=False)


def body(text: str, **more: object) -> bytes:
    return json.dumps({"messages": [{"content": text, "role": "user"}], "model": "m-1", "stream": True, **more}).encode()


def headers(raw: bytes, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (
        ("host", "api.example.org"), ("accept", "application/json"), ("user-agent", "Mozilla/5.0"), ("accept-encoding", "identity"),
        ("connection", "close"), ("authorization", "Bearer sk-1"), ("content-type", "application/json"),
        ("content-length", str(len(raw))), *more,
    )


def talk(number: int, raw: bytes | None = None, scrubber: Scrubber | None = None, *more: tuple[str, str]) -> Sighting:
    """One request of a conversation of its own, scrubbed like a real one."""
    if raw is None:
        draft = Draft(f"talk-{number}", new_id(), "chat", (Message("user", TEXT),))
        raw = body((scrubber or Scrubber()).scrub(draft, KnownMap()).messages[0].text)
    seen = Seen(number, 1, "127.0.0.1", number * 50.0, TLS, "POST", "/v1/chat/completions", headers(raw, *more), raw)
    return Sighting(seen, f"talk-{number}", (f"idofthistalk{number}",), ("Marta Vidal",))


def talks(count: int = 20, **options: object) -> list[Sighting]:
    return [talk(number, **options) for number in range(count)]


def changed(one: Sighting, **values: object) -> Sighting:
    return replace(one, seen=replace(one.seen, **values))


def linked(sightings: list[Sighting]) -> set[str]:
    return {f"{one.code} {one.subject}".strip() for one in findings(sightings) if one.verdict == "linked"}


def row(sightings: list[Sighting], code: str, subject: str = ""):
    return next(one for one in findings(sightings) if (one.code, one.subject) == (code, subject))


def test_nothing_received_gives_no_row():
    """An empty recorder is not called isolated by rows that were never looked at."""
    assert findings([]) == ()


def test_a_clean_run_links_by_account_address_and_time_alone():
    """What cannot be avoided is admitted; everything else is looked at and found to link nobody."""
    rows = findings(talks())
    assert {one.code for one in rows if one.linkable} == {"account", "address", "time"}
    assert IsolationReport(rows, 20, 20, 20, 0).isolated
    assert {"header", "header_order", "cookie", "connection", "tls_session", "tls_offer", "target", "field", "field_order", "size",
            "repeated_id", "own_id", "value", "token_shared", "token_order", "token_spelling"} <= {one.code for one in rows}


def test_a_planted_header_is_named_even_if_everybody_sends_the_same():
    """A name of this program's own, a changed value, another spelling, and a wrong length."""
    assert linked([talk(n, None, None, ("x-session", "abc")) for n in range(4)]) == {"header x-session"}
    assert row([talk(n, None, None, ("x-session", "abc")) for n in range(4)], "header", "x-session").facts["value"] == "abc"
    agent = [changed(one, headers=tuple((n, "HybridDesk/1" if n == "user-agent" else v) for n, v in one.seen.headers)) for one in talks(3)]
    assert linked(agent) == {"header user-agent"}
    first, *rest = talks(3)
    assert linked([changed(first, headers=tuple((n.title(), v) for n, v in first.seen.headers)), *rest]) == {"header_order"}
    assert linked([changed(first, headers=(*first.seen.headers[:-1], ("content-length", "7"))), *rest]) == {"header content-length"}
    assert linked([changed(first, headers=(("host", "other.example"), *first.seen.headers[1:])), *rest]) == {"header host"}


def test_a_key_is_never_shown_and_a_key_for_each_is_told():
    """The row says how many keys there were, never which; without a key there is no account to link by."""
    assert row(talks(3), "account").facts == {"keys": 1, "shared": 1}
    assert "sk-1" not in repr(findings(talks(3)))
    own = [changed(one, headers=tuple((n, f"Bearer {i}" if n == "authorization" else v) for n, v in one.seen.headers)) for i, one in enumerate(talks(3))]
    assert row(own, "account").facts == {"keys": 3, "shared": 0}
    none = [changed(one, headers=tuple(pair for pair in one.seen.headers if pair[0] != "authorization")) for one in talks(3)]
    assert row(none, "account").verdict == "nothing"


def test_a_cookie_that_comes_back_is_named():
    """The recorder hands out cookies; one in a request is a link."""
    first, *rest = talks(3)
    assert {"cookie", "header_order"} == linked([changed(first, headers=(*first.seen.headers, ("cookie", "visitor=1"))), *rest])


def test_a_shared_connection_is_named_and_one_within_a_conversation_is_not():
    """Two conversations on one socket link; a second turn on its own socket tells only what the text tells anyway."""
    first, second, third = talks(3)
    assert linked([first, changed(second, connection=first.seen.connection, nth=2), third]) == {"connection"}
    again = replace(second, conversation=first.conversation)
    assert linked([first, changed(again, connection=first.seen.connection, nth=2), third]) == set()


def test_a_resumed_session_or_another_handshake_is_named():
    """TLS tickets link like cookies; two kinds of handshake set their conversations apart; plain http has neither."""
    first, *rest = talks(3)
    assert linked([changed(first, tls=replace(TLS, resumed=True)), *rest]) == {"tls_session"}
    assert linked([changed(first, tls=replace(TLS, offer=("a",))), *rest]) == {"tls_offer"}
    plain = [changed(one, tls=None) for one in (first, *rest)]
    assert linked(plain) == set()
    assert row(plain, "tls_session").facts["requests"] == 0


def test_an_address_with_a_query_or_of_its_own_is_named():
    """Ids travel in addresses as well."""
    first, *rest = talks(3)
    assert linked([changed(one, target="/v1/chat/completions?u=1") for one in (first, *rest)]) == {"target"}
    assert linked([changed(first, target="/v1/other"), *rest]) == {"target"}


@pytest.mark.parametrize(("more", "name"), [
    ({"user": "u-1"}, "field user"), ({"metadata": {"session": 1}}, "field metadata"), ({"stream": 0}, "field stream"),
])
def test_a_field_that_names_somebody_is_named(more: dict, name: str):
    """An unknown field links even with one value; a known one only if its value differs between conversations."""
    mixed = [talk(0, body("a", **more)), talk(1, body("b")), talk(2, body("c"))]
    assert name in linked(mixed)


def test_another_order_of_fields_and_a_field_of_a_message_are_named():
    """The order of fields, and more than role and content in a message."""
    other = json.dumps({"model": "m-1", "messages": [{"content": "x", "role": "user"}], "stream": True}).encode()
    assert linked([talk(0, other), talk(1, body("b"))]) == {"field_order"}
    named = json.dumps({"messages": [{"content": "x", "role": "user", "name": "marta"}, "odd"], "model": "m-1", "stream": True}).encode()
    assert "message_field name" in linked([talk(0, named), talk(1, body("b"))])
    shapeless = json.dumps({"messages": "x", "model": "m-1", "stream": True}).encode()
    assert "message_field" not in linked([talk(0, shapeless), talk(1, shapeless)])


@pytest.mark.parametrize("raw", [b"", b"\xff\x00", b"[1]", b"{" * 100_000, '{"messages": \U0001f389'.encode()])
def test_a_body_that_cannot_be_read_is_not_called_clean(raw: bytes):
    """What was not understood may hide anything."""
    assert "body_unread" in linked([talk(0, raw), talk(1, body("b"))])
    assert "body_unread" in linked([talk(0, raw), talk(1, raw)])


def test_a_string_like_an_id_in_two_bodies_is_named():
    """Also inside a message; once is no link, and neither are placeholders or the model's name."""
    shared = [talk(n, body(f"number {n} ref 7f3a9c21d4e8b650")) for n in range(3)]
    assert linked(shared) == {"repeated_id"}
    assert row(shared, "repeated_id").facts["string"] == "7f3a9c21d4e8b650"
    assert linked([talk(0, body("ref 7f3a9c21d4e8b650")), talk(1, body("b"))]) == set()
    assert linked([talk(n, body(f"to {n}", model="a-long-model-2026-01")) for n in range(3)]) == set()


def test_an_id_or_a_value_of_ours_is_found_wherever_it_stands():
    """In the head, in the body, in another case."""
    in_body = [talk(0, body("IDOFTHISTALK0")), talk(1, body("b"))]
    assert linked(in_body) == {"own_id"}
    assert row(in_body, "own_id").facts["where"] == "body"
    first, second = talks(2)
    assert "own_id" in linked([changed(first, headers=(*first.seen.headers, ("x-a", "idofthistalk0"))), second])
    assert linked([talk(0, body("for marta VIDAL")), talk(1, body("b"))]) == {"value"}


def test_a_placeholder_of_two_conversations_is_named():
    """One map for all: the same tokens everywhere."""
    made = Scrubber().scrub(Draft("c", "r", "chat", (Message("user", TEXT),)), KnownMap())
    found = row([talk(n, body(made.messages[0].text)) for n in range(4)], "token_shared")
    assert found.verdict == "linked"
    assert found.facts["conversations"] == 4
    assert linked([talk(n, body(f"PERSON_7QXK wrote {n}")) for n in range(3)]) == {"token_shared"}
    assert linked([talk(n, body(f"PERSON_7QXK, EMAIL_M3TW {n}")) for n in range(2)]) == {"token_shared"}


def test_two_draws_that_meet_by_chance_are_not_called_a_link():
    """Ten thousand placeholders must meet now and then: the row says how often was to be expected."""
    draw = random.Random(3)
    many = [talk(n, body(" ".join(f"PERSON_{''.join(draw.choices('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', k=3))}A" for _ in range(50)))) for n in range(40)]
    found = row(many, "token_shared")
    assert found.facts["pairs"] > 20
    assert found.facts["expected"] == pytest.approx(found.facts["pairs"], rel=0.5)
    assert found.verdict == "nothing"


def test_numbered_placeholders_are_named():
    """PERSON_1, PERSON_2: the order tells which came first, and the spelling is none of a draw."""
    numbered = [talk(n, body(" ".join(f"PERSON_{i}" for i in range(1, 9)))) for n in range(20)]
    assert {"token_order", "token_spelling", "token_shared"} <= linked(numbered)


def test_the_placeholder_of_a_dropped_value_is_the_same_for_everybody():
    """PERSON_REMOVED stands for nobody."""
    assert linked([talk(n, body(f"PERSON_REMOVED {n}")) for n in range(5)]) == set()


def test_fair_draws_pass_and_a_broken_generator_does_not():
    """Fifty self-tests with a good source of randomness raise no alarm; one with a constant source does."""
    assert all(linked(talks()) == set() for _ in range(50))

    def few(number: int):
        draw = random.Random(number)
        return lambda count: bytes(draw.randrange(6) for _ in range(count))

    def same():
        draw = random.Random(1)
        return draw.randbytes

    assert "token_spelling" in linked([talk(n, None, Scrubber(random=few(n))) for n in range(20)])
    assert "token_shared" in linked([talk(n, None, Scrubber(random=same())) for n in range(20)])


def test_the_tail_of_the_poisson_distribution_is_right():
    """Against hand-computed values."""
    assert tail(0, 0.5) == 1.0
    assert tail(1, 0.0) == 0.0
    assert tail(1, 0.5) == pytest.approx(0.393469, abs=1e-6)
    assert tail(3, 2.0) == pytest.approx(0.323324, abs=1e-6)
