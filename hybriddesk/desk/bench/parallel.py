"""Fifty answers streamed at once on the real desk: the whole way of each, and how late the engine's loop and the window come.

Every token arrives by itself, as models send them. What is measured with one stream is the baseline of what is with fifty.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from time import perf_counter, thread_time

import anyio

from hybriddesk.desk.bench.loop import Desk, DoorFactory, Script, Wait, on_desk
from hybriddesk.desk.bench.stalls import share, stall_figures
from hybriddesk.desk.bench.watch import Heartbeat
from hybriddesk.desk.engine.job import Job
from hybriddesk.providers.bench_loopback import answer_tokens, serving
from hybriddesk.records.consent import Consent
from hybriddesk.records.measure import Figure
from hybriddesk.records.way import Outgoing
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.senders import Target

AT_ONCE, TOKENS, A_SECOND, IDLE_MS = 50, 300, 50, 500
ENGINE_BEAT_S = 0.02
"""Seldom enough that the beat itself is no part of the figure it stands beside."""
CROWD = 2.0
"""How much more CPU a token may cost among fifty streams than alone."""


def measure(door_of: DoorFactory, scale: float) -> Iterator[Figure]:
    """``scale`` shortens the answers; their number and their pace stay."""
    figures: list[Figure] = []
    wanted = max(int(TOKENS * scale), 20)
    with serving(wanted, A_SECOND, 1) as url:
        on_desk(door_of, lambda desk: _script(desk, url, wanted, figures.append))
    yield from figures


class EngineBeat:
    """The engine's loop asked to come back again and again: how much later it did, and its thread's CPU meanwhile."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.cpu = 0.0

    async def beat(self) -> None:
        """Until it is cancelled."""
        began = thread_time()
        while True:
            last = perf_counter()
            await anyio.sleep(ENGINE_BEAT_S)
            self.late.append(max(perf_counter() - last - ENGINE_BEAT_S, 0.0))
            self.cpu = thread_time() - began


class Streams:
    """So many conversations with one question each; ``signs`` counts the characters that reached the window."""

    def __init__(self, desk: Desk, count: int) -> None:
        self._desk = desk
        self.open = count
        self.signs = 0
        self._jobs = [self._asked() for _ in range(count)]

    def start(self) -> None:
        """All at once."""
        for job in self._jobs:
            job.start()

    def _asked(self) -> Job:
        conversing = self._desk.window.context.workspace.conversing
        made: list[Job] = []

        async def ask() -> None:
            thread = await conversing.new(Target("loopback"))
            await conversing.say(thread.id, "Where is my parcel?", _agree, hear=Hear(text=lambda text, _scrubbed: made[0].report(text)))

        job = self._desk.engine.job(ask)
        made.append(job)
        job.progress.connect(self._came)
        job.failed.connect(self._desk.fail)
        job.ended.connect(self._ended)
        return job

    def _came(self, text: object) -> None:
        self.signs += len(str(text))

    def _ended(self) -> None:
        self.open -= 1


async def _agree(_outgoing: Outgoing, _waiting: int) -> Consent:
    return Consent("send")


def _script(desk: Desk, url: str, wanted: int, say: Callable[[Figure], None]) -> Script:
    yield desk.work(lambda workspace: workspace.providing.add(
        "loopback", "openai", url, None, allow_loopback_http=True, default_model="m", ask="never",
    ))
    yield from _together(desk, 1)  # what is loaded on first use stands in no figure
    beat = Heartbeat(desk)
    beat.start()
    yield IDLE_MS
    idle = beat.stop()
    one, _ = yield from _together(desk, 1)
    desk.app.forget()
    desk.app.watching = True
    beat.start()
    many, signs = yield from _together(desk, AT_ONCE)
    late = beat.stop()
    desk.app.watching = False
    for figure in (*_figures(one, many, signs, wanted), *stall_figures(desk.app, f"{AT_ONCE} streams", idle, late)):
        say(figure)


def _together(desk: Desk, count: int) -> Generator[Wait, None, tuple[EngineBeat, int]]:
    engine, streams = EngineBeat(), Streams(desk, count)
    beating = desk.engine.job(engine.beat)
    beating.start()
    streams.start()
    yield lambda: not streams.open
    beating.cancel()
    yield lambda: not beating.running
    return engine, streams.signs


def _figures(one: EngineBeat, many: EngineBeat, signs: int, wanted: int) -> Iterator[Figure]:
    crowd, alone = many.cpu / AT_ONCE / wanted * 1e6, one.cpu / wanted * 1e6
    yield Figure(f"{AT_ONCE} streams: CPU of the engine's thread per token, beside one stream", crowd, "us", alone, CROWD, "ratio <=")
    yield Figure(f"{AT_ONCE} streams: median engine loop late", share(many.late, 0.5) * 1e3, "ms", share(one.late, 0.5) * 1e3)
    yield Figure(f"{AT_ONCE} streams: p99 engine loop late", share(many.late, 0.99) * 1e3, "ms", share(one.late, 0.99) * 1e3)
    yield Figure(f"{AT_ONCE} streams: most the engine loop was late", max(many.late, default=0.0) * 1e3, "ms", max(one.late, default=0.0) * 1e3)
    sent = AT_ONCE * sum(map(len, answer_tokens(wanted)))
    yield Figure(f"{AT_ONCE} streams: characters shown, beside those sent", float(signs), "characters", float(sent), 1.0, "ratio >=")
