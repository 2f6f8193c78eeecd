"""A review queue of 100,000 entries in the real place: opening, scrolling, steps, filter, a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QStringListModel
from PySide6.QtWidgets import QListView

from hybriddesk.desk.bench.loop import Desk, DoorFactory, Figures, Script, on_desk
from hybriddesk.desk.bench.stalls import share, stall_figures
from hybriddesk.desk.bench.watch import Heartbeat
from hybriddesk.desk.review.place import ReviewPlace
from hybriddesk.records.ids import new_id
from hybriddesk.records.measure import Figure
from hybriddesk.records.way import Reason
from hybriddesk.records.work import NewReview
from hybriddesk.workspace import Workspace

ENTRIES, STEPS, SCROLLS, IDLE_MS = 100_000, 40, 120, 800
OPEN_MS = 200.0
_REQUEST = "Good morning, the parcel of order {n} came on Tuesday and one cup of two was broken. Could you send a new one? Anna Keller"
_DRAFT = "Dear Anna Keller,\n\nthank you for your message about order {n}. I am sorry about the cup; a new one leaves today.\n\nKind regards"


def measure(door_of: DoorFactory, scale: float) -> Iterator[Figure]:
    """The store is filled through its own table class before the place is opened."""
    figures: list[Figure] = []
    on_desk(door_of, lambda desk: _script(desk, scale, figures.append))
    yield from figures


def _script(desk: Desk, scale: float, say: Callable[[Figure], None]) -> Script:
    count = max(int(ENTRIES * scale), 100)
    yield desk.work(lambda workspace: _fill(workspace, count))
    yield 100.0
    beat = Heartbeat(desk)
    beat.start()
    yield IDLE_MS * min(scale * 10, 1.0)
    idle = beat.stop()
    for figure in (yield from _opening(desk, count)):
        say(figure)
    place = desk.window.place("review")
    assert isinstance(place, ReviewPlace)
    for name, act in (("steps", _steps), ("scrolling", _scrolling), ("filter", _filtering), ("decisions", _deciding)):
        yield lambda: place.table.current is not None
        yield 50.0
        desk.app.forget()
        desk.app.watching = True
        beat.start()
        for figure in (yield from act(place, max(int(scale * 100), 8))):
            say(figure)
        late = beat.stop()
        desk.app.watching = False
        for figure in stall_figures(desk.app, name, idle, late):
            say(figure)


def _fill(workspace: Workspace, count: int) -> None:
    with workspace.db.write("reviews"):
        for n in range(count):
            confidence = (n * 7919 % 1000) / 1000
            if n % 100 == 0:
                thread = workspace.conversations.new(f"Order {n}", "helper", "helper/1", "item")
            workspace.reviews.file(NewReview(
                conversation=thread.id, run=new_id(), item=None, turn=None, workflow="reply", prompt_version="reply@1", provider="helper",
                model="helper/1", title=f"Broken cup in order {n}", request=_REQUEST.format(n=n), draft=_DRAFT.format(n=n),
                draft_scrubbed=_DRAFT.format(n=n), confidence=confidence, reasons=(Reason("review.helper_unsure", confidence),),
                needs_person=n % 4 > 0, hidden_count=n % 5,
            ), risk=1 - confidence)


class _FirstPaint(QObject):
    """Notes when a view painted for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.at: float | None = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.at is None:
            self.at = perf_counter()
        return False


def _opening(desk: Desk, count: int) -> Figures:
    began = perf_counter()
    desk.window.go_to("review")
    place = desk.window.place("review")
    assert isinstance(place, ReviewPlace)
    seen = _FirstPaint()
    place.queue.list.viewport().installEventFilter(seen)
    yield lambda: seen.at is not None
    assert seen.at is not None
    return [Figure("list opened and painted", (seen.at - began) * 1e3, "ms", _bare_list(count) * 1e3, OPEN_MS)]


def _bare_list(count: int) -> float:
    """The least Qt can do: a list of as many plain strings, filled and drawn once."""
    began = perf_counter()
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(QStringListModel([f"Broken cup in order {n}" for n in range(count)], view))
    view.resize(285, 800)
    view.grab()
    return perf_counter() - began


def _steps(place: ReviewPlace, part: int) -> Figures:
    took = []
    for number in range(min(STEPS, part)):
        before, began = place.table.review_id, perf_counter()
        place.queue.step(1 if number % 4 else -1 if number else 1)
        yield partial(_moved_on, place, before)
        took.append(perf_counter() - began)
        yield 5.0
    return [Figure("step to the next entry shown, p99", share(took, 0.99) * 1e3, "ms")]


def _moved_on(place: ReviewPlace, before: str | None) -> bool:
    return place.table.review_id != before and place.table.current is not None


def _listed_anew(place: ReviewPlace, before: Sequence[str]) -> bool:
    return place.queue.model.ids() is not before


def _scrolling(place: ReviewPlace, part: int) -> Figures:
    bar = place.queue.list.verticalScrollBar()
    for number in range(min(SCROLLS, part)):
        # small moves, and every tenth a far jump to pages nobody has read yet
        bar.setValue(bar.maximum() * (number * 37 % 100) // 100 if number % 10 == 0 else bar.value() + 120)
        yield 16.0
    return []


def _filtering(place: ReviewPlace, _part: int) -> Figures:
    took = []
    for words in ("order 4", "broken", "order 17", ""):
        began, before = perf_counter(), place.queue.model.ids()
        place.queue.filter.setText(words)
        yield partial(_listed_anew, place, before)
        took.append(perf_counter() - began)
        yield 50.0
    return [Figure("filter answered, longest", max(took) * 1e3, "ms")]


def _deciding(place: ReviewPlace, part: int) -> Figures:
    took = []
    place.queue.choose(place.queue.model.id_at(0))
    for _ in range(min(10, part)):
        yield lambda: place.table.current is not None and not place.table.deciding
        before, began = place.table.review_id, perf_counter()
        place.deciding.approve_as_is()
        yield partial(_moved_on, place, before)
        took.append(perf_counter() - began)
        yield 30.0
    return [Figure("approved and the next one shown, p99", share(took, 0.99) * 1e3, "ms")]
