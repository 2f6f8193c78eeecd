"""A streamed answer of 20,000 tokens in the conversation's own transcript, as the engine thread hands it over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import anyio
import anyio.to_thread

from hybriddesk.desk.bench.loop import Desk, DoorFactory, Script, on_desk
from hybriddesk.desk.bench.stalls import stall_figures
from hybriddesk.desk.bench.watch import Heartbeat
from hybriddesk.desk.conversations.content import Content, Looks
from hybriddesk.desk.conversations.highlight import Highlighter
from hybriddesk.desk.conversations.live import Live
from hybriddesk.desk.conversations.shown import Shown
from hybriddesk.desk.conversations.transcript import Transcript
from hybriddesk.records.ids import new_id
from hybriddesk.records.measure import Figure
from hybriddesk.records.work import Turn

TOKENS, A_SECOND, BURST, IDLE_MS = 20_000, 4_000, 20, 800
FLAT = 1.2
TOKEN = 5
"""Characters of a made-up token."""
_PARAGRAPH = (
    "The parcel left our house on Tuesday, and the carrier says that it was handed over on Thursday at noon. **If** it is not with "
    "you, look at the neighbours first, then write to `help@example.org` with the number of the order. "
)
_PIECES = (
    "## Step {n}\n\n", _PARAGRAPH * 3 + "\n\n", "- first look at the *box*\n- then at the cups\n- then at the bill\n\n",
    "```python\ndef refund(order: int, part: float) -> float:\n    return round(order * part, 2)  # what is paid back\n```\n\n",
    _PARAGRAPH + "\n\n", "| item | price |\n|---|---|\n| cup | 12.50 |\n| box | 3.00 |\n\n", "1. open it\n2. look\n3. close it\n\n",
)


def answer_tokens(wanted: int) -> Iterator[str]:
    """Made-up Markdown, cut into pieces of about the length of a token."""
    given = 0
    for n in count():
        text = _PIECES[n % len(_PIECES)].replace("{n}", str(n))
        for at in range(0, len(text), TOKEN):
            if given == wanted:
                return
            given += 1
            yield text[at : at + TOKEN]


def measure(door_of: DoorFactory, scale: float) -> Iterator[Figure]:
    """``scale`` shortens the answer."""
    figures: list[Figure] = []
    on_desk(door_of, lambda desk: _script(desk, max(int(TOKENS * scale), 200), figures.append))
    yield from figures


def _script(desk: Desk, wanted: int, say: Callable[[Figure], None]) -> Script:
    beat = Heartbeat(desk)
    beat.start()
    yield min(IDLE_MS, wanted / 20)
    idle = beat.stop()
    answer = _Answer(desk, wanted)
    yield 100.0
    desk.app.forget()
    desk.app.watching = True
    beat.start()
    answer.begin()
    yield lambda: answer.ended
    answer.transcript.settle(answer.turn.id)
    yield 50.0
    late = beat.stop()
    desk.app.watching = False
    for figure in (*answer.figures(), *stall_figures(desk.app, "answer", idle, late)):
        say(figure)
    answer.transcript.close()


class _Answer:
    """The transcript with a question and an answer that grows; CPU of the window's thread noted at each arrival."""

    def __init__(self, desk: Desk, wanted: int) -> None:
        self._desk, self._wanted = desk, wanted
        self.ended = False
        self._signs = 0
        self._marks = [(0, 0.0)]
        looks = Looks(desk.theme, Highlighter(desk.theme, self._away))
        asked = Turn(new_id(), "c", None, "user", "Where is my parcel?", "", "complete", None, "helper", "helper/1", None, 0)
        self.turn = replace(asked, id=new_id(), parent=asked.id, role="assistant", text="", state="streaming")
        self.transcript = Transcript(looks, lambda turn: Shown(turn, turn.text, who="helper/1", busy=True))
        self.transcript.resize(1000, 800)
        self.transcript.show()
        self.transcript.show_path((asked, self.turn), fresh=True)
        self.transcript.grow(self.turn.id, Content(looks))
        self.transcript.refresh((self.turn.id,))
        self._live = Live(desk.engine.post, self.transcript)
        self._live.arrived.connect(self._arrived)
        self._live.drained.connect(self._drained)

    def begin(self) -> None:
        """Starts the job that plays the provider, at a pace no model has yet."""
        job = self._desk.engine.job(self._play)
        job.failed.connect(self._desk.fail)
        job.done.connect(lambda _none: self._live.finish())
        job.start()

    def figures(self) -> list[Figure]:
        """CPU of the window's thread, painting included, per token."""
        first = next(mark for mark in self._marks if mark[0] * 4 >= self._signs)
        last = next(mark for mark in self._marks if mark[0] * 4 >= self._signs * 3 or mark is self._marks[-2])
        tokens = [(cpu - before) / max(signs - done, 1) * TOKEN * 1e6 for (done, before), (signs, cpu) in (
            ((0, 0.0), first), (last, self._marks[-1]),
        )]
        return [
            Figure("CPU per token, last quarter beside the first", tokens[-1], "us", tokens[0], FLAT, "ratio <="),
            Figure("tokens shown", self._signs / TOKEN, "tokens"),
        ]

    def _away(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        job = self._desk.engine.job(lambda: anyio.to_thread.run_sync(work))
        job.done.connect(done)
        job.failed.connect(self._desk.fail)
        job.start()

    async def _play(self) -> None:
        for number, token in enumerate(answer_tokens(self._wanted)):
            self._live.add(token)
            if number % BURST == 0:
                await anyio.sleep(BURST / A_SECOND)

    def _arrived(self, text: str) -> None:
        self.transcript.feed(self.turn.id, text)
        self._signs += len(text)
        self._marks.append((self._signs, self._desk.app.cpu))

    def _drained(self) -> None:
        self._marks.append((self._signs, self._desk.app.cpu))
        self.ended = True
