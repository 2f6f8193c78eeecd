"""Recorded replies of every adapter, damaged at random, sent over a real socket to the real sender; and what must hold however it ends.

Used by ``test_mutated_replies.py`` for some hundred and by ``packaging/fuzz_replies.py`` for as many as one likes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

import anyio

from hybriddesk.providers.senders import BY_NAME
from hybriddesk.providers.transport import Limits
from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Fault, Permanent, Refused, Transient, Unknown
from hybriddesk.records.way import Draft, Estimate, Finished, Message, Route, Scrubbed, TextDelta

WIRE = Path(__file__).parent / "wire"
STREAMS = {
    "openai": ("openai_chat_stream.sse", "openai_chat_tool_stream.sse"),
    "openai_responses": ("openai_responses_stream.sse", "openai_responses_error.sse"),
    "anthropic": ("anthropic_messages_stream.sse", "anthropic_tool_stream.sse", "anthropic_stream_overloaded.sse"),
    "gemini": ("gemini_stream.sse", "gemini_blocked.sse"),
    "ollama": ("ollama_chat.ndjson", "ollama_chat_midstream_error.ndjson"),
    "openrouter": ("openrouter_stream.sse", "openrouter_midstream_error.sse"),
    "nanogpt": ("nanogpt_stream.sse", "nanogpt_midstream_error.sse"),
}
ERRORS = {
    "openai": ("openai_error_400_context.json", "openai_error_401.json", "openai_error_429.json", "openai_error_429_quota.json"),
    "openai_responses": ("openai_error_429.json",), "anthropic": ("anthropic_error_429.json", "anthropic_error_529.json"),
    "gemini": ("gemini_error_429.json",), "ollama": ("ollama_error_404.json",), "openrouter": ("openrouter_error_402.json",),
    "nanogpt": ("nanogpt_error_402.json", "nanogpt_error_429_daily.json", "nanogpt_error_429_models.json"),
}
TEXT = "Grüße aus Köln, 42 Stück. 🎉"
WORTH = 8
"""Of so many replies one is an error answer and one a whole body; the others are streams."""
HURT = 0.8
"""The share of whole bodies that are hurt: one that cannot be parsed has no text that is sure."""
LIMITS = Limits(connect=10, silence=30, total=60, linger=5)
_ALLOWED = {Transient, Permanent, Refused, Unknown}
_CHAT = {"model": "m", "choices": [{"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 1}}
WHOLE = {
    **dict.fromkeys(("openai", "openrouter", "nanogpt"), _CHAT),
    "openai_responses": {"object": "response", "status": "completed", "model": "m", "output": [
        {"type": "message", "content": [{"type": "output_text", "text": TEXT, "logprobs": []}]}], "usage": {"input_tokens": 1}},
    "anthropic": {"type": "message", "model": "m", "content": [{"type": "text", "text": TEXT}], "stop_reason": "end_turn", "usage": {"input_tokens": 1}},
    "gemini": [{"candidates": [{"index": 0, "content": {"parts": [{"text": TEXT}]}, "finishReason": "STOP"}]}],
    "ollama": {"model": "m", "message": {"role": "assistant", "content": TEXT}, "done": True, "done_reason": "stop", "eval_count": 3},
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server says. ``sure``: text that stood there before the first damaged byte, so that it must arrive.

    ``chunked``: in chunks of ``piece`` bytes, else with a length; ``cut``: the connection ends before it should."""

    adapter: str
    how: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    sure: str
    piece: int
    chunked: bool
    cut: bool


def made(number: int, seed: int) -> Reply:
    """Reply ``number`` of a run: the same for the same seed, whatever came before it."""
    source = random.Random(f"{seed}/{number}")
    adapter = source.choice(sorted(STREAMS))
    kind = number % WORTH
    if kind == 0:
        name = source.choice(ERRORS[adapter])
        status = source.choice((400, 401, 402, 403, 404, 408, 409, 410, 413, 422, 425, 429, 429, 500, 502, 503, 504, 529, 302, 200))
        body, sure, how = damaged(source, (WIRE / name).read_bytes())[0], "", "error"
    elif kind == 1:
        raw, how, status = _json(source, WHOLE[adapter], lines=adapter == "ollama"), "whole", 200
        hurt = source.random() < HURT
        body, sure = (damaged(source, raw)[0], "") if hurt else (raw, TEXT)
    else:
        raw, status = (WIRE / source.choice(STREAMS[adapter])).read_bytes(), 200
        body, touched = damaged(source, raw)
        sure, how = naive(adapter, raw[:touched]), "stream"
    size = source.choice((1, 7, 64, 700, len(body) or 1))
    return Reply(adapter, how, status, _headers(source), body, sure, size, source.random() < 0.5, source.random() < 0.1)


def damaged(source: random.Random, raw: bytes) -> tuple[bytes, int]:
    """The bytes with one to four hurts, and where the first of them begins."""
    out, first = bytearray(raw), len(raw)
    for _ in range(source.randint(1, 4)):
        at = source.randrange(len(out) + 1)
        hurt = source.choice(HURTS)
        at = hurt(source, out, at)
        first = min(first, at)
    return bytes(out), first


def _flip(source: random.Random, out: bytearray, at: int) -> int:
    out[at : at + 1] = bytes([source.randrange(256)])
    return at


def _end(_source: random.Random, out: bytearray, at: int) -> int:
    del out[at:]
    return at


def _put_in(source: random.Random, out: bytearray, at: int) -> int:
    out[at:at] = source.choice((b"\r", b"\n", b"\n\n", b"\0", b"\xff", b"\xc3", b"{", b"]", b'"', b"\\", b"data: {}\n\n", b"data: [DONE]\n\n",
                                b": ping\n\n", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\\ud83d", b"1e999", b"[" * 2000))
    return at


def _drop(source: random.Random, out: bytearray, at: int) -> int:
    del out[at : at + source.randint(1, 60)]
    return at


def _double(source: random.Random, out: bytearray, at: int) -> int:
    other = source.randrange(len(out) + 1)
    out[at:at] = out[other : other + source.randint(1, 300)]
    return at


def _swap_events(source: random.Random, out: bytearray, at: int) -> int:
    gap = b"\r\n\r\n" if b"\r\n\r\n" in out else b"\n\n"
    parts = bytes(out).split(gap)
    one = bytes(out[:at]).count(gap)
    other = source.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    out[:] = gap.join(parts)
    return sum(len(part) + len(gap) for part in parts[: min(one, other)])


def _value(source: random.Random, out: bytearray, at: int) -> int:
    """Another type where a value stands."""
    found = out.find(b":", at)
    if found < 0:
        return _flip(source, out, at)
    end = min((place for mark in (b",", b"}", b"]") if (place := out.find(mark, found)) > 0), default=len(out))
    out[found + 1 : end] = source.choice((b"null", b"[]", b"{}", b"-1", b'""', b"true", b"1e400", b'"\\udc00"', b"[[{}]]", b"9" * 400))
    return found


HURTS: Sequence[Callable[[random.Random, bytearray, int], int]] = (_flip, _end, _put_in, _drop, _double, _swap_events, _value)


def _json(source: random.Random, value: object, *, lines: bool) -> bytes:
    return json.dumps(value, ensure_ascii=source.random() < 0.5, indent=None if lines else source.choice((None, 1))).encode()


def _headers(source: random.Random) -> tuple[tuple[str, str], ...]:
    rows = (
        ("content-type", source.choice(("text/event-stream", "application/json", "text/html", "", "x;y=\xff"))),
        ("retry-after", source.choice(("1", "-1", "1e999", "nan", "soon", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 99 Nov 1994", "9" * 40))),
        ("date", source.choice(("Sun, 06 Nov 1994 08:49:37 GMT", "yesterday", "Mon, 01 Jan 0001 00:00:00 -9999"))),
        ("x-ratelimit-remaining-requests", source.choice(("0", "-1", "many"))), ("x-ratelimit-reset-requests", source.choice(("6m0s", "ever", "1e999s"))),
        ("x-request-id", source.choice(("req-1", "\xe4\xf6", "x" * 5000))),
    )
    return tuple(row for row in rows if source.random() < 0.5)


# -- a second, naive reading of undamaged events -----------------------------------------------------------------------------

def naive(adapter: str, raw: bytes) -> str:
    """The text of the events that are whole in here, up to an error or the end."""
    return "".join(_texts(adapter, raw))


def _texts(adapter: str, raw: bytes) -> Iterator[str]:
    raw = raw.replace(b"\r\n", b"\n")
    lines = raw.split(b"\n")[:-1] if adapter == "ollama" else [
        line.removeprefix(b"data: ") for event in raw.split(b"\n\n")[:-1] for line in event.split(b"\n") if line.startswith(b"data: ")
    ]
    for line in lines:
        if not line.strip():
            continue
        if line == b"[DONE]":
            return
        event = json.loads(line)
        if event.get("error") or event.get("type") == "message_stop":
            return
        yield from _said(adapter, event)


def _said(adapter: str, event: dict) -> Iterator[str]:
    match adapter:
        case "openai_responses":
            yield event["delta"] if event["type"] == "response.output_text.delta" else ""
        case "anthropic":
            yield event.get("delta", {}).get("text", "") if event["type"] == "content_block_delta" else ""
        case "gemini":
            for candidate in event.get("candidates", ()):
                for part in candidate.get("content", {}).get("parts", ()):
                    yield "" if part.get("thought") else part.get("text", "")
        case "ollama":
            yield event.get("message", {}).get("content", "")
        case _:
            for choice in event.get("choices", ()):
                yield choice.get("delta", {}).get("content") or ""


# -- the meeting ---------------------------------------------------------------------------------------------------------------

@dataclass
class Tally:
    """What the replies of a run ended as."""

    ends: dict[str, int] = field(default_factory=dict)
    sure: int = 0

    def count(self, end: str) -> None:
        self.ends[end] = self.ends.get(end, 0) + 1


async def run(numbers: range, seed: int, tally: Tally, tell: Callable[[int], None] = lambda _number: None) -> None:
    """Each reply in turn. Raises ``AssertionError`` or what the sender raised, with a note that names number and seed."""
    said: list[Reply] = []
    answered = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            size = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
            await reader.readexactly(size)
            await _answer(said[-1], writer)
        writer.close()
        answered.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        senders = {name: _sender(name, url) for name in STREAMS}
        for number in numbers:
            reply = made(number, seed)
            said.append(reply)
            try:
                with anyio.fail_after(90):
                    await _check(senders[reply.adapter], reply, tally)
                    await answered.wait()
                    answered.clear()
            except BaseException as error:
                error.add_note(f"reply {number} of seed {seed}: {reply!r} {reply.body!r}")
                raise
            tell(number)
            said.clear()


async def _answer(reply: Reply, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 {reply.status} X\r\n".encode())
    writer.write("".join(f"{name}: {value}\r\n" for name, value in reply.headers).encode("latin-1"))
    framing = "transfer-encoding: chunked" if reply.chunked else f"content-length: {len(reply.body) + (5 if reply.cut else 0)}"
    writer.write(f"{framing}\r\nconnection: close\r\n\r\n".encode())
    for at in range(0, len(reply.body), reply.piece):
        piece = reply.body[at : at + reply.piece]
        writer.write(b"%x\r\n%s\r\n" % (len(piece), piece) if reply.chunked else piece)
        await writer.drain()
        if reply.piece > 1:
            await asyncio.sleep(0)  # the reader's turn, so that pieces really come apart
    if reply.chunked and not reply.cut:
        writer.write(b"0\r\n\r\n")


async def _check(sender, reply: Reply, tally: Tally) -> None:
    message = (Message("user", "Hello"),)
    outgoing = sender.prepare(Scrubbed(Draft("c", "r", "chat", message), message, ((),), (), (), ()), Route("p", reply.adapter, "m", "h", local=True))
    heard: list[str] = []
    ended: Finished | Fault | None = None
    try:
        async with aclosing(sender.send(outgoing)) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    heard.append(event.text)
                ended = event if isinstance(event, Finished) else ended
    except Fault as fault:
        ended = fault
    text = "".join(heard)
    text.encode("utf-8")
    assert text.startswith(reply.sure), f"lost: {reply.sure!r} came as {text!r}"
    assert ended is not None, "neither an end nor a fault"
    tally.sure += bool(reply.sure)
    if isinstance(ended, Finished):
        assert ended.reply.text == text
        assert reply.status == 200
        tally.count("answer")
        return
    told = advice(ended.code)
    assert type(ended) in _ALLOWED
    assert told.what
    assert told.works
    assert told.do
    assert ended.facts["provider"] == "p"
    assert not (text and isinstance(ended, Transient)), "what was shown would be asked for again by itself"
    tally.count(f"{type(ended).__name__} {ended.code}")


def _sender(adapter: str, url: str):
    return BY_NAME[adapter].sender(
        name="p", base_url=url, allow_loopback_http=True, needs_key=False, key=lambda: None, limits=LIMITS,
        estimate=lambda body, _messages, _model: Estimate(len(body), 1, None),
    )
