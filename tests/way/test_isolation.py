"""The isolation self-test over real sockets: it passes as shipped, and names what is planted in the real transport or scrubber."""

from __future__ import annotations

import random
import socket
import ssl
import threading
from functools import partial

import anyio
import pytest

from hybriddesk.building import isolation_test
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.providers import http_sender, transport
from hybriddesk.providers.recorder import recording, server_tls
from hybriddesk.records.linking import Seen
from hybriddesk.vault.passing_certificate import passing_certificate
from hybriddesk.workflow.isolation_test import report

REQUEST = b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"


def ran(count=3):
    steps = []
    found = anyio.run(isolation_test, count, lambda done, whole: steps.append((done, whole)))
    assert steps == [(n + 1, count) for n in range(count)]
    return found


def linked(found):
    return {f"{row.code} {row.subject}".strip() for row in found.findings if row.verdict == "linked"}


def test_as_shipped_nothing_links_but_what_is_admitted(tmp_path):
    """Every request is in the ledger, came on its own connection with its own handshake, and only account, address and time link."""
    found = ran(4)
    assert (found.conversations, found.requests, found.ledger_lines, found.unmatched) == (4, 8, 8, 0)
    assert found.isolated
    rows = {row.code: row for row in found.findings}
    assert {code for code, row in rows.items() if row.linkable} == {"account", "address", "time"}
    assert rows["connection"].facts["connections"] == 8
    assert rows["tls_session"].facts == {"requests": 8, "resumed": 0}
    assert rows["own_id"].facts["looked_for"] > 20


def test_a_header_planted_in_the_transport_is_named(monkeypatch):
    """The report does not take the transport's own list for what everybody sends."""
    monkeypatch.setattr(http_sender, "HEADERS", (*transport.HEADERS, ("x-client", "desk-7")))
    found = ran()
    assert linked(found) == {"header x-client"}
    assert not found.isolated


def test_tokens_that_repeat_are_named(monkeypatch):
    """A scrubber that draws the same tokens in every conversation."""
    made = Scrubber.scrub

    def same(self, draft, known):
        draw = random.Random(len(known.entries))
        return made(Scrubber(random=draw.randbytes), draft, known)

    monkeypatch.setattr(Scrubber, "scrub", same)
    assert "token_shared" in linked(ran())


def test_a_request_beside_the_ledger_is_counted():
    """A body that no ledger line has is not passed over."""
    seen = Seen(1, 1, "127.0.0.1", 1.0, None, "POST", "/v1/chat/completions", (), b"{}")
    found = report([seen, seen], [], {})
    assert found.unmatched == 2
    assert found.ledger_lines == 0


def talk(port, tls=None, session=None, requests=1):
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    with tls.wrap_socket(raw, server_hostname="127.0.0.1", session=session) if tls else raw as sock:
        for _ in range(requests):
            sock.sendall(REQUEST)
            answer = b""
            while not answer.endswith(b"[DONE]\n\n"):
                answer += sock.recv(65536)
        assert b"set-cookie: visitor=" in answer
        return getattr(sock, "session", None)


def test_the_recorder_sees_a_connection_used_twice():
    """Two requests on one socket have its number and count up."""
    with recording() as recorder:
        talk(recorder.server_address[1], requests=2)
        talk(recorder.server_address[1])
        assert [(one.connection, one.nth, one.tls) for one in recorder.seen] == [(1, 1, None), (1, 2, None), (2, 1, None)]


def test_the_recorder_sees_a_resumed_session(tmp_path):
    """A client that keeps its ticket is recognised; a fresh one is not."""
    pem = passing_certificate(tmp_path / "recorder.pem")
    assert (tmp_path / "recorder.pem").stat().st_mode & 0o777 == 0o600
    context = ssl.create_default_context(cadata=pem)
    with recording(server_tls(tmp_path / "recorder.pem")) as recorder:
        session = talk(recorder.server_address[1], context)
        talk(recorder.server_address[1], context, session)
        talk(recorder.server_address[1], context)
        assert [one.tls.resumed for one in recorder.seen] == [False, True, False]


@pytest.mark.parametrize("garbage", [b"", b"\r\n", b"HELLO\r\n\r\n", b"\x16\x03\x01\x00", b"POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n",
                                     b"POST / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000])
def test_the_recorder_survives_whoever_speaks_no_http(garbage):
    """Nonsense ends its own connection and no other."""
    with recording() as recorder:
        with socket.create_connection(("127.0.0.1", recorder.server_address[1]), timeout=10) as raw:
            try:
                raw.sendall(garbage)
                raw.shutdown(socket.SHUT_WR)
                while raw.recv(65536):
                    pass
            except ConnectionError:
                pass
        talk(recorder.server_address[1])
        assert len([one for one in recorder.seen if one.body == b"{}"]) == 1


def test_many_talk_to_the_recorder_at_once():
    """No request is lost and no connection's number given twice."""
    with recording() as recorder:
        threads = [threading.Thread(target=partial(talk, recorder.server_address[1], requests=3)) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(recorder.seen) == 36
        assert len({(one.connection, one.nth) for one in recorder.seen}) == 36
