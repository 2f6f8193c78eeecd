"""The cycle collector on the window's thread: how much it looks at, not how long it takes."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from hybriddesk.desk.engine.garbage import WHOLE_AFTER, YOUNG, Garbage


class Knot:
    """An object only the collector can free."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def garbage(qapp: object) -> Iterator[Garbage]:
    made = Garbage()
    yield made
    made.stop()


def runs(garbage: Garbage, beats: int) -> list[int]:
    """The generations looked at in so many beats."""
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(note)
    try:
        for _ in range(beats):
            garbage.collect()
    finally:
        gc.callbacks.remove(note)
    return seen


def test_nothing_imported_is_looked_at(garbage: Garbage) -> None:
    """What exists when the desk starts is frozen: a run over everything looks at a small part of it."""
    assert gc.get_freeze_count() > 20 * len(gc.get_objects())


def test_young_ones_go_when_the_window_rests(garbage: Garbage, qtbot: object) -> None:
    """A few thousand new cycles are gone by the time the event loop has nothing to do, without a beat of the timer."""
    gc.collect()
    gone = weakref.ref(Knot())
    kept = [Knot() for _ in range(YOUNG)]
    kept.clear()
    assert gone() is not None
    qtbot.wait(1)
    assert gone() is None


def test_whole_run_waits_for_a_still_window(garbage: Garbage) -> None:
    """While somebody works no beat looks at everything; once the window is left alone, one does."""
    garbage.still = lambda: False
    assert 2 not in runs(garbage, 3 * WHOLE_AFTER)
    garbage.still = lambda: True
    assert runs(garbage, 1) == [2]


def test_whole_runs_are_rare(garbage: Garbage) -> None:
    """A window left alone is looked through once in so many beats, not at each."""
    assert runs(garbage, 4 * WHOLE_AFTER).count(2) == 4


def test_young_objects_go_at_a_beat(garbage: Garbage) -> None:
    """Many new objects in cycles are freed at the next beat, even while somebody works."""
    garbage.still = lambda: False
    gone = weakref.ref(knot := Knot())
    many = [Knot() for _ in range(2 * gc.get_threshold()[0])]
    del knot, many
    runs(garbage, 1)
    assert gone() is None


def test_what_was_just_loaded_is_not_looked_at(garbage: Garbage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Very many new blocks of memory at once are kept out of every later look, and go when the store is closed."""
    monkeypatch.setattr("hybriddesk.desk.engine.garbage.HEAVY", 1_000)
    runs(garbage, 1)
    gone = weakref.ref(knot := Knot())
    loaded = [[number] for number in range(2_000)]
    frozen = gc.get_freeze_count()
    assert runs(garbage, 1) == []
    assert gc.get_freeze_count() >= frozen + len(loaded)
    del knot
    gc.collect()
    assert gone() is not None
    garbage.thaw()
    assert gone() is None


def test_survivors_are_looked_at_together_once_there_are_many(garbage: Garbage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older generation's turn comes by how many survived, so that one look is never a long one."""
    monkeypatch.setattr("hybriddesk.desk.engine.garbage.OLDER", 4_000)
    kept: list[list[int]] = []
    seen = []
    for _ in range(4):
        kept += [[number] for number in range(1_500)]
        seen += runs(garbage, 1)
    assert seen == [0, 0, 1, 0]


def test_no_list_of_objects_is_made(garbage: Garbage, monkeypatch: pytest.MonkeyPatch) -> None:
    """``gc.get_objects`` while another thread is inside ``tuple(...)`` breaks that thread with a SystemError."""

    def forbidden(generation: int | None = None) -> list[object]:
        raise AssertionError(generation)

    monkeypatch.setattr(gc, "get_objects", forbidden)
    kept = [[number] for number in range(2 * YOUNG)]
    garbage.glance()
    assert runs(garbage, WHOLE_AFTER) != []
    assert kept


def test_what_was_frozen_goes_with_the_store(garbage: Garbage) -> None:
    """Objects frozen when a store was opened are freed after it was closed."""
    gone = weakref.ref(knot := Knot())
    garbage.settle()
    del knot
    gc.collect()
    assert gone() is not None
    garbage.thaw()
    assert gone() is None


def test_stop_gives_the_work_back(garbage: Garbage) -> None:
    """After the end Python collects by itself again, and nothing stays frozen."""
    garbage.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
