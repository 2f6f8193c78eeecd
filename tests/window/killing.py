"""Kills the real app in the middle of typing, and counts how many seconds of typing the store does not have.

The app is a process of its own under the X server in force; keys come from xdotool, and what the app has written is read from its store
by a second connection that can only read.
"""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import anyio

from hybriddesk.building import add_samples, build
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.header import load
from hybriddesk.vault.keys import DataKey, Stretch
from hybriddesk.vault.reader import Reader
from hybriddesk.vault.store import create
from tests.window.drive import PASSPHRASE, NotThere, x_tool

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0
LONGEST_S = 4.0
KEY_MS = "25"
"""Forty keys a second, faster than anybody types; faster still measures the queue of the X server instead."""


def kill_while_typing(home: Path) -> float:
    """One start, some seconds of typing, one ``kill -9``. Returns the age in seconds of the oldest word that was lost; 0.0 if none was."""
    folder = StoreFolder(home)
    key, _code = create(folder, PASSPHRASE, stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    raw = bytes(key.raw)
    db = Database.open(folder, key)
    anyio.run(add_samples, build(db))
    db.close()
    reader = Reader(folder, DataKey(raw), load(folder.header).salt)
    app = subprocess.Popen([sys.executable, "-m", "hybriddesk", "--data-dir", str(home), "--page", "review"], cwd=ROOT)
    try:
        review = opened(reader)
        typed = type_words(lambda: bool(working(reader, review)))
        killed = time.monotonic()
    finally:
        app.send_signal(signal.SIGKILL)
        app.wait()
        reader.close()
    return lost(DataKey(raw), folder, review, typed, killed)


def opened(reader: Reader) -> str:
    """Unlocks by keyboard, and waits until a draft lies on the desk; its id."""
    x_tool("search", "--sync", "--onlyvisible", "--name", "^HybridDesk$", "windowfocus", "--sync")

    def taken() -> str:
        found = reader.query("SELECT id FROM reviews WHERE state = 'in_review'")
        return found[0][0] if found else ""

    x_tool("type", "--delay", "5", PASSPHRASE)
    x_tool("key", "Return")
    return wait(taken, "a draft on the desk")


def type_words(saved: Callable[[], bool]) -> list[tuple[str, float]]:
    """Types numbered words into the editor until a moment chosen by chance; each with the time at which it stood on the screen."""
    typed: list[tuple[str, float]] = []
    end = None
    x_tool("key", "Return")
    x_tool("key", "ctrl+End")
    for number in range(10_000):
        word = f"w{number:04d}"
        x_tool("type", "--delay", KEY_MS, f" {word}")
        typed.append((word, time.monotonic()))
        if end is None and saved():  # the editor is reached: from here on every word counts
            end = time.monotonic() + random.uniform(0.0, LONGEST_S)
        if end is not None and time.monotonic() > end:
            return typed
        if number > 1_000 and end is None:
            break
    raise NotThere("nothing typed ever reached the store")


def lost(key: DataKey, folder: StoreFolder, review: str, typed: list[tuple[str, float]], killed: float) -> float:
    """Opens the store as the next start does and compares."""
    db = Database.open(folder, key)
    try:
        kept = set(re.findall(r"w\d{4}", build(db).reviews.get(review).working or ""))
    finally:
        db.close()
    return max((killed - at for word, at in typed if word not in kept), default=0.0)


def working(reader: Reader, review: str) -> str:
    """The version kept in the store."""
    return str(reader.query("SELECT working FROM reviews WHERE id = ?", (review,))[0][0] or "")


def wait(condition: Callable[[], str], what: str) -> str:
    """Polls the store until ``condition`` gives something."""
    end = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        if time.monotonic() > end:
            raise NotThere(f"waited in vain for {what}")
        time.sleep(0.02)
    return found
