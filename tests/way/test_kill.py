"""kill -9 at random moments of the main job. HYBRIDDESK_KILLS sets how many (8 here, 100 for the release figure)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store
from tests.way.loopback import Loopback

KILLS = int(os.environ.get("HYBRIDDESK_KILLS", "8"))
LINES_PER_JOB = 40


def killed_job(folder: Path, url: str, after_lines: int, more_ms: float) -> list[str]:
    """Runs the job, kills it ``more_ms`` after its n-th acknowledgement, and returns the lines that got out."""
    job = subprocess.Popen([sys.executable, "-m", "tests.way.job", str(folder), url], stdout=subprocess.PIPE, text=True)
    lines: list[str] = []
    assert job.stdout
    while len(lines) < after_lines and (line := job.stdout.readline()):
        lines.append(line.strip())
    if job.poll() is None:
        try:
            job.wait(more_ms / 1000)
        except subprocess.TimeoutExpired:
            job.send_signal(signal.SIGKILL)
    lines += [line.strip() for line in job.stdout]
    job.wait()
    job.stdout.close()
    return lines


@pytest.mark.parametrize("seed", range(max(1, KILLS // 8)))
def test_nothing_acknowledged_is_lost_and_nothing_is_sent_twice(tmp_path: Path, seed: int) -> None:
    """After every kill the store opens, each acknowledged decision is there, and no item's request arrived twice."""
    chance = random.Random(seed)
    acknowledged: dict[str, str] = {}
    with Loopback() as server:
        for _ in range(min(KILLS, 8)):
            lines = killed_job(tmp_path, server.url, chance.randrange(LINES_PER_JOB // 4), chance.random() * 120)
            acknowledged |= {word[1]: word[2] for word in map(str.split, lines) if word[0] == "decided"}

            async def look(workspace: Workspace, wanted: tuple[str, ...] = tuple(acknowledged)) -> tuple[dict[str, str], int]:
                states = {one: workspace.reviews.get(one).state for one in wanted}
                assert workspace.audit.verify().ok
                assert not workspace.db.integrity()
                return states, sum(workspace.items.counts().values())

            states, items = in_store(tmp_path / "store", look)
            assert states == acknowledged
            assert items in (0, 40)
        cases = Counter(case_of(request.body) for request in server.requests)
    assert max(cases.values(), default=0) <= 1, cases.most_common(3)


def case_of(body: bytes) -> bytes:
    return body.split(b"about case ", 1)[1].split(b":", 1)[0]
