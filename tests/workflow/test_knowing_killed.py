"""kill -9 while sources are taken in and versions of the index are built, switched and dropped."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from hybriddesk.vault.knowledge import index_rows, source_rows
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store
from tests.workflow import sources_child

KILLS = int(os.environ.get("HYBRIDDESK_SOURCE_KILLS", "6"))
ROOT = Path(__file__).parents[2]


def killed(store: Path, start: int, chance: random.Random) -> int:
    """Starts the child at ``start``, lets it acknowledge some and run a little on, kills it; the last number it said."""
    process = subprocess.Popen(
        [sys.executable, sources_child.__file__, str(store), str(start)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    last = start - 1
    for _ in range(chance.randrange(1, 4)):
        last = int(process.stdout.readline())
    for _ in range(chance.randrange(4_000_000)):
        pass
    process.send_signal(signal.SIGKILL)
    whole = [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    return int(whole[-1]) if whole else last


def test_the_store_is_as_it_was_or_goes_on(tmp_path: Path) -> None:
    """After each kill: every acknowledged source is there and found, one finished version is live, nothing half counts, and the file is sound."""
    store, chance, said = tmp_path / "store", random.Random(11), 0

    async def nothing(_desk: Workspace) -> None:
        """Only makes the store."""

    async def check(desk: Workspace) -> int:
        names = [row.name for row in source_rows(desk.db, 1000)]
        assert names == [f"{number:04}" for number in range(1, len(names) + 1)]
        assert said <= len(names) <= said + 1
        for number in (1, len(names)):
            found = await desk.retrieving.find(f"What of model k{number:05}?")
            assert [one.name for one in found.given][:1] == [f"{number:04}"]
        versions = index_rows(desk.db)
        assert [row.state for row in versions] == ["ready"] * len(versions)
        assert sum(row.live for row in versions) == 1
        whole = desk.db.query("SELECT count(*), count(DISTINCT version) FROM knowledge_indexed")[0]
        assert whole[0] == len(names) * whole[1]
        assert desk.db.integrity() == ()
        assert desk.audit.verify().ok
        return len(names)

    in_store(store, nothing)
    for _ in range(KILLS):
        said = killed(store, said + 1, chance)
        said = in_store(store, check)
