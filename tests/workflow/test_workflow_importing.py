"""Reading beside the engine and filing in slices, on a real store."""

from __future__ import annotations

import threading
from pathlib import Path

import anyio
import pytest

from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow import importing
from hybriddesk.workflow.importing import SLICE, FoundWork, Importing, name_of
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store


def service(workspace: Workspace) -> Importing:
    return Importing(workspace.db, workspace.drafting)


def many(count: int) -> FoundWork:
    items = tuple(SourceItem("big.csv", f"row {n}", "row", f"Subject {n}", f"Body {n}") for n in range(count))
    return FoundWork("big.csv", items, (SourceFault("big.csv", "row 9", "intake.row_without_text", {"line": 9}),), 0)


def test_reading_says_what_is_new(tmp_path: Path) -> None:
    """Items, faults and doubles of a folder are told apart, against the folder itself and against the store."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a.txt", "One"), ("b.txt", "Two"), ("c.csv", "subject,body\nSame,Three\nSame,Three\n"), ("d.txt", "")):
        (folder / name).write_text(text)

    async def work(workspace: Workspace) -> None:
        told: list[tuple[int, int]] = []
        found = await service(workspace).read([folder], told=lambda *counts: told.append(counts))
        assert ([one.body for one in found.items], [fault.source for fault in found.faults]) == (["One", "Two", "Three", "Three"], ["in/d.txt"])
        assert told[-1] == (4, 1)
        filed = await service(workspace).file(found, "reply")
        assert len(filed.new) == 4
        (folder / "e.txt").write_text("Four")
        again = await service(workspace).read([folder, folder])
        assert [one.body for one in again.items] == ["Four"]
        assert again.doubles == 9

    in_store(tmp_path / "store", work)


def test_slices_keep_order_and_name_faults_once(tmp_path: Path) -> None:
    """A large import is stored in transactions of one slice, in order, and its faults are kept once."""
    async def work(workspace: Workspace) -> None:
        told: list[int] = []
        filed = await service(workspace).file(many(2 * SLICE + 1), "reply", done=told.append)
        assert told == [SLICE, 2 * SLICE, 2 * SLICE + 1]
        assert workspace.items.waiting() == filed.new
        assert workspace.items.get(filed.new[-1]).key == f"row {2 * SLICE}"
        assert workspace.db.query("SELECT count(*) FROM import_faults") == [(1,)]
        assert (await service(workspace).file(many(SLICE), "reply")).doubles == SLICE

    in_store(tmp_path, work)


def test_faults_alone_are_kept(tmp_path: Path) -> None:
    """A folder in which nothing could be read leaves its faults in the store."""
    async def work(workspace: Workspace) -> None:
        filed = await service(workspace).file(many(0), "reply")
        assert filed.new == ()
        assert workspace.db.query("SELECT code FROM import_faults") == [("intake.row_without_text",)]

    in_store(tmp_path, work)


def test_a_cancelled_import_keeps_whole_slices(tmp_path: Path) -> None:
    """Cancelling between two slices leaves what is stored waiting, and reading the file again brings only the rest."""
    async def work(workspace: Workspace) -> None:
        with anyio.CancelScope() as scope:
            await service(workspace).file(many(3 * SLICE), "reply", done=lambda _count: scope.cancel())
        assert len(workspace.items.waiting()) == SLICE
        rest = await service(workspace).file(many(3 * SLICE), "reply")
        assert (len(rest.new), rest.doubles) == (2 * SLICE, SLICE)

    in_store(tmp_path, work)


def test_cancelling_stops_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker thread gives up at the next item; nobody waits for it."""
    go, stopped = threading.Event(), threading.Event()

    def slow(_paths):
        try:
            yield SourceItem("a", "", "text", "", "One")
            go.wait(10)
            yield SourceItem("a", "", "text", "", "Two")
            yield SourceItem("a", "", "text", "", "Three")
        except GeneratorExit:
            stopped.set()
            raise

    monkeypatch.setattr(importing, "read", slow)

    async def work(workspace: Workspace) -> None:
        with anyio.CancelScope() as scope:
            await service(workspace).read([tmp_path], told=lambda *_counts: anyio.from_thread.run_sync(scope.cancel))
        go.set()
        assert await anyio.to_thread.run_sync(stopped.wait, 10)

    in_store(tmp_path / "store", work)


def test_an_import_has_the_name_of_its_files(tmp_path: Path) -> None:
    """One file gives its name, several the first and how many more."""
    assert name_of([tmp_path / "a.csv"]) == "a.csv"
    assert name_of([tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv"]) == "a.csv +2"
