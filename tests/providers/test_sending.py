"""The sender against a real socket: what leaves, byte for byte, and every way an answer can go wrong."""

from __future__ import annotations

import hashlib
import json
import ssl
import sys
import threading
import tracemalloc
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import anyio
import pytest
import trustme

from hybriddesk.providers.openai_compatible import OpenAICompatible
from hybriddesk.providers.senders import ADAPTERS, sender_for
from hybriddesk.providers.transport import Limits
from hybriddesk.records.errors import Fault, Permanent, Refused, Transient, Unknown
from hybriddesk.records.way import (
    Accepted,
    Draft,
    Estimate,
    Message,
    Outgoing,
    Params,
    Route,
    Scrubbed,
    StreamEvent,
    TextDelta,
    Usage,
)
from hybriddesk.records.work import ProviderConfig
from tests.way import loopback
from tests.way.loopback import DONE, Loopback, chat_chunk, events, stream

QUICK = Limits(connect=0.5, silence=0.15, linger=0.05)
PATIENT = Limits(connect=10, silence=10, linger=0.05)
"""For answers that come: a busy machine is no fault of the provider."""


def scrubbed(*texts: str) -> Scrubbed:
    draft = Draft("conversation-17", "run-23", "chat", tuple(Message("user", text) for text in texts))
    return Scrubbed(draft, draft.messages, ((),) * len(texts), (), (), ())


def sender(base_url: str, *, key: str | None = "sk-test-1", limits: Limits | None = None, **extra) -> OpenAICompatible:
    return OpenAICompatible(
        adapter="openai", name="p", base_url=base_url, allow_loopback_http=True, needs_key=key is not None, key=lambda: key,
        estimate=lambda body, _messages, _model: Estimate(len(body), 1, None), limits=limits, **extra,
    )


def prepared(one: OpenAICompatible, *texts: str, params: Params | None = None) -> Outgoing:
    return one.prepare(scrubbed(*(texts or ("Hello PERSON_7QXK",))), Route("p", "openai", "small-1", "h", True, params or Params()))


def send(one: OpenAICompatible, outgoing: Outgoing) -> tuple[list[StreamEvent], Fault | None]:
    """All events of one attempt, and the fault that ended it."""

    async def run():
        seen: list[StreamEvent] = []
        try:
            with anyio.fail_after(15):  # a limit that does not hold is a failed test, not a hanging one
                async with aclosing(one.send(outgoing)) as stream_:
                    async for event in stream_:
                        seen.append(event)  # noqa: PERF401 -- what came before a fault counts
        except Fault as fault:
            return seen, fault
        return seen, None

    return anyio.run(run)


def answered(answer: loopback.Answer, limits: Limits = PATIENT) -> tuple[str, Fault | None, list[StreamEvent]]:
    with Loopback([answer]) as server:
        one = sender(server.url, limits=limits)
        seen, fault = send(one, prepared(one))
    return "".join(event.text for event in seen if isinstance(event, TextDelta)), fault, seen


def test_a_whole_answer():
    """Accepted with the request id, text as it comes, Finished with model, usage and times."""
    text, fault, seen = answered(stream("Grüße", " aus", " Köln"))
    assert fault is None
    assert text == "Grüße aus Köln"
    assert seen[0] == Accepted(200, "req-1")
    reply = seen[-1].reply
    assert (reply.text, reply.finish, reply.served_model, reply.usage) == (text, "stop", "served-1", Usage(11, 7))
    assert reply.request_id == "req-1"
    assert 0 <= reply.first_ms <= reply.latency_ms


def test_what_was_shown_is_what_leaves():
    """The bytes at the socket are exactly the preview's method, address, headers in order and body, with the key in its place."""
    with Loopback() as server:
        one = sender(server.url)
        outgoing = prepared(one, "Hello PERSON_7QXK, größer \u2028 \U0001f600")
        send(one, outgoing)
        raw = server.requests[0].raw
    head = "".join(f"{name}: {value}\r\n" for name, value in outgoing.headers).replace("(hidden)", "sk-test-1")
    path = outgoing.url.removeprefix(f"http://{server.host}")
    assert raw == f"{outgoing.method} {path} HTTP/1.1\r\n{head}\r\n".encode() + outgoing.body
    assert hashlib.sha256(outgoing.body).hexdigest() == outgoing.sha256
    assert outgoing.estimate.body_bytes == len(outgoing.body)
    assert "sk-test-1" not in repr(outgoing) + outgoing.body.decode()


def test_the_body_names_nobody():
    """Fields in a stable order, nothing of conversation, run, person or program in it."""
    one = sender("https://api.example.com/v1")
    outgoing = prepared(one, "Hi", params=Params(temperature=0.2, max_tokens=50, logprobs=True))
    assert outgoing.body.decode() == (
        '{"logprobs":true,"max_tokens":50,"messages":[{"content":"Hi","role":"user"}],"model":"small-1","stream":true,'
        '"stream_options":{"include_usage":true},"temperature":0.2}'
    )
    everything = (outgoing.body.decode() + str(outgoing.headers) + outgoing.url).lower()
    for word in ("conversation-17", "run-23", "hybrid", "linux", "python", "httpx", "user-id", "cookie"):
        assert word not in everything


def test_openai_itself_is_asked_to_store_nothing():
    """store is false there, and the token limit has the name its newer models want."""
    one = sender("https://api.openai.com/v1")
    sent = json.loads(prepared(one, params=Params(max_tokens=9)).body)
    assert sent["store"] is False
    assert sent["max_completion_tokens"] == 9
    assert "user" not in sent


def test_half_a_sign_in_the_text_can_still_be_sent():
    """A lone surrogate from a broken file is no reason to crash."""
    assert b'"a?b"' in prepared(sender("https://api.example.com/v1"), "a\ud83db").body


def test_two_conversations_share_nothing_but_the_key():
    """Each send has its own connection, its headers are equal, and a cookie given in the first never comes back."""
    cookie = loopback.pieces(events("x"), [("set-cookie", "id=42; Path=/"), ("x-request-id", "r")])
    with Loopback([cookie, cookie, cookie]) as server:
        one = sender(server.url)
        for text in ("aaa", "bbb"):
            send(one, prepared(one, text))
        send(sender(server.url), prepared(one, "aaa"))
        first, second, third = server.requests
    assert [request.connection for request in server.requests] == [1, 2, 3]
    assert first.headers == second.headers == third.headers
    assert first.raw == third.raw
    assert first.header("cookie") is None


def test_the_key_is_asked_when_sending_and_not_before():
    """A key changed after the preview is the one that leaves; preparing needs none."""
    asked = []

    def key():
        asked.append(1)
        return " sk-new \n"

    with Loopback() as server:
        one = OpenAICompatible(
            adapter="openai", name="p", base_url=server.url, allow_loopback_http=True, needs_key=True, key=key,
            estimate=lambda body, _messages, _model: Estimate(len(body), 1, None),
        )
        outgoing = prepared(one)
        assert asked == []
        send(one, outgoing)
        assert server.requests[0].header("authorization") == "Bearer sk-new"


@pytest.mark.parametrize(("key", "code"), [("", "provider.no_key"), ("sk-\u00e4", "provider.wrong_key"), ("sk\nX: 1", "provider.wrong_key"),
                                           ("sk 1", "provider.wrong_key")])
def test_a_key_that_cannot_be_one_never_leaves(key, code):
    """An empty key, or one that would break the header, is told before anything is sent."""
    with Loopback() as server:
        one = sender(server.url, key=key)
        _, fault = send(one, prepared(one))
        assert (type(fault), fault.code) == (Permanent, code)
        assert server.connections == 0


def test_without_a_key_no_header_is_sent():
    """A local server gets no Authorization at all."""
    with Loopback() as server:
        one = sender(server.url, key=None)
        send(one, prepared(one))
        assert server.requests[0].header("authorization") is None


def test_only_an_untouched_request_of_its_own_leaves():
    """Another address or a changed body is refused: what was shown is what is sent."""
    with Loopback() as server:
        one = sender(server.url)
        outgoing = prepared(one)
        for changed in (replace(outgoing, url="https://elsewhere.example/v1/chat/completions"), replace(outgoing, body=b"{}")):
            _, fault = send(one, changed)
            assert (type(fault), fault.code) == (Refused, "provider.foreign_request")
        assert server.connections == 0


def test_proxies_of_the_environment_get_nothing(monkeypatch):
    """HTTP_PROXY and friends are not read."""
    with Loopback() as proxy, Loopback([stream("direct")]) as server:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{proxy.host}")
        one = sender(server.url)
        seen, fault = send(one, prepared(one))
        assert fault is None
        assert seen[-1].reply.text == "direct"
        assert proxy.connections == 0


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["same", "http://[bad", ""])
def test_redirects_are_not_followed(code, target):
    """The prompt goes to the shown host or nowhere, whatever the Location says."""
    with Loopback() as other:
        _, fault, seen = answered(loopback.redirect(other.url if target == "same" else target, code))
        assert (type(fault), fault.code) == (Permanent, "provider.redirect")
        assert other.connections == 0
        assert seen == []


@pytest.mark.parametrize(("status", "word", "kind", "code"), [
    (401, "invalid_api_key", Permanent, "provider.wrong_key"), (402, "", Permanent, "provider.quota"),
    (403, "", Permanent, "provider.not_allowed"), (404, "model_not_found", Permanent, "provider.model_gone"),
    (429, "rate_limit_exceeded", Transient, "provider.rate_limited"), (429, "insufficient_quota", Permanent, "provider.quota"),
    (500, "", Transient, "provider.server_error"), (503, "", Transient, "provider.server_error"),
])
def test_error_answers(status, word, kind, code):
    """Status and machine word decide; nothing counts as accepted."""
    _, fault, seen = answered(loopback.status(status, word))
    assert (type(fault), fault.code) == (kind, code)
    assert fault.facts["provider"] == "p"
    assert seen == []


def test_retry_after_reaches_the_fault():
    """The provider's wish rides on the transient fault."""
    _, fault, _ = answered(loopback.status(429, retry_after="3"))
    assert fault.retry_after == 3.0


@pytest.mark.parametrize(("answer", "text", "kind", "code"), [
    (loopback.cut("Hel", "lo"), "Hello", Unknown, "provider.cut"),
    (loopback.cut("Hel", "lo", mid_event=True), "Hello", Unknown, "provider.cut"),
    (loopback.cut(), "", Transient, "provider.cut_early"),
    (loopback.cut(reset=True), "", Transient, "provider.cut_early"),
    (loopback.hang(), "", Transient, "provider.timeout"),
    (loopback.hang(after_head=True), "", Transient, "provider.timeout"),
    (loopback.drip(b": ping\n\n"), "", Transient, "provider.timeout"),
    (loopback.drip(b"d"), "", Transient, "provider.timeout"),
    (loopback.html(), "", Permanent, "provider.bad_reply"),
    (loopback.pieces([b"data: not json\n\n"]), "", Permanent, "provider.bad_reply"),
    (loopback.pieces([chat_chunk({"content": "kept"}), b"data: not json\n\n"]), "kept", Unknown, "provider.cut"),
    (loopback.gzip_bomb(1024), "", Permanent, "provider.bad_reply"),
    (loopback.whole(200, {"error": {"code": "insufficient_quota"}}), "", Permanent, "provider.quota"),
    (loopback.whole(200, b""), "", Transient, "provider.cut_early"),
    (loopback.whole(404, b"not here", kind="text/plain"), "", Permanent, "provider.wrong_address"),
    (lambda wire, _request: wire.send(b"SSH-2.0-OpenSSH_9.2\r\n"), "", Transient, "provider.cut_early"),
    (lambda wire, _request: wire.close(), "", Transient, "provider.cut_early"),
    (lambda wire, _request: wire.reset(), "", Transient, "provider.cut_early"),
])
def test_ways_to_fail(answer, text, kind, code):
    """Before text a failed connection may be tried again, after text nobody repeats it silently, and no text is lost."""
    shown, fault, _ = answered(answer, QUICK if code == "provider.timeout" else PATIENT)
    assert (shown, type(fault), fault.code) == (text, kind, code)
    assert fault.facts["provider"] == "p"


def test_silence_after_text_is_a_cut():
    """Text, then nothing: the text stays, and the outcome is unknown."""

    def answer(wire, request):
        wire.head()
        wire.chunk(chat_chunk({"content": "kept"}))
        loopback.hang()(wire, request)

    shown, fault, _ = answered(answer, QUICK)
    assert (shown, type(fault), fault.code) == ("kept", Unknown, "provider.cut")


def test_a_reset_after_text_is_a_cut():
    """A cut cable in the middle of the answer."""
    gate = threading.Event()

    def answer(wire, _request):
        wire.head()
        wire.chunk(chat_chunk({"content": "kept"}))
        wire.wait(gate)
        wire.reset()

    async def run():
        with Loopback([answer]) as server:
            one = sender(server.url)
            async with aclosing(one.send(prepared(one))) as stream_:
                async for event in stream_:
                    if isinstance(event, TextDelta):
                        gate.set()

    with pytest.raises(Unknown, match=r"provider\.cut"):
        anyio.run(run)


def broken_off(body: bytes, kind: str) -> loopback.Answer:
    """These bytes of a body that promises more, then a cut."""

    def answer(wire: loopback.Wire, _request: loopback.Received) -> None:
        wire.head(200, [("content-length", str(len(body) + 9))], kind=kind)
        wire.send(body)
        wire.close()

    return answer


def test_a_body_that_is_whole_is_an_answer_however_its_connection_ends():
    """One JSON body, and a last event without its blank line: what can be read is taken in before the cut is looked at."""
    body = b'{"choices": [{"message": {"content": "whole"}, "finish_reason": "stop"}]}'
    for data, kind in ((body, "application/json"), (b"".join(events("whole", usage=False, done=False)).rstrip(b"\n"), "text/event-stream")):
        shown, fault, seen = answered(broken_off(data, kind), QUICK)
        assert (shown, fault, seen[-1].reply.finish) == ("whole", None, "stop")


def test_text_of_an_event_that_the_cut_left_open_is_kept():
    """The last words before a cut are handed on although their event never got its blank line; half a JSON body is not asked for again."""
    shown, fault, _ = answered(broken_off(chat_chunk({"content": "last words"}).rstrip(b"\n"), "text/event-stream"), QUICK)
    assert (shown, type(fault), fault.code) == ("last words", Unknown, "provider.cut")
    shown, fault, _ = answered(broken_off(b'{"choices": [{"message": {"con', "application/json"), QUICK)
    assert (shown, type(fault), fault.code) == ("", Unknown, "provider.cut")


def test_words_that_keep_coming_reset_the_silence():
    """A slow answer is not cut while it says something: only the total ends it."""
    _, fault, _ = answered(loopback.drip(chat_chunk({"content": "a"}), every=0.05), replace(QUICK, total=0.6))
    assert type(fault) is Unknown


def test_a_finished_answer_is_not_lost_when_the_server_never_ends():
    """After the finish reason only the usage is waited for, and not for long."""

    def answer(wire, request):
        wire.head()
        wire.chunk(b"".join(events("whole", usage=False, done=False)))
        loopback.hang()(wire, request)

    shown, fault, seen = answered(answer, replace(QUICK, silence=600))
    assert (shown, fault) == ("whole", None)
    assert seen[-1].reply.finish == "stop"


def test_streams_arrive_as_they_are_written():
    """The first text is there while the second is still unwritten."""
    gates = [threading.Event(), threading.Event()]
    gates[0].set()

    async def run():
        with Loopback([loopback.gated([chat_chunk({"content": "one"}), chat_chunk({"content": "two"}, finish="stop") + DONE], gates)]) as server:
            one = sender(server.url)
            texts = []
            async for event in one.send(prepared(one)):
                if isinstance(event, TextDelta):
                    texts.append((event.text, gates[1].is_set()))
                    gates[1].set()
            return texts

    assert anyio.run(run) == [("one", False), ("two", True)]


def test_closing_early_hangs_up():
    """Stop means the connection is closed, so that the provider stops too."""
    left = threading.Event()

    def answer(wire, _request):
        wire.head()
        wire.chunk(chat_chunk({"content": "one"}))
        try:
            wire.wait(threading.Event())
        except loopback.Gone:
            left.set()
            raise

    async def run():
        with Loopback([answer]) as server:
            one = sender(server.url)
            async with aclosing(one.send(prepared(one))) as stream_:
                async for event in stream_:
                    if isinstance(event, TextDelta):
                        break
            await anyio.to_thread.run_sync(left.wait, 5)
            return left.is_set()

    assert anyio.run(run)


def test_cancelling_hangs_up():
    """A cancelled task leaves no connection behind."""

    async def run():
        with Loopback([loopback.hang(after_head=True)]) as server:
            one = sender(server.url)
            with anyio.CancelScope() as scope:
                async with aclosing(one.send(prepared(one))) as stream_:
                    async for event in stream_:
                        if isinstance(event, Accepted):
                            scope.cancel()
            return scope.cancelled_caught

    assert anyio.run(run)


@pytest.mark.parametrize(("answer", "code"), [
    (loopback.long_line(), "provider.too_long"), (loopback.endless(), "provider.too_long"), (loopback.gzip_bomb(), "provider.bad_reply"),
    (loopback.whole(500, b"x" * 4_000_000), "provider.server_error"),
])
def test_hostile_sizes_cost_bounded_memory(answer, code):
    """A 50 MB line, an answer without end, a compressed bomb, a huge error: a fault, and less than 64 MiB."""
    tracemalloc.start()
    try:
        _, fault, _ = answered(answer, Limits(silence=10))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert fault.code == code
    assert peak < 64 * 1024 * 1024


def test_nobody_listens():
    """A closed port is a fault to try again, with the host named."""
    with Loopback() as server:
        pass
    one = sender(server.url, limits=QUICK)
    _, fault = send(one, prepared(one))
    assert (type(fault), fault.code, fault.facts["host"]) == (Transient, "provider.connect", server.host)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def served(authority, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def test_a_trusted_certificate_is_accepted(authority):
    """TLS with a root the context knows."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with Loopback([stream("safe")], tls=served(authority, "127.0.0.1")) as server:
        one = sender(server.url, tls=trust)
        seen, fault = send(one, prepared(one))
    assert fault is None
    assert seen[-1].reply.text == "safe"


@pytest.mark.parametrize("names", ["127.0.0.1", "elsewhere.example"])
def test_an_unknown_or_wrong_certificate_gets_nothing(authority, names):
    """An unknown root, and a known one for another name: no byte of the prompt leaves."""
    trust = None
    if names != "127.0.0.1":
        trust = ssl.create_default_context()
        authority.configure_trust(trust)
    with Loopback(tls=served(authority, names)) as server:
        one = sender(server.url, tls=trust)
        _, fault = send(one, prepared(one))
        assert (type(fault), fault.code) == (Permanent, "provider.tls")
        assert server.requests == []


def test_the_model_list():
    """Ids in the provider's order, asked with the same neutral headers."""
    with Loopback([loopback.models("b", "a", "b")]) as server:
        assert anyio.run(sender(server.url).models) == ("b", "a")
        request = server.requests[0]
    assert (request.method, request.path, request.body) == ("GET", "/v1/models", b"")
    assert request.header("user-agent") == "Mozilla/5.0"


@pytest.mark.parametrize(("answer", "code"), [
    (loopback.status(401), "provider.wrong_key"), (loopback.html(), "provider.bad_reply"), (loopback.whole(200, b'{"data": 7}'), "provider.bad_reply"),
    (loopback.whole(200, b"[" * 100_000), "provider.bad_reply"),
])
def test_a_model_list_that_is_none(answer, code):
    """Faults as for sending."""
    with Loopback([answer]) as server, pytest.raises(Fault) as caught:
        anyio.run(sender(server.url).models)
    assert caught.value.code == code


@pytest.mark.parametrize(("body", "ids"), [
    (b'[{"id": "a"}, "b", {"id": 7}, null, {"id": ""}]', ("a", "b")), (b'{"models": [{"name": "c"}]}', ("c",)), (b'{"data": []}', ()),
])
def test_other_shapes_of_model_lists(body, ids):
    """A bare list and Ollama's own shape are read; rubbish rows are dropped."""
    with Loopback([loopback.whole(200, body)]) as server:
        assert anyio.run(sender(server.url).models) == ids


def config(adapter: str, base_url: str = "", **extra) -> ProviderConfig:
    values = {"allow_loopback_http": False, "ask": "always", "has_key": False, "models": (), "default_model": "", "created_ms": 0}
    return ProviderConfig(name="mine", adapter=adapter, base_url=base_url, **{**values, **extra})


def built(one: ProviderConfig):
    return sender_for(
        one, lambda: None, finals=None, estimate=lambda body, _messages, _model: Estimate(len(body), 1, 0.5),
        summarise=lambda text, most: (text,) * min(most, 1),
    )


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda row: row.name)
def test_every_kind_has_its_address(adapter):
    """A provider without an address of its own uses its kind's; local ones cost nothing."""
    one, route = built(config(adapter.name)), Route("mine", adapter.name, "m", "h", adapter.local)
    outgoing = one.prepare(scrubbed("x"), route)
    assert outgoing.url == f"{adapter.base_url}{one.path(route)}"
    assert one.adapter == adapter.name
    assert outgoing.estimate.cost_usd == (0.0 if adapter.local else 0.5)


def test_unknown_kinds_and_plain_http_are_refused():
    """A kind this version does not know, and http beyond this machine or without leave."""
    for one, code in (
        (config("gopher"), "provider.unknown_adapter"), (config("openai", "http://10.0.0.2/v1"), "provider.refused_plain_http"),
        (config("openai", "http://127.0.0.1/v1"), "provider.refused_plain_http"),
    ):
        with pytest.raises(Refused) as caught:
            built(one)
        assert caught.value.code == code
    assert built(config("openai", "http://127.0.0.1/v1", allow_loopback_http=True)).adapter == "openai"
    assert built(config("ollama", "http://127.0.0.1:11434/v1")).adapter == "ollama"


def test_the_built_in_helper_is_a_sender_like_the_others():
    """The same table builds it, and it needs no key."""
    assert built(config("helper")).adapter == "helper"


def test_nothing_is_left_of_an_exchange():
    """After 30 exchanges, good and bad, the process has as many open descriptors as before."""
    answers = [stream("x"), loopback.cut("x"), loopback.status(503), loopback.html()]
    with Loopback([answers[index % 4] for index in range(30)]) as server:
        one = sender(server.url)
        before = None
        for _ in range(30):
            send(one, prepared(one))
            if before is None:
                before = len(list(Path("/proc/self/fd").iterdir()))
    assert len(list(Path("/proc/self/fd").iterdir())) <= before


def test_nothing_is_looked_for_on_disk_in_the_middle_of_an_exchange(monkeypatch):
    """The second exchange of a process finds every module where the first left it: no search for one that is not there."""
    looked = []

    class Finder:
        def find_spec(self, name, path=None, target=None):
            looked.append(name)

    answered(stream("once"))
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    answered(stream("twice"))
    assert looked == []
