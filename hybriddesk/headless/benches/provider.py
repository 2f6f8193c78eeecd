"""CPU per streamed chunk: the real sender, httpx with the shortest parser, and httpx alone, all reading the same loopback stream.

CPU time of the reading thread alone is counted, so neither the server's thread nor a busy machine stands in the figures.
"""

from __future__ import annotations

import statistics
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from functools import partial
from time import thread_time

import anyio

from hybriddesk.catalog.estimate import estimate
from hybriddesk.knowledge.summary import summarise
from hybriddesk.privacy.scrub import scrub_text
from hybriddesk.providers.bench_baseline import parsed_stream, raw_stream
from hybriddesk.providers.bench_loopback import serving
from hybriddesk.providers.senders import sender_for
from hybriddesk.records.measure import Figure
from hybriddesk.records.protocols import Sender
from hybriddesk.records.way import Outgoing, Route, TextDelta
from hybriddesk.records.work import ProviderConfig

CHUNKS, ROUNDS, AT_ONCE = 10_000, 5, 50
APART, A_SECOND = 1_000, 1_000
"""Chunks that leave one by one, and how many a second."""
PARSED, CROWD = 1.2, 2.0


def measure(scale: float) -> Iterator[Figure]:
    """Each side reads the stream in turns; medians are compared."""
    chunks = max(int(CHUNKS * scale), 50)
    with serving(chunks) as url:
        sender = _sender(url)
        outgoing = sender.prepare(scrub_text("Hello"), Route("loopback", "openai", "m", "127.0.0.1", local=True))
        one = partial(_read, sender, outgoing)
        raw, parsed = partial(raw_stream, outgoing.url, outgoing.body), partial(parsed_stream, outgoing.url, outgoing.body)
        _cpu(one), _cpu(parsed)
        rounds = [(_cpu(one), _cpu(parsed), _cpu(raw)) for _ in range(ROUNDS)]
        ours, theirs, bare = (statistics.median(column) / chunks * 1e6 for column in zip(*rounds, strict=True))
        yield Figure("CPU per chunk", ours, "us", theirs, PARSED, "ratio <=")
        yield Figure("CPU per chunk beside httpx alone", ours, "us", bare)
    yield _apart(outgoing, max(int(APART * scale), 50))
    few = max(chunks // 10, 20)
    with serving(few) as url:
        sender = _sender(url)
        alone = statistics.median(_cpu(partial(_read, sender, _to(outgoing, sender))) for _ in range(ROUNDS)) / few * 1e6
        crowd = _cpu(partial(_many, sender, _to(outgoing, sender))) / few / AT_ONCE * 1e6
        yield Figure("CPU per chunk, 50 streams at once", crowd, "us", alone, CROWD, "ratio <=")


def _apart(outgoing: Outgoing, chunks: int) -> Figure:
    """The same where nothing can be read together."""
    with serving(chunks, A_SECOND, 1) as url:
        sender = _sender(url)
        own = _to(outgoing, sender)
        pairs = [(_cpu(partial(_read, sender, own)), _cpu(partial(parsed_stream, own.url, own.body))) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(column) / chunks * 1e6 for column in zip(*pairs, strict=True))
    return Figure("CPU per chunk that arrives alone", ours, "us", theirs, PARSED, "ratio <=")


def _to(outgoing: Outgoing, sender: Sender) -> Outgoing:
    return sender.prepare(outgoing.scrubbed, outgoing.route)


async def _read(sender: Sender, outgoing: Outgoing) -> int:
    length = 0
    async with aclosing(sender.send(outgoing)) as stream:
        async for event in stream:
            length += len(event.text) if isinstance(event, TextDelta) else 0
    return length


async def _many(sender: Sender, outgoing: Outgoing) -> None:
    async with anyio.create_task_group() as group:
        for _ in range(AT_ONCE):
            group.start_soon(_read, sender, outgoing)


def _cpu(call: Callable[[], Awaitable[object]]) -> float:
    """CPU seconds of a thread with an event loop of its own."""
    spent: list[float] = []

    def run() -> None:
        anyio.run(_timed, call, spent)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return spent[0]


async def _timed(call: Callable[[], Awaitable[object]], spent: list[float]) -> None:
    began = thread_time()
    await call()
    spent.append(thread_time() - began)


def _sender(url: str) -> Sender:
    config = ProviderConfig("loopback", "openai", url, True, "never", False, ("m",), "m", 0)
    return sender_for(config, lambda: None, finals=None, estimate=estimate, summarise=summarise)
