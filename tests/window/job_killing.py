"""Kills the whole desk at random moments of the main job, and looks at what the store and the provider have of it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hybriddesk.building import build
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey, Stretch
from hybriddesk.vault.store import create
from tests.way.desk_store import add_provider
from tests.way.loopback import Loopback
from tests.window.drive import PASSPHRASE
from tests.window.job import PROVIDER

ROOT = Path(__file__).resolve().parents[2]
ITEMS, LINES, LATER_S = 24, 45, 0.4
"""Letters of the job, about how many lines a whole run prints, and how long after its last line a run is killed at most."""


@dataclass
class Killed:
    """What so many kills of one store came to. ``faults`` are sentences; none means that nothing was lost or sent twice."""

    kills: int = 0
    decided: int = 0
    unknown: int = 0
    finished: int = 0
    faults: list[str] = field(default_factory=list)


def kill_the_job(home: Path, kills: int, chance: random.Random) -> Killed:
    """Runs the job in the window on one store and kills it, again and again; looks at the store after each."""
    key = prepared(home)
    found, acknowledged = Killed(), {}
    with Loopback() as server:
        keep(home, key, server.url)
        while found.kills < kills and not found.faults:
            lines = one_run(home, chance)
            found.kills += "finished" not in lines
            acknowledged |= {words[1]: words[2] for words in map(str.split, lines) if words[0] == "decided"}
            look(home, key, acknowledged, found)
            if "finished" in lines:
                found.finished += 1
                break
        cases = Counter(request.body.split(b"about case ", 1)[1].split(b":", 1)[0] for request in server.requests if request.body)
    found.decided = len(acknowledged)
    found.faults += [f"case {case.decode()} was sent {count} times" for case, count in cases.items() if count > 1]
    return found


def prepared(home: Path) -> bytes:
    """A store with a weak stretch, so that a start costs little, and letters to import."""
    (home / "mail").mkdir(parents=True)
    for number in range(ITEMS):
        (home / "mail" / f"{number:02d}.txt").write_text(f"Please call me about case {number}: bob{number}@example.org. It is urgent.")
    key, _code = create(StoreFolder(home / "store"), PASSPHRASE, stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    return bytes(key.raw)


def keep(home: Path, raw: bytes, url: str) -> None:
    """The provider, chosen as the one who drafts; a limit that brings every draft to the person."""
    db = Database.open(StoreFolder(home / "store"), DataKey(raw))
    workspace = build(db)
    add_provider(workspace, url, PROVIDER)
    workspace.settings.set("general.default_provider", PROVIDER)
    workspace.settings.set("review.threshold", 0.95)
    db.close()


def one_run(home: Path, chance: random.Random) -> list[str]:
    """Starts the desk, kills it a moment after one of its lines, returns what it had acknowledged."""
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={ROOT / 'tests' / 'screen.json'}", "PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.window.job", str(home), str(home / "mail")], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    lines: list[str] = []
    assert run.stdout is not None
    assert run.stderr is not None
    wanted = chance.randrange(LINES)
    while len(lines) < wanted and (line := run.stdout.readline()):
        lines.append(line.strip())
    try:
        run.wait(chance.random() * LATER_S)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
    lines += [line.strip() for line in run.stdout]
    said = run.stderr.read()
    if run.wait() not in {0, -signal.SIGKILL}:
        raise AssertionError(f"the desk ended by itself: {run.returncode} {said[-2000:]}")
    run.stdout.close()
    run.stderr.close()
    return lines


def look(home: Path, raw: bytes, acknowledged: dict[str, str], found: Killed) -> None:
    """Opens the store as the next start does, and compares."""
    db = Database.open(StoreFolder(home / "store"), DataKey(raw))
    try:
        workspace = build(db)
        states = {one: workspace.reviews.get(one).state for one in acknowledged}
        found.faults += [f"{one} is {states[one]}, not {state}" for one, state in acknowledged.items() if states[one] != state]
        if not workspace.audit.verify().ok:
            found.faults.append("the audit log does not verify")
        found.faults += [f"the store is damaged: {line}" for line in db.integrity()]
        counts = workspace.items.counts()
        if sum(counts.values()) not in {0, ITEMS}:
            found.faults.append(f"{sum(counts.values())} of {ITEMS} items were imported")
        found.unknown = max(found.unknown, counts.get("unknown", 0))
    finally:
        db.close()
