"""A streamed answer of 20,000 tokens in the real Conversations place: a provider on this machine, the whole way, the window watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hybriddesk.desk.bench.loop import Desk, DoorFactory, Script, on_desk
from hybriddesk.desk.bench.stalls import stall_figures
from hybriddesk.desk.bench.watch import Heartbeat
from hybriddesk.desk.conversations.place import ConversationsPlace
from hybriddesk.providers.bench_loopback import TOKEN, serving
from hybriddesk.records.measure import Figure

TOKENS, A_SECOND, IDLE_MS = 20_000, 2_000, 800
FLAT = 1.2


def measure(door_of: DoorFactory, scale: float) -> Iterator[Figure]:
    """``scale`` shortens the answer; its pace, faster than any model writes, stays."""
    figures: list[Figure] = []
    wanted = max(int(TOKENS * scale), 400)
    with serving(wanted, A_SECOND) as url:
        on_desk(door_of, lambda desk: _script(desk, url, wanted, figures.append))
    yield from figures


def _script(desk: Desk, url: str, wanted: int, say: Callable[[Figure], None]) -> Script:
    yield desk.work(lambda workspace: workspace.providing.add(
        "loopback", "openai", url, None, allow_loopback_http=True, default_model="m", ask="never",
    ))
    yield desk.work(lambda workspace: workspace.conversations.new("", "loopback", "m"))
    yield 200.0
    desk.window.go_to("conversations")
    place = desk.window.place("conversations")
    assert isinstance(place, ConversationsPlace)
    yield lambda: place.talk.current is not None
    beat = Heartbeat(desk)
    beat.start()
    yield min(IDLE_MS, wanted / 10)
    idle = beat.stop()
    marks: list[tuple[int, float]] = [(0, 0.0)]
    place.talk.grew.connect(lambda _turn, text: marks.append((marks[-1][0] + len(text), desk.app.cpu)))
    desk.app.forget()
    desk.app.watching = True
    beat.start()
    place.talk.say("Where is my parcel, and what do I do now?")
    yield lambda: place.talk.answering is None and len(marks) > 1
    yield 100.0
    late = beat.stop()
    desk.app.watching = False
    shown = place.talk.path[-1]
    for figure in (*_figures(marks, len(shown.text)), *stall_figures(desk.app, "answer", idle, late)):
        say(figure)


def _figures(marks: list[tuple[int, float]], stored: int) -> Iterator[Figure]:
    """CPU of the window's thread per token, painting included; ``marks`` are (characters shown, CPU seconds so far)."""
    signs = marks[-1][0]
    first = next(mark for mark in marks if mark[0] * 4 >= signs)
    last = next(mark for mark in marks if mark[0] * 4 >= signs * 3 or mark is marks[-2])
    yield Figure("CPU per token, last quarter beside the first", _per_token(last, marks[-1]), "us", _per_token((0, 0.0), first), FLAT, "ratio <=")
    yield Figure("characters shown, beside those stored", float(signs), "characters", float(stored))


def _per_token(before: tuple[int, float], after: tuple[int, float]) -> float:
    return (after[1] - before[1]) / max(after[0] - before[0], 1) * TOKEN * 1e6
