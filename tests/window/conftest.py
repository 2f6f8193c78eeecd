"""Each test has its own data folder; most begin on a copy of one store with the twelve samples drafted."""

import os
import shutil
import tempfile
from pathlib import Path

import anyio
import pytest

from hybriddesk.building import add_samples, build
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import Stretch
from hybriddesk.vault.store import create
from tests.window.drive import PASSPHRASE, Window, close_dialogs

LONG = bool(os.environ.get("HYBRIDDESK_LONG"))


def made_store(folder: Path, *, samples: bool) -> Path:
    """A store whose passphrase is stretched as little as can be: these tests try the window, not the vault."""
    key, _code = create(StoreFolder(folder), PASSPHRASE, stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    db = Database.open(StoreFolder(folder), key)
    workspace = build(db)
    if samples:
        anyio.run(add_samples, workspace)
    db.close()
    return folder


@pytest.fixture(scope="session")
def sample_template():
    home = Path(tempfile.mkdtemp(prefix="hybriddesk-window-"))
    yield made_store(home / "store", samples=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def empty_template():
    home = Path(tempfile.mkdtemp(prefix="hybriddesk-window-"))
    yield made_store(home / "store", samples=False)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def start(qapp, tmp_path):
    """``start(folder)`` opens the desk on a folder; every desk is closed at the end."""
    opened: list[Window] = []

    def begin(folder=None, **options) -> Window:
        opened.append(Window(folder or tmp_path / "store", **options))
        return opened[-1]

    def end(window: Window) -> None:
        opened.remove(window)
        close_dialogs()
        window.close()
        assert window.flashes.seen == []

    begin.end = end
    yield begin
    for window in tuple(opened):
        end(window)


@pytest.fixture
def sampled(start, sample_template, tmp_path):
    """The opened desk on a store with samples, at Review."""
    shutil.copytree(sample_template, tmp_path / "store")
    window = start(page="review")
    window.unlock()
    window.review_lies()
    return window


@pytest.fixture
def empty(start, empty_template, tmp_path):
    """The opened desk on an empty store."""
    shutil.copytree(empty_template, tmp_path / "store")
    window = start()
    window.unlock()
    return window
