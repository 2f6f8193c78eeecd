"""Every fault a provider can have, planted at the loopback, and how a prompt must end that meets it. One row a fault.

The table is read by ``test_every_fault.py``, which asserts each row, and by ``packaging/show_faults.py``, which prints them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.way import loopback
from tests.way.loopback import (
    Answer,
    Received,
    Wire,
    chat_chunk,
    cut,
    drip,
    events,
    gzip_bomb,
    hang,
    html,
    long_line,
    pieces,
    redirect,
    status,
    stream,
    whole,
)

WHOLE, HALF = "All of it arrived.", "What had arrived, "
SKEWED = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """``answers``: what request n meets, the last for all after. ``kind`` and ``code``: the fault that is raised, empty for an answer.
    ``text``: what must be kept, exactly, or only as its beginning where ``begins``. ``waits``: at least so many seconds were waited
    before the next attempt. ``hangs``: ends by a time limit. ``total``: the limit is that of the whole answer, not of the silence.
    ``refused``: the server presents a certificate that nobody trusts."""

    name: str
    answers: Callable[[], Sequence[Answer]] = field(repr=False)
    requests: int = 1
    kind: str = ""
    code: str = ""
    text: str = WHOLE
    waits: float | None = None
    hangs: bool = False
    total: bool = False
    begins: bool = False
    refused: bool = False


GOOD = stream(WHOLE)


def http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def said(*answers: Answer) -> Callable[[], Sequence[Answer]]:
    return lambda: answers


def ends(name: str, kind: str, code: str, *answers: Answer, requests: int = 1, text: str = "", **more: object) -> Case:
    """A case that ends with a fault."""
    return replace(Case(name, said(*answers), requests, kind, code, text), **more)


def after_half(*parts: bytes) -> Answer:
    """Some good text, then these bytes."""
    return pieces([*events(HALF, finish=None, usage=False, done=False), *parts])


def stuck(*texts: str) -> Answer:
    """These words, then silence until the client leaves."""

    def answer(wire: Wire, _request: Received) -> None:
        wire.head()
        for part in events(*texts, finish=None, usage=False, done=False):
            wire.chunk(part)
        wire.wait(threading.Event())

    return answer


def elsewhere(code: int) -> Answer:
    """Points to another path of the same server, so that following it would count as a second request."""
    return lambda wire, request: redirect(f"http://{request.header('host')}/elsewhere", code)(wire, request)


def soon() -> Sequence[Answer]:
    """A date two seconds from now. HTTP dates have whole seconds, so that one to two of them are left."""
    return (status(429, retry_after=http_date(datetime.now(UTC) + timedelta(seconds=3))), GOOD)


def half_then_long_line() -> Sequence[Answer]:
    def answer(wire: Wire, _request: Received) -> None:
        wire.head()
        for part in events(HALF, finish=None, usage=False, done=False):
            wire.chunk(part)
        wire.chunk(b"data: ")
        for _ in range(50 * 16):
            wire.chunk(b"x" * 65536)

    return (answer,)


def compressed(code: int) -> Answer:
    """An ordinary answer, compressed."""
    import gzip

    body = gzip.compress(json.dumps({"choices": [{"message": {"content": WHOLE}, "finish_reason": "stop"}]}).encode())
    return whole(code, body, [("content-encoding", "gzip")])


_UMLAUTS = "Grüße 🎉 nach Köln."
_UTF8 = b"".join(events(_UMLAUTS)).replace(json.dumps(_UMLAUTS).encode(), json.dumps(_UMLAUTS, ensure_ascii=False).encode())
_ERROR = {"error": {"code": 503, "message": "planted"}}
_FIRST, _SECOND = chat_chunk({"content": "one "}), chat_chunk({"content": "two "})
_END = chat_chunk({}, finish="stop")


def _rates() -> tuple[Case, ...]:
    body = {"error": {"message": "Rate limited. Please try again in 1.5s.", "code": "rate_limit_exceeded"}}
    return (
        Case("429 without Retry-After, twice", said(status(429), status(429), GOOD), 3),
        Case("429 with Retry-After in seconds", said(status(429, retry_after="2"), GOOD), 2, waits=2),
        Case("429 with Retry-After as a date", soon, 2, waits=1),
        Case("429 with the delay in the body", said(whole(429, body), GOOD), 2, waits=1.5),
        Case("429 with dates of a skewed clock", said(whole(429, b"{}", [
            ("date", http_date(SKEWED)), ("retry-after", http_date(SKEWED + timedelta(seconds=2))),
        ]), GOOD), 2, waits=2),
        Case("429 with a date long past", said(status(429, retry_after=http_date(SKEWED)), GOOD), 2),
        Case("429 with a Retry-After nobody can read", said(status(429, retry_after="soon"), GOOD), 2),
        ends("429 that asks for an hour", "Permanent", "resilience.long_wait", status(429, retry_after="3600")),
        ends("429 of a used-up quota", "Permanent", "provider.quota", status(429, "insufficient_quota")),
        ends("429 that does not end", "Transient", "provider.rate_limited", status(429), requests=3),
    )


def _servers() -> tuple[Case, ...]:
    codes = (500, 502, 503, 504, 529)
    return (
        *(Case(f"{code} in a burst of two", said(status(code), status(code), GOOD), 3) for code in codes),
        *(ends(f"{code} that does not end", "Transient", "provider.server_error", status(code), requests=3) for code in codes),
        ends("401", "Permanent", "provider.wrong_key", status(401, "invalid_api_key")),
        ends("402", "Permanent", "provider.quota", status(402)),
        ends("403", "Permanent", "provider.not_allowed", status(403)),
        ends("404 of a model", "Permanent", "provider.model_gone", status(404, "model_not_found")),
        ends("404 of a page", "Permanent", "provider.wrong_address", html(404)),
        ends("410", "Permanent", "provider.model_gone", status(410)),
        ends("redirect elsewhere (302)", "Permanent", "provider.redirect", elsewhere(302)),
        ends("redirect elsewhere (307)", "Permanent", "provider.redirect", elsewhere(307)),
        ends("TLS failure", "Permanent", "provider.tls", GOOD, requests=0, refused=True),
    )


def _silence() -> tuple[Case, ...]:
    return (
        ends("hang before headers", "Transient", "provider.timeout", hang(), requests=3, hangs=True),
        ends("hang after headers", "Transient", "provider.timeout", hang(after_head=True), requests=3, hangs=True),
        ends("hang mid-stream", "Unknown", "provider.cut", stuck(HALF), text=HALF, hangs=True),
        ends("slow drip of comments", "Transient", "provider.timeout", drip(b": ping\n\n"), requests=3, hangs=True),
        ends("slow drip, a byte at a time", "Transient", "provider.timeout", drip(b"d"), requests=3, hangs=True),
        ends("slow drip of words without end", "Unknown", "provider.cut", drip(_FIRST, every=0.05), text="one ", hangs=True, total=True, begins=True),
        ends("answer without end", "Permanent", "provider.too_long", loopback.endless(), text="word ", begins=True),
        ends("cut before any text", "Transient", "provider.cut_early", cut(), requests=3),
        Case("cut before any text, once", said(cut(reset=True), GOOD), 2),
        ends("cut mid-stream", "Unknown", "provider.cut", cut(HALF), text=HALF),
        ends("cut mid-event, reset", "Unknown", "provider.cut", cut(HALF, mid_event=True, reset=True), text=HALF),
    )


def _bodies() -> tuple[Case, ...]:
    return (
        ends("malformed SSE: torn JSON", "Permanent", "provider.bad_reply", pieces([b"data: {torn\n\n"])),
        ends("malformed SSE behind text", "Unknown", "provider.cut", after_half(b"data: {torn\n\n", *events("lost?")), text=HALF),
        Case("malformed SSE: foreign lines between events", said(pieces([b"dta: x\n\n:\n\nid\nretry: x\n\n", *events(WHOLE)])), 1),
        Case("malformed SSE: line ends of CR alone", said(pieces([part.replace(b"\n", b"\r") for part in events(WHOLE)])), 1),
        ends("malformed SSE: an event that is no object", "Permanent", "provider.bad_reply", pieces([b"data: 7\n\n"])),
        Case("invalid UTF-8", said(pieces([chat_chunk({"content": "a?b"}).replace(b"?", b"\xff\xc3"), _END, loopback.DONE])), 1, text="a\ufffd\ufffdb"),
        Case("UTF-8 split between chunks", said(pieces([_UTF8[at : at + 1] for at in range(len(_UTF8))])), 1, text=_UMLAUTS),
        ends("a line of 50 MB", "Permanent", "provider.too_long", long_line()),
        Case("a line of 50 MB behind text", half_then_long_line, 1, "Permanent", "provider.too_long", HALF),
        Case("200 with an error object, once", said(whole(200, _ERROR), GOOD), 2),
        ends("200 with an error object of quota", "Permanent", "provider.quota", whole(200, {"error": {"code": "insufficient_quota", "message": "x"}})),
        ends("200 with an error event behind text", "Unknown", "provider.cut", after_half(b"data: " + json.dumps(_ERROR).encode() + b"\n\n"), text=HALF),
        Case("wrong content type", said(whole(200, b"".join(events(WHOLE)), kind="text/html")), 1),
        ends("a sign-in page under 200", "Permanent", "provider.bad_reply", html()),
        Case("one JSON body in place of a stream", said(whole(200, {"choices": [{"message": {"content": WHOLE}, "finish_reason": "stop"}]})), 1),
        Case("gzip bomb", lambda: (gzip_bomb(),), 1, "Permanent", "provider.bad_reply", ""),
        ends("compressed although plain was asked for", "Permanent", "provider.bad_reply", compressed(200)),
        Case("duplicated chunks", said(pieces([_FIRST, _FIRST, _SECOND, _END, _END, loopback.DONE, loopback.DONE])), 1, text="one one two "),
        Case("reordered chunks", said(pieces([_SECOND, _END, _FIRST, loopback.DONE])), 1, text="two one "),
        ends("reordered: the end before any text", "Transient", "provider.cut_early", pieces([loopback.DONE, _FIRST, _END]), requests=3),
        Case("missing [DONE]", said(stream(WHOLE, done=False)), 1),
        Case("absent usage", said(stream(WHOLE, usage=False)), 1),
        ends("missing finish reason", "Unknown", "provider.cut", stream(WHOLE, finish=None), text=WHOLE),
        Case("10,000 rapid chunks", said(stream(*["x"] * 10_000)), 1, text="x" * 10_000),
    )


CASES = (*_rates(), *_servers(), *_silence(), *_bodies())
