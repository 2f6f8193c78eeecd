"""What the fire drill plants, and how each fault must end. One row a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from gzip import compress
from typing import Literal

from hybriddesk.providers.drill_loopback import HALF, WHOLE, Play, Talk, answer, event, forever, refuse, says, silence, whole

Tier = Literal["tolerate", "retry", "fallback", "keep", "breaker", "person", "warm restart", "cold restart", "migration"]


@dataclass(frozen=True, slots=True)
class Case:
    """``text``: what must be there at the end; ``code``: the fault that must be told (empty: none); ``requests``: how many must have
    reached the misbehaving provider. In the tier ``fallback`` a second provider answers."""

    name: str
    tier: Tier
    plays: tuple[Play, ...] = field(repr=False)
    requests: int
    text: str = WHOLE
    code: str = ""


def _burst(*first: Play) -> tuple[Play, ...]:
    return (*first, whole())


def _now() -> str:
    return format_datetime(datetime.now(UTC), usegmt=True)


_WHOLE_BYTES = event(WHOLE) + event(finish="stop")
_SPLIT = event("Grüße 🎉 " + WHOLE) + event(finish="stop")


def cases() -> tuple[Case, ...]:
    """Every fault, in the order in which it is reported."""
    transient = tuple(
        Case(f"{status} once", "retry", _burst(refuse(status)), 2) for status in (408, 409, 425, 500, 502, 503, 504, 529)
    )
    told = (
        (401, "invalid_api_key"), (402, ""), (403, ""), (404, "model_not_found"), (410, ""), (413, ""), (422, ""),
        (429, "insufficient_quota"), (400, "context_length_exceeded"), (400, "content_policy_violation"),
    )
    permanent = tuple(Case(f"{status} {code}".strip(), "fallback", (refuse(status, code),), 1) for status, code in told)
    return (
        Case("answer without [DONE] and usage", "tolerate", (answer(_WHOLE_BYTES),), 1),
        Case("characters split between pieces", "tolerate", (answer(*(_SPLIT[at : at + 3] for at in range(0, len(_SPLIT), 3))),), 1, f"Grüße 🎉 {WHOLE}"),
        Case("damaged UTF-8", "tolerate", (answer(event("a\x00b").replace(b"\\u0000", b"\xff"), event(finish="stop")),), 1, "a\ufffdb"),
        Case("wrong content type", "tolerate", (says(200, _WHOLE_BYTES.decode(), "text/html"),), 1),
        Case("one JSON body in place of a stream", "tolerate", (says(200, {"choices": [{"message": {"content": WHOLE}, "finish_reason": "stop"}]}),), 1),
        Case("10,000 rapid pieces", "tolerate", (answer(event("x") * 10_000, event(finish="stop")),), 1, "x" * 10_000),
        Case("unknown events and pings", "tolerate", (answer(b': ping\n\nevent: new\ndata: {"new": 1}\n\n', _WHOLE_BYTES),), 1),
        *transient,
        Case("429 with Retry-After in seconds", "retry", _burst(refuse(429, retry_after="1")), 2),
        Case("429 with Retry-After as a date of a wrong clock", "retry", _burst(refuse(
            429, date="Sun, 06 Nov 1994 08:49:37 GMT", retry_after="Sun, 06 Nov 1994 08:49:38 GMT")), 2),
        Case("429 with Retry-After as a date", "retry", _burst(refuse(429, retry_after=_now())), 2),
        Case("429 with the delay in the body", "retry", _burst(says(429, {"error": {"message": "Please try again in 300ms.", "code": "rate_limit_exceeded"}})), 2),
        Case("429 without a delay, twice", "retry", _burst(refuse(429), refuse(429)), 3),
        Case("cut before any text", "retry", _burst(answer()), 2),
        Case("error object inside a 200", "retry", _burst(says(200, {"error": {"code": 503, "message": "x"}})), 2),
        Case("silence before the headers", "retry", _burst(silence()), 2),
        Case("pings and nothing else", "retry", _burst(forever(b": ping\n\n", 0.2)), 2),
        Case("one byte at a time without end", "retry", _burst(forever(b"d", 0.05)), 2),
        *permanent,
        Case("429 that asks to wait an hour", "fallback", (refuse(429, retry_after="3600"),), 1),
        Case("503 that does not end", "fallback", (refuse(503),), 3),
        Case("a page to sign in", "fallback", (says(200, "<html>sign in</html>", "text/html"),), 1),
        Case("redirect elsewhere", "fallback", (refuse(307, location="http://127.0.0.1:9/"),), 1),
        Case("compressed although plain was asked for", "fallback", (_compressed,), 1),
        Case("a line of 50 MB", "fallback", (answer(b"data: ", b"x" * 50_000_000),), 1),
        Case("cut in the middle of a text", "keep", (answer(event(HALF)),), 1, HALF, "provider.cut"),
        Case("silence in the middle of a text", "keep", (silence(event(HALF)),), 1, HALF, "provider.cut"),
        Case("malformed event behind a text", "keep", (answer(event(HALF), b"data: {torn\n\n"),), 1, HALF, "provider.cut"),
        Case("error event behind a text", "keep", (answer(event(HALF), b'data: {"error": {"code": 502, "message": "x"}}\n\n'),), 1, HALF, "provider.cut"),
        Case("an answer without end", "keep", (forever(event("again ") * 2000, 0.0, event(HALF)),), 1, HALF, "provider.too_long"),
    )


def _compressed(talk: Talk) -> None:
    talk.head(content_encoding="gzip")
    talk.raw(compress(b"\0" * 1_000_000))
